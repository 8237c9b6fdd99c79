"""Addresses of an index."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.board.indices import ahead, downloads, report, views, wall

_unit = "indices/<slug:index_id>/<slug:level>/<str:key>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("indices/", views.home, name="first-index"),
    path("indices/<slug:index_id>/", views.index, name="index"),
    path("indices/<slug:index_id>/map/", views.index_map, name="index-map"),
    path("indices/<slug:index_id>/compare/", ahead.compare, name="index-compare"),
    path("indices/<slug:index_id>/wall/", wall.wall, name="index-wall"),
    path("indices/<slug:index_id>/ranking.<slug:suffix>", downloads.download, name="index-file"),
    path(f"{_unit}first/", ahead.first, name="index-first"),
    path(f"{_unit}trend/", ahead.trend, name="index-trend"),
    path(f"{_unit}report.pdf", report.report, name="index-report"),
    path(_unit, views.unit, name="index-unit"),
    path(f"{_unit}indicators/<str:indicator_id>/", views.indicator, name="index-indicator"),
    path(f"{_unit}indicators/<str:indicator_id>/dossiers/", views.behind, name="index-dossiers"),
]
