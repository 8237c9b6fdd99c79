"""Addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.board import views
from caunoi.board.indices import urls as indices
from caunoi.board.late import urls as late

app_name = "board"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("provinces.csv", views.provinces_csv, name="provinces-csv"),
    path("agencies.csv", views.agencies_csv, name="agencies-csv"),
    *indices.urlpatterns,
    *late.urlpatterns,
]
