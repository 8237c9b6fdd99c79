"""Addresses of an index."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.board.indices import views

_unit = "indices/<slug:index_id>/<slug:level>/<str:key>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("indices/", views.home, name="indices"),
    path("indices/<slug:index_id>/", views.index, name="index"),
    path("indices/<slug:index_id>/map/", views.index_map, name="index-map"),
    path(_unit, views.unit, name="index-unit"),
    path(f"{_unit}indicators/<str:indicator_id>/", views.indicator, name="index-indicator"),
    path(f"{_unit}indicators/<str:indicator_id>/dossiers/", views.behind, name="index-dossiers"),
]
