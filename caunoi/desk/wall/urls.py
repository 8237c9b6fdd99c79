"""The address of the wall."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.desk.wall import views

urlpatterns: list[URLPattern | URLResolver] = [path("wall/", views.wall, name="wall")]
