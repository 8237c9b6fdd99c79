"""Reads of this room: frozen values, permission checked here."""

from caunoi.reports.queries.forms import calendar, form, forms
from caunoi.reports.queries.owing import owed, owed_to
from caunoi.reports.queries.reports import evidence_file, report, submission
from caunoi.reports.queries.rounds import (
    accepted,
    askable,
    my_reports,
    previous_round,
    reports_of_round,
    round_view,
    rounds,
)

__all__ = [
    "accepted",
    "askable",
    "calendar",
    "evidence_file",
    "form",
    "forms",
    "my_reports",
    "owed",
    "owed_to",
    "previous_round",
    "report",
    "reports_of_round",
    "round_view",
    "rounds",
    "submission",
]
