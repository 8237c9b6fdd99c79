"""Addresses of the pages about units."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.portal.units import downloads, views

app_name = "units"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.search, name="search"),
    path("reform/", views.reform, name="reform"),
    path("downloads/", views.downloads, name="downloads"),
    path("downloads/units.csv", downloads.units_csv, name="units-csv"),
    path("downloads/changes.csv", downloads.changes_csv, name="changes-csv"),
    path("downloads/provinces.csv", downloads.provinces_csv, name="provinces-csv"),
    path("downloads/disagreements.csv", downloads.disagreements_csv, name="disagreements-csv"),
    path("boundaries.json", downloads.boundaries, name="boundaries"),
    path("<str:code>/", views.unit, name="unit"),
]
