"""Addresses of the registers."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.desk.registers import views

urlpatterns: list[URLPattern | URLResolver] = [path("registers/", views.register, name="register")]
