"""The address of what is owed."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.desk.owed import views

urlpatterns: list[URLPattern | URLResolver] = [path("owed/", views.owed, name="owed")]
