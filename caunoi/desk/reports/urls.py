"""Addresses of report rounds and single reports."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.desk.reports import checking, consolidated, exchange, filling, lists, opening

urlpatterns: list[URLPattern | URLResolver] = [
    path("reports/", lists.listing, name="reports"),
    path("reports/new/", opening.open_round, name="report-round-new"),
    path("reports/rounds/<uuid:round_id>/", lists.round_page, name="report-round"),
    path("reports/rounds/<uuid:round_id>/list.xlsx", lists.round_sheet, name="report-round-sheet"),
    path("reports/rounds/<uuid:round_id>/data.json", exchange.data, name="report-round-data"),
    path("reports/rounds/<uuid:round_id>/structure.xml", exchange.structure, name="report-round-structure"),
    path("reports/rounds/<uuid:round_id>/consolidated/", consolidated.consolidated, name="report-consolidated"),
    path("reports/rounds/<uuid:round_id>/consolidated/new/", consolidated.consolidate, name="report-consolidate"),
    path(
        "reports/rounds/<uuid:round_id>/consolidated/<uuid:consolidation_id>/<slug:kind>/",
        consolidated.consolidated_file,
        name="report-consolidated-file",
    ),
    path("reports/rounds/<uuid:round_id>/comparison/", consolidated.comparison, name="report-comparison"),
    path(
        "reports/rounds/<uuid:round_id>/comparison.xlsx", consolidated.comparison_sheet, name="report-comparison-sheet"
    ),
    path("reports/<uuid:report_id>/", filling.report, name="report"),
    path("reports/<uuid:report_id>/save/", filling.autosave, name="report-save"),
    path("reports/<uuid:report_id>/submit/", filling.submit, name="report-submit"),
    path("reports/<uuid:report_id>/files/", filling.attach, name="report-attach"),
    path("reports/<uuid:report_id>/files/<uuid:evidence_id>/", filling.evidence_file, name="report-file"),
    path("reports/<uuid:report_id>/files/<uuid:evidence_id>/remove/", filling.detach, name="report-detach"),
    path("reports/<uuid:report_id>/check/", checking.check, name="report-check"),
    path(
        "reports/<uuid:report_id>/remarks/<uuid:remark_id>/remove/", checking.remove_remark, name="report-remark-remove"
    ),
    path("reports/<uuid:report_id>/reopen/", checking.reopen, name="report-reopen"),
    path("reports/<uuid:report_id>/submissions/<uuid:step_id>/", checking.submission, name="report-submission"),
]
