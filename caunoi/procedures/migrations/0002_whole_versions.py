"""Revisions, levels, events of life, rates of provinces; published versions may not change any more."""

import django.contrib.postgres.fields
from django.db import migrations, models

TRIGGER = """
CREATE FUNCTION procedures_version_is_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
       OR to_jsonb(NEW) - 'superseded_at' IS DISTINCT FROM to_jsonb(OLD) - 'superseded_at' THEN
        RAISE EXCEPTION 'a published version of a procedure never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER procedures_version_is_published BEFORE UPDATE OR DELETE ON procedures_procedureversion
    FOR EACH ROW EXECUTE FUNCTION procedures_version_is_published();
"""
UNTRIGGER = """
DROP TRIGGER procedures_version_is_published ON procedures_procedureversion;
DROP FUNCTION procedures_version_is_published();
"""


def fees_as_rules(apps, schema_editor):
    """Fees were one amount a channel; they are lists of rules now."""
    for row in apps.get_model("procedures", "ProcedureVersion").objects.all():
        for case in row.body["cases"]:
            case["fees"] = {channel: _rules(fee) for channel, fee in case["fees"].items()}
        row.save(update_fields=["body"])


def _rules(fee):
    if isinstance(fee, list):
        return fee
    name = {"vi": "Phí, lệ phí", "en": "Fee", "th": "ค่าธรรมเนียม"}
    reference = fee.get("note") or "–"
    return [{"kind": "fixed", "id": "fee", "name": name, "amount": int(fee["amount"]), "reference": reference}]


class Migration(migrations.Migration):
    dependencies = [("procedures", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="LifeEventRow",
            fields=[
                ("code", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("names", models.JSONField()),
                ("texts", models.JSONField()),
                ("position", models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="ProvincialRate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("procedure_code", models.CharField(max_length=40)),
                ("fee_id", models.CharField(max_length=60)),
                ("case_id", models.CharField(blank=True, max_length=60)),
                ("channel", models.CharField(blank=True, max_length=10)),
                ("province", models.CharField(max_length=40)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("amount", models.PositiveBigIntegerField(help_text="đồng")),
                ("reference", models.CharField(max_length=300)),
                ("source_url", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "indexes": [models.Index(fields=["procedure_code", "province"], name="procedure_rate_place")],
            },
        ),
        migrations.AddField("procedure", "names", models.JSONField(default=dict)),
        migrations.AddField(
            "procedure",
            "levels",
            django.contrib.postgres.fields.ArrayField(models.CharField(max_length=10), default=list, size=None),
        ),
        migrations.AddField(
            "procedure",
            "life_events",
            django.contrib.postgres.fields.ArrayField(models.CharField(max_length=40), default=list, size=None),
        ),
        migrations.AddField("procedure", "unsure_note", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.AddField("procedureversion", "revision", models.PositiveIntegerField(default=1)),
        migrations.AddField("procedureversion", "published_at", models.DateTimeField(null=True)),
        migrations.AddField("procedureversion", "superseded_at", models.DateTimeField(null=True)),
        migrations.RemoveConstraint("procedureversion", "procedure_version_from"),
        migrations.AddConstraint(
            "procedureversion",
            models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("procedure", "effective_from"),
                name="procedure_version_from",
            ),
        ),
        migrations.AddConstraint(
            "procedureversion",
            models.UniqueConstraint(
                fields=("procedure", "effective_from", "revision"), name="procedure_version_revision"
            ),
        ),
        migrations.RunPython(fees_as_rules, migrations.RunPython.noop),
        migrations.RunSQL(TRIGGER, UNTRIGGER),
    ]
