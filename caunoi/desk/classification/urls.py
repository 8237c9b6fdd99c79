"""Addresses of the year-end classification."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.desk.classification import results, views

_one = "classification/<uuid:classing_id>/"
_result = "classification/results/<uuid:outcome_id>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("classification/", views.listing, name="classification"),
    path("classification/new/", views.propose, name="classification-new"),
    path("classification/files/<uuid:classification_file_id>/", results.file, name="classification-file"),
    path(_one, views.table, name="classing"),
    path(f"{_one}table.xlsx", views.workbook, name="classing-file"),
    path(f"{_one}send/", views.send, name="classing-send"),
    path(f"{_one}decide/", views.decide_rest, name="classing-decide"),
    path(_result, results.result, name="classified"),
    path(f"{_result}explain/", results.explain, name="classified-explain"),
    path(f"{_result}reexamine/", results.reexamine, name="classified-reexamine"),
    path(f"{_result}decide/", results.decide, name="classified-decide"),
    path(f"{_result}criteria/<slug:classed_by>/", results.evidence, name="classified-evidence"),
    path(f"{_result}criteria/<slug:classed_by>/points/", results.points, name="classified-points"),
]
