"""Reads of this room: frozen values, permission checked here."""

from caunoi.reports.queries.forms import calendar, form, forms
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
    "form",
    "forms",
    "my_reports",
    "previous_round",
    "reports_of_round",
    "round_view",
    "rounds",
]
