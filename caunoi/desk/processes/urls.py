"""Addresses of the pages on which processes are modelled."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.desk.processes import comparing, drawing, measuring, moving, trying, views

_ONE = "processes/<slug:process_code>/"
_VERSION = "processes/versions/<uuid:process_version_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("processes/", views.processes, name="processes"),
    path("processes/new/", views.new, name="process-new"),
    path(_VERSION, drawing.edit, name="process-edit"),
    path(f"{_VERSION}text.bpmn", drawing.text, name="process-text"),
    path(f"{_VERSION}save/", drawing.save, name="process-save"),
    path(f"{_VERSION}check/", drawing.check, name="process-check"),
    path(f"{_VERSION}upload/", drawing.upload, name="process-upload"),
    path(f"{_VERSION}publish/", views.publish, name="process-publish"),
    path(f"{_VERSION}drop/", views.drop, name="process-drop"),
    path(f"{_VERSION}retire/", views.retire, name="process-retire"),
    path(_ONE, views.process, name="process"),
    path(f"{_ONE}draft/", views.draft, name="process-draft"),
    path(f"{_ONE}text.bpmn", drawing.text_of, name="process-text-of"),
    path(f"{_ONE}picture/", drawing.picture, name="process-picture"),
    path(f"{_ONE}token/", trying.token, name="process-token"),
    path(f"{_ONE}mix/", trying.mix, name="process-mix"),
    path(f"{_ONE}compare/", comparing.compare, name="process-compare"),
    path(f"{_ONE}mining/", measuring.mining, name="process-mining"),
    path(f"{_ONE}migrate/", moving.migrate, name="process-migrate"),
]
