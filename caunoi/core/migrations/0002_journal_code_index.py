"""People name a subject by its code (a dossier's, a unit's): the first entries carry it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0001_journal")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX core_journal_code ON core_journal ((data ->> 'code')) WHERE data ? 'code'",
            "DROP INDEX core_journal_code",
        ),
    ]
