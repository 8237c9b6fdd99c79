"""Addresses of what is late."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.board.late import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("late/", views.late, name="late"),
    path("late/remind/", views.remind, name="remind"),
]
