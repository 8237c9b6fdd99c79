"""Addresses of the desk and its piles."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.desk.queues import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("find/", views.find, name="find"),
    path("queue/<str:state>/", views.queue, name="queue"),
]
