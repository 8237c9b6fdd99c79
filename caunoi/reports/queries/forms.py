"""The forms that may be asked with, and the cut-off calendar. They hold no personal data and are for every officer."""

from __future__ import annotations

from datetime import date

from caunoi.reports import definitions
from caunoi.reports.errors import UnknownForm
from caunoi.reports.rules.calendar import CutOffs
from caunoi.reports.rules.form import FormVersion
from caunoi.reports.shapes import FormInfo


def forms(*, on: date) -> list[FormInfo]:
    """Every form in force on a day, by id; no statement. Raises WrongForm."""
    found = []
    for form_id in definitions.identifiers():
        try:
            one = definitions.form(form_id, on=on)
        except UnknownForm:
            continue
        found.append(FormInfo(one.form, one.names, one.kind, one.levels, one.example, one.reference, one.valid_from))
    return found


def form(form_id: str, *, on: date) -> FormVersion:
    """A form in force on a day. Raises UnknownForm, WrongForm."""
    return definitions.form(form_id, on=on)


def calendar() -> tuple[CutOffs, ...]:
    """The cut-off settings, the oldest first. Raises WrongForm."""
    return definitions.calendar()
