"""The last round beside this one, cell by cell."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.reports import queries
from caunoi.reports.consolidating.shapes import Change
from caunoi.reports.models import Round
from caunoi.reports.rows import form_of
from caunoi.reports.rules.rolling import moved
from caunoi.reports.shapes import AcceptedReport, RoundView


def comparison(round_id: UUID, *, actor: Actor, now: datetime) -> tuple[RoundView | None, list[Change]]:
    """The round before by the same form, kind and opener, and every number that both have, the biggest jump first.

    Only accepted reports. None and nothing when there is no round before. Raises RoundNotFound.
    """
    before = queries.previous_round(round_id, actor=actor, now=now)
    if before is None:
        return None, []
    this = queries.accepted(round_id, actor=actor, now=now)
    old, new = _numbers(queries.accepted(before.id, actor=actor, now=now)), _numbers(this)
    reports = {one.report.agency_id: one.report for one in this}
    form = form_of(Round.objects.get(pk=round_id))
    cells = {one.code: (one, form.full_names(one)) for one in form.cells if one.is_number}
    keys = [key for key in moved(old, new) if key[1] in cells]
    return before, [
        Change(reports[agency], *cells[code], old[agency, code], new[agency, code]) for agency, code in keys
    ]


def _numbers(accepted: list[AcceptedReport]) -> dict[tuple[UUID, str], Decimal]:
    return {
        (one.report.agency_id, code): cell.value
        for one in accepted
        for code, cell in one.cells.items()
        if cell.value is not None
    }
