"""Addresses of the open data of the catalogue."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.portal.open_data import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("catalogue/", views.page, name="open-data"),
    path("catalogue.ttl", views.catalogue, {"ending": "ttl"}, name="catalogue-ttl"),
    path("catalogue.jsonld", views.catalogue, {"ending": "jsonld"}, name="catalogue-jsonld"),
    path("catalogue/shapes.ttl", views.shapes, name="catalogue-shapes"),
    path("catalogue/changes.atom", views.changes, name="changes-feed"),
    path("catalogue/<str:code>.ttl", views.procedure, {"ending": "ttl"}, name="procedure-ttl"),
    path("catalogue/<str:code>.jsonld", views.procedure, {"ending": "jsonld"}, name="procedure-jsonld"),
]
