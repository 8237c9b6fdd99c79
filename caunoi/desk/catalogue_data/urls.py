"""Addresses of the catalogue's figures and spreadsheets; they stand before `catalogue/<code>/`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.desk.catalogue_data import burden, sheets

urlpatterns: list[URLPattern | URLResolver] = [
    path("catalogue/burden/", burden.page, name="burden"),
    path("catalogue/burden/burden.xlsx", burden.workbook, name="burden-xlsx"),
    path("catalogue/sheets/", sheets.page, name="sheets"),
    path("catalogue/sheets/confirm/", sheets.confirm, name="sheets-confirm"),
    path("catalogue/sheets/catalogue.xlsx", sheets.workbook, name="sheets-xlsx"),
]
