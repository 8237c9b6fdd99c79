"""Addresses of one dossier."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.desk.dossier import views
from caunoi.desk.dossier.acts import ACTS
from caunoi.desk.dossier.engine import view_of

BASE = "dossiers/<str:code>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("dossiers/by-id/<uuid:dossier_id>/", views.by_id, name="dossier-by-id"),
    path(BASE, views.dossier, name="dossier"),
    path(f"{BASE}control-slip/", views.control_slip, name="control-slip"),
    path(f"{BASE}process/", views.process, name="process"),
    path(f"{BASE}preview/", views.preview, name="preview"),
    path(f"{BASE}files/<uuid:file_id>/", views.file, name="file"),
    *(path(f"{BASE}{act.slug}/", view_of(act), name=act.code) for act in ACTS),
]
