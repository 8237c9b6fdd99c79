"""Addresses of the counter."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.desk.counter import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("counter/", views.start, name="counter"),
    path("counter/received/<str:code>/", views.received, name="received"),
    path("counter/<str:code>/", views.intake, name="intake"),
]
