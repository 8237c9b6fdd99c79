"""Addresses of the pages about machines."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.desk.machines import events, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("machines/", views.machines, name="machines"),
    path("machines/new/", views.register, name="machine-new"),
    path("machines/<uuid:machine_id>/", views.machine, name="machine"),
    path("machines/<uuid:machine_id>/change/", views.change, name="machine-change"),
    path("machines/<uuid:machine_id>/secret/", views.secret, name="machine-secret"),
    path("machines/<uuid:machine_id>/close/", views.close, name="machine-close"),
    path("machines/<uuid:machine_id>/subscribe/", events.subscribe, name="machine-subscribe"),
    path("machines/<uuid:machine_id>/events/", events.deliveries, name="machine-events"),
    path("machines/<uuid:machine_id>/events/<uuid:delivery_id>/resend/", events.resend, name="machine-resend"),
    path("machines/<uuid:machine_id>/hooks/<uuid:subscription_id>/end/", events.end, name="machine-unsubscribe"),
    path("machines/<uuid:machine_id>/hooks/<uuid:subscription_id>/resume/", events.resume, name="machine-resume"),
]
