"""Counters of tries, shared by all processes; rows are worth nothing when their time is over."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0002_journal_code_index")]
    operations = [
        migrations.RunSQL(
            "CREATE TABLE core_brake (key text PRIMARY KEY, count integer NOT NULL, until timestamptz NOT NULL); "
            "CREATE INDEX core_brake_until ON core_brake (until)",
            "DROP TABLE core_brake",
        ),
    ]
