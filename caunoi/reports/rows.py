"""Rows as others see them, found and locked. Private to the room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.journal import Appended, Place, append
from caunoi.reports.errors import ReportNotFound
from caunoi.reports.events import ReportEvent
from caunoi.reports.models import CellValue, Remark, Report, Round, Step
from caunoi.reports.rules.calendar import ReportPeriod
from caunoi.reports.rules.form import FormVersion
from caunoi.reports.rules.loading import thawed
from caunoi.reports.shapes import (
    DUE_SOON_DAYS,
    CellView,
    Counts,
    RemarkView,
    ReportView,
    RoundView,
    Standing,
    StepKind,
    StepView,
)

SUBJECT = "report"
_forms: dict[str, FormVersion] = {}


def locked(report_id: UUID) -> Report:
    """The report with its round, locked until the transaction ends. Raises ReportNotFound."""
    row = Report.objects.select_for_update(of=("self",)).select_related("round").filter(pk=report_id).first()
    if row is None:
        raise ReportNotFound
    return row


def place_of(row: Report) -> Place:
    """Where the report's entries count."""
    return Place(unit_id=row.unit_id, agency_id=row.agency_id, province=row.province)


def note(event: ReportEvent, row: Report, *, actor: Actor, now: datetime) -> Appended:
    """Append an entry to the report's chain."""
    return append(event, subject_id=row.id, actor=actor, now=now, place=place_of(row))


def form_of(row: Round) -> FormVersion:
    """The form as it was when the round was opened; read once for each digest."""
    if row.form_digest not in _forms:
        if len(_forms) > 200:
            _forms.clear()
        _forms[row.form_digest] = thawed(row.form_data)
    return _forms[row.form_digest]


def period_of(row: Round) -> ReportPeriod:
    """The period that the round asks about."""
    return ReportPeriod(row.kind, row.year, row.number, row.start, row.end)  # type: ignore[arg-type]


def round_view(row: Round, *, agency_name: str, counts: Counts) -> RoundView:
    """A round as others see it."""
    return RoundView(
        id=row.id, form=row.form, names=row.form_data["names"], period=period_of(row), due_on=row.due_on,
        agency_id=row.agency_id, agency_name=agency_name, province=row.province, opened_at=row.opened_at,
        frozen_at=row.frozen_at, position=row.position, counts=counts,
    )  # fmt: skip


def report_view(row: Report, *, now: datetime) -> ReportView:
    """A report as others see it; its round was read with it."""
    of = row.round
    return ReportView(
        id=row.id, round_id=of.id, agency_id=row.agency_id, agency_name=row.agency_name,
        level=row.level,  # type: ignore[arg-type]
        key=row.key, unit_id=row.unit_id, province=row.province, form=of.form, names=of.form_data["names"],
        period=period_of(of), due_on=of.due_on, to_agency_id=of.agency_id,
        status=row.status,  # type: ignore[arg-type]
        standing=standing(row, due_on=of.due_on, today=local_date(now)), submissions=row.submissions,
        submitted_at=row.submitted_at, decided_at=row.decided_at, note=row.note,
    )  # fmt: skip


def standing(row: Report, *, due_on: date, today: date) -> Standing:
    """How a report stands to its due day: one handed in counts by its first submission."""
    if row.status in ("submitted", "accepted") and row.first_submitted_at is not None:
        return "in_time" if local_date(row.first_submitted_at) <= due_on else "late"
    if today > due_on:
        return "overdue"
    return "due_soon" if today >= due_on - timedelta(days=DUE_SOON_DAYS) else "open"


def cell_view(row: CellValue) -> CellView:
    """A cell as others see it."""
    return CellView(
        code=row.code, value=row.value, text=row.text, explanation=row.explanation, comment=row.comment,
        source=row.source,  # type: ignore[arg-type]
        revision=row.revision, typed_by=row.typed_by, typed_at=row.typed_at, frozen_at=row.frozen_at,
        position=row.position,
    )  # fmt: skip


def cells_of(report_ids: Iterable[UUID]) -> dict[UUID, dict[str, CellView]]:
    """The cells of many reports; one statement."""
    found: dict[UUID, dict[str, CellView]] = {}
    for row in CellValue.objects.filter(report_id__in=list(report_ids)):
        found.setdefault(row.report_id, {})[row.code] = cell_view(row)
    return found


def kept(cells: Mapping[str, CellView]) -> dict[str, Any]:
    """Cells as JSON, exact."""
    return {
        code: {
            "value": None if one.value is None else str(one.value), "text": one.text, "source": one.source,
            "explanation": one.explanation, "comment": one.comment, "revision": one.revision,
            "frozen_at": one.frozen_at.isoformat() if one.frozen_at else None, "position": one.position,
        }
        for code, one in sorted(cells.items())
    }  # fmt: skip


def thawed_cells(data: Mapping[str, Any]) -> dict[str, CellView]:
    """Cells as they were kept."""
    return {
        code: CellView(
            code=code, value=None if one["value"] is None else Decimal(one["value"]), text=one["text"],
            explanation=one["explanation"], comment=one["comment"], source=one["source"], revision=one["revision"],
            frozen_at=datetime.fromisoformat(one["frozen_at"]) if one["frozen_at"] else None, position=one["position"],
        )
        for code, one in data.items()
    }  # fmt: skip


def remark_view(row: Remark) -> RemarkView:
    """A remark as others see it."""
    return RemarkView(
        row.id, row.code, row.text, row.submission, row.made_by, row.made_at, row.sent_at is not None, row.settled_at
    )


def step_view(row: Step, *, has_cells: bool) -> StepView:
    """A step as others see it."""
    kind: StepKind = row.kind  # type: ignore[assignment]
    return StepView(row.id, kind, row.at, row.person_id, row.agency_id, row.note, has_cells)
