"""When papers asked for before receipt came, and a work item for every step that is open already."""

from django.db import migrations, models

_ITEMS = """
    INSERT INTO dossiers_workitem
        (id, dossier_id, agency_id, role, step, kind, actions, assignee_id, held, opened_at, due_at)
    SELECT t.id, d.id, t.agency_id, t.role, t.step, 'step', t.actions,
        CASE WHEN t.role = 'specialist' THEN d.specialist_id END, false, t.opened_at, d.due_at
    FROM processes_taskrecord t JOIN dossiers_dossier d ON d.process_instance_id = t.instance_id
    WHERE t.completed_at IS NULL AND t.agency_id IS NOT NULL AND d.step <> ''
    ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0004_filing'),
        ('processes', '0002_settlement'),
    ]

    operations = [
        migrations.AddField(
            model_name='dossier',
            name='complete_at',
            field=models.DateTimeField(help_text='When papers asked for before receipt came; receipt counts from here.', null=True),
        ),
        migrations.RunSQL(_ITEMS, migrations.RunSQL.noop),
    ]
