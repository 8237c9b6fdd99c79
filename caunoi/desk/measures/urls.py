"""Addresses of typed-in figures and published results."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.desk.measures import deciding, results, values

urlpatterns: list[URLPattern | URLResolver] = [
    path("measures/", values.listing, name="measures"),
    path("measures/new/", values.propose, name="measure-new"),
    path("measures/values/<uuid:value_id>/", deciding.value, name="measure-value"),
    path("measures/values/<uuid:value_id>/file/", values.evidence_file, name="measure-file"),
    path("measures/values/<uuid:value_id>/explain/", values.explain, name="measure-explain"),
    path("measures/values/<uuid:value_id>/approve/", deciding.approve, name="measure-approve"),
    path("measures/verify/", deciding.waiting, name="measures-verify"),
    path("measures/results/", results.listing, name="measure-results"),
    path("measures/results/new/", results.publish, name="measure-result-new"),
    path("measures/results/<uuid:snapshot_id>/", results.result, name="measure-result"),
    path("measures/yearly/<slug:index_id>/<slug:level>/<int:year>/", deciding.publish, name="measures-publish"),
]
