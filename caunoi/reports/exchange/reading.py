"""The numbers of a round for who may read it: all for who opened it, its own for an agency that was asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from caunoi.core.actor import Actor
from caunoi.reports import queries
from caunoi.reports.exchange.shapes import Coded, Indicator, Number, Numbers
from caunoi.reports.models import Report, Round, Step
from caunoi.reports.policies import agencies_read
from caunoi.reports.reading import cells_in
from caunoi.reports.rows import cells_of, form_of
from caunoi.reports.rules.form import Cell, FormVersion
from caunoi.reports.shapes import CellView
from caunoi.units import queries as units
from caunoi.units.rules.text import fold

_NOT_A_CODE = re.compile(r"[^A-Z0-9]+")


def numbers(round_id: UUID, *, actor: Actor, now: datetime) -> Numbers:
    """What accepted reports say, and what those waiting to be checked said when they were last handed in.

    Six statements besides the permission, however many reports. Drafts and returned reports say nothing to others.
    Raises RoundNotFound for who neither opened the round nor was asked.
    """
    found = queries.round_view(round_id, actor=actor, now=now)
    mine = agencies_read(actor, now=now)
    own = Q() if found.agency_id in mine else Q(agency_id__in=mine)
    form = form_of(Round.objects.get(pk=round_id))
    rows = list(
        Report.objects.filter(own, round_id=round_id, status__in=["accepted", "submitted"]).order_by(
            "province", "level", "agency_name", "id"
        )
    )
    codes = _codes({row.agency_id for row in rows} | {found.agency_id})
    cells = _cells(rows)
    indicators = _indicators(form)
    return Numbers(
        round=found, form=form, sender=_coded(codes[found.agency_id], found.agency_name),
        agencies=tuple(_coded(codes[row.agency_id], row.agency_name) for row in rows),
        indicators=tuple(indicators.values()),
        numbers=tuple(one for row in rows for one in _said(row, codes[row.agency_id], cells[row.pk], indicators)),
        prepared=now,
    )  # fmt: skip


def code_of(cell: Cell) -> str:
    """A cell's code as SDMX takes it, which allows no dot."""
    return cell.code.replace(".", "@")


def _said(
    row: Report, agency: str, cells: Mapping[str, CellView], indicators: Mapping[str, Indicator]
) -> Iterable[Number]:
    for code, one in indicators.items():
        if (cell := cells.get(code)) is None or cell.value is None:
            continue
        yield Number(
            agency, one.coded.code, cell.value,
            row.status,  # type: ignore[arg-type]
            "typed" if cell.source == "typed" else "measured",
        )  # fmt: skip


def _cells(rows: Iterable[Report]) -> dict[UUID, Mapping[str, CellView]]:
    """Of accepted reports as they are, of submitted ones as handed in: an agency's later typing is not for others."""
    by_status: dict[str, list[UUID]] = {"accepted": [], "submitted": []}
    for row in rows:
        by_status[row.status].append(row.pk)
    steps = Step.objects.filter(report_id__in=by_status["submitted"], kind="submitted")
    last = steps.order_by("report_id", "-at", "-id").distinct("report_id")
    accepted = cells_of(by_status["accepted"])
    return {
        **{one: accepted.get(one, {}) for one in by_status["accepted"]},
        **{one: dict[str, CellView]() for one in by_status["submitted"]},
        **{step.report_id: cells_in(step) for step in last},
    }


def _indicators(form: FormVersion) -> dict[str, Indicator]:
    """By the cell's code, in the form's order."""
    return {
        one.code: Indicator(
            Coded(code_of(one), form.full_names(one)), Coded(_unit(one.unit["vi"]), one.unit) if one.unit else None
        )
        for one in form.cells
        if one.is_number
    }


def _unit(name: str) -> str:
    """TRIEU_DONG of triệu đồng, PERCENT of %."""
    return _NOT_A_CODE.sub("_", fold(name).upper().replace("%", " PERCENT ")).strip("_") or "UNIT"


def _codes(agency_ids: set[UUID]) -> dict[UUID, str]:
    """000-00-05-H26 of 000.00.05.H26; its id for an agency without a code, or with another's."""
    found = units.agencies(agency_ids)
    codes = {one: found[one].code.replace(".", "-") if one in found else "" for one in agency_ids}
    many = Counter(codes.values())
    return {one: code if code and many[code] == 1 else str(one) for one, code in codes.items()}


def _coded(code: str, name: str) -> Coded:
    return Coded(code, {"vi": name})
