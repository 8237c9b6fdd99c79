"""Addresses of the catalogue's pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.desk.catalogue import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("catalogue/", views.catalogue, name="catalogue"),
    path("catalogue/<str:code>/", views.procedure, name="catalogue-procedure"),
]
