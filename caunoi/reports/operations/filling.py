"""Fill a report in, cell by cell: what was typed is kept as typed, and nobody's typing overwrites another's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.reports.errors import (
    CellNotTyped,
    NotYourReport,
    ReportHandedIn,
    ReportLocked,
    TooMuch,
    UnknownCell,
)
from caunoi.reports.findings import findings
from caunoi.reports.models import CellValue, Report
from caunoi.reports.policies import FILLERS, person_of
from caunoi.reports.reading import before
from caunoi.reports.rows import cell_view, form_of, locked
from caunoi.reports.rules.form import Cell, FormVersion
from caunoi.reports.rules.numbers import NotANumber, parsed
from caunoi.reports.shapes import CellView, Clash, Saved, Typed

LONGEST = 20_000
LONGEST_NOTE = 1000
_FIELDS = ["value", "text", "explanation", "comment", "revision", "typed_by", "typed_at"]


@transaction.atomic
def save(*, report_id: UUID, typed: Sequence[Typed], actor: Actor, now: datetime) -> Saved:
    """Keep what was typed into some cells; by those who prepare reports in the agency. Not in the journal: a draft.

    What is no number is kept as words and found wrong. A cell that somebody else changed since it was seen keeps their
    words; the clash is told and the rest is saved. Raises ReportNotFound, NotYourReport, ReportLocked, ReportHandedIn,
    UnknownCell, CellNotTyped, TooMuch.
    """
    row = locked(report_id)
    person_id = person_of(actor, agency_id=row.agency_id, roles=FILLERS, now=now, error=NotYourReport)
    require_open(row)
    form = form_of(row.round)
    rows = {one.code: one for one in CellValue.objects.filter(report=row)}
    clashes, new, changed = [], [], []
    for one in typed:
        cell = _cell(form, one)
        kept = rows.get(one.code)
        if kept is not None and _same(kept, one, cell):
            continue
        if (kept.revision if kept else 0) != one.seen:
            clashes.append(Clash(one.code, cell_view(kept) if kept else CellView(one.code, None), one))
            continue
        if kept is None:
            if not cell.is_typed:  # what is measured is not there before the cut-off
                raise CellNotTyped
            kept = rows[one.code] = CellValue(report=row, code=one.code, source="typed", revision=0)
            new.append(kept)
        else:
            changed.append(kept)
        _write(kept, one, cell, person_id, now)
    CellValue.objects.bulk_create(new)
    CellValue.objects.bulk_update(changed, _FIELDS)
    cells = {code: cell_view(one) for code, one in rows.items()}
    written = {one.code: cells[one.code] for one in (*new, *changed)}
    return Saved(written, tuple(clashes), findings(form, cells, before(row)))


def require_open(row: Report) -> None:
    """Whether anything in the report may change. Raises ReportLocked, ReportHandedIn."""
    if row.status == "accepted":
        raise ReportLocked(on=f"{local_date(row.decided_at or row.round.opened_at):%d/%m/%Y}")
    if row.status == "submitted":
        raise ReportHandedIn


def _cell(form: FormVersion, one: Typed) -> Cell:
    """The cell that was typed into. Raises UnknownCell, CellNotTyped, TooMuch."""
    cell = form.cell(one.code)
    if cell is None:
        raise UnknownCell(cell=one.code[:120])
    if not cell.is_typed and (one.text is not None or one.explanation is not None):
        raise CellNotTyped
    if len(one.text or "") > LONGEST or any(len(t or "") > LONGEST_NOTE for t in (one.explanation, one.comment)):
        raise TooMuch
    return cell


def _same(kept: CellValue, one: Typed, cell: Cell) -> bool:
    """Whether what was typed is there already, whoever wrote it."""
    given = CellValue(text=kept.text, value=kept.value, explanation=kept.explanation, comment=kept.comment)
    _put(given, one, cell)
    return all(getattr(given, name) == getattr(kept, name) for name in _FIELDS[:4])


def _write(kept: CellValue, one: Typed, cell: Cell, person_id: UUID, now: datetime) -> None:
    _put(kept, one, cell)
    kept.revision += 1
    kept.typed_by, kept.typed_at = person_id, now


def _put(kept: CellValue, one: Typed, cell: Cell) -> None:
    if one.text is not None:
        kept.value, kept.text = None, one.text.strip().replace("\x00", "")
        if cell.is_number:
            try:
                kept.value = parsed(kept.text)
            except NotANumber:
                pass  # kept as typed; the rules say what is wrong with it
            else:
                kept.text = ""
    if one.explanation is not None:
        kept.explanation = one.explanation.strip().replace("\x00", "")
    if one.comment is not None:
        kept.comment = one.comment.strip().replace("\x00", "")
