"""Addresses of this room, a list a subject."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from caunoi.desk.cascade import urls as cascade
from caunoi.desk.catalogue import urls as catalogue
from caunoi.desk.catalogue_data import urls as catalogue_data
from caunoi.desk.classification import urls as classification
from caunoi.desk.counter import urls as counter
from caunoi.desk.dossier import urls as dossier
from caunoi.desk.forms import urls as forms
from caunoi.desk.machines import urls as machines
from caunoi.desk.measures import urls as measures
from caunoi.desk.meetings import urls as meetings
from caunoi.desk.owed import urls as owed
from caunoi.desk.payments import urls as payments
from caunoi.desk.people import urls as people
from caunoi.desk.plans import urls as plans
from caunoi.desk.processes import urls as processes
from caunoi.desk.queues import urls as queues
from caunoi.desk.registers import urls as registers
from caunoi.desk.reports import urls as reports
from caunoi.desk.rollouts import urls as rollouts
from caunoi.desk.tasks import urls as tasks
from caunoi.desk.voices import urls as voices
from caunoi.desk.wall import urls as wall

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    *queues.urlpatterns,
    *counter.urlpatterns,
    *dossier.urlpatterns,
    *payments.urlpatterns,
    *people.urlpatterns,
    *registers.urlpatterns,
    *wall.urlpatterns,
    *catalogue_data.urlpatterns,
    *forms.urlpatterns,
    *catalogue.urlpatterns,
    *machines.urlpatterns,
    *processes.urlpatterns,
    *measures.urlpatterns,
    *reports.urlpatterns,
    *rollouts.urlpatterns,
    *classification.urlpatterns,
    *plans.urlpatterns,
    *tasks.urlpatterns,
    *owed.urlpatterns,
    *cascade.urlpatterns,
    *voices.urlpatterns,
    *meetings.urlpatterns,
]
