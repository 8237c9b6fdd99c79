
import caunoi.core.ids
import caunoi.people.models
import django.contrib.postgres.constraints
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # The journal's migration sets what the program's role may do with tables that are made after it.
    dependencies = [("core", "0001_journal")]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', models.UUIDField(default=caunoi.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('username', models.CharField(max_length=150, unique=True)),
                ('full_name', models.CharField(blank=True, default='', max_length=200)),
                ('personal_id', models.CharField(blank=True, default='', max_length=12)),
                ('phone', models.CharField(blank=True, default='', max_length=20)),
                ('email', models.EmailField(blank=True, default='', max_length=254)),
                ('is_active', models.BooleanField(default=True)),
                ('is_demo', models.BooleanField(default=False)),
                ('created', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('personal_id', ''), _negated=True), fields=('personal_id',), name='people_account_personal_id_once'), models.CheckConstraint(condition=models.Q(('personal_id', ''), ('personal_id__regex', '^\\d{12}$'), _connector='OR'), name='people_account_personal_id_digits')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.UUIDField(default=caunoi.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('agency_id', models.UUIDField()),
                ('role', models.CharField(choices=[('counter_officer', 'counter_officer'), ('specialist', 'specialist'), ('head_of_unit', 'head_of_unit'), ('leader', 'leader'), ('clerk', 'clerk'), ('centre_manager', 'centre_manager'), ('support_staff', 'support_staff'), ('auditor', 'auditor'), ('administrator', 'administrator')], max_length=30)),
                ('valid_from', models.DateTimeField()),
                ('valid_to', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.UUIDField(default=caunoi.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('valid_from', models.DateTimeField()),
                ('valid_to', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations_received', to=settings.AUTH_USER_MODEL)),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to='people.membership')),
            ],
        ),
        migrations.AddIndex(
            model_name='membership',
            index=models.Index(fields=['agency_id', 'role'], name='people_membership_agency'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='people_membership_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('person', '='), ('agency_id', '='), ('role', '='), (caunoi.people.models._Period('valid_from', 'valid_to'), '&&')], name='people_membership_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__gt', models.F('valid_from'))), name='people_delegation_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('membership', '='), ('person', '='), (caunoi.people.models._Period('valid_from', 'valid_to'), '&&')], name='people_delegation_once_at_a_time'),
        ),
    ]
