"""What of a report is read in several places. Private to the room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from caunoi.reports.models import Evidence, Report, Step
from caunoi.reports.rows import cells_of, kept, thawed_cells
from caunoi.reports.shapes import CellView


def before(row: Report) -> Mapping[str, CellView]:
    """The cells of the agency's last accepted report of the same form and kind before this period; two statements."""
    this = row.round
    found = (
        Report.objects.filter(
            agency_id=row.agency_id, status="accepted", round__form=this.form, round__kind=this.kind,
            round__end__lte=this.start,
        )
        .order_by("-round__start", "-round__opened_at")
        .values_list("pk", flat=True)
        .first()
    )  # fmt: skip
    return cells_of([found]).get(found, {}) if found else {}


def handed_in(row: Report) -> dict[str, Any]:
    """What a submission keeps: every cell, and which files came with it."""
    files = Evidence.objects.filter(report=row, removed_at=None).order_by("added_at", "id")
    return {"cells": kept(cells_of([row.pk]).get(row.pk, {})), "evidence": [str(one.pk) for one in files]}


def last_submission(report_id: UUID) -> Step | None:
    """The latest handing in."""
    return Step.objects.filter(report_id=report_id, kind="submitted").order_by("-at", "-id").first()


def cells_in(step: Step) -> Mapping[str, CellView]:
    """The cells as they were handed in."""
    return thawed_cells(step.cells["cells"]) if step.cells else {}


def evidence_in(step: Step) -> list[UUID]:
    """The files that came with a submission."""
    return [UUID(one) for one in step.cells["evidence"]] if step.cells else []
