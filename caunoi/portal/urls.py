"""Addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("units/", include("caunoi.portal.units.urls")),
]
