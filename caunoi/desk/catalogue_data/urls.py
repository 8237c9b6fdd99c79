"""Addresses of the catalogue's figures and spreadsheets; they stand before `catalogue/<code>/`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.desk.catalogue_data import burden

urlpatterns: list[URLPattern | URLResolver] = [
    path("catalogue/burden/", burden.page, name="burden"),
    path("catalogue/burden/burden.xlsx", burden.workbook, name="burden-xlsx"),
]
