"""Addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.ui import views

app_name = "ui"
urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", views.set_language, name="language"),
    path("act-as/", views.act_as, name="act-as"),
    path("design", views.design, name="design"),
    path("design/diagram", views.design_diagram, name="design-diagram"),
]
