"""What consolidation returns. Public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from caunoi.reports.rules.form import Cell, Names
from caunoi.reports.shapes import AcceptedReport, ReportView

STEPS = 4
"""Reading, the PDF, the DOCX, keeping both."""
State = Literal["waiting", "working", "done", "failed"]


@dataclass(frozen=True, slots=True)
class ConsolidationView:
    """One making. `percent` of its steps behind; `accepted` of `asked` reports went into it."""

    id: UUID
    round_id: UUID
    asked_by: UUID
    asked_at: datetime
    state: State
    percent: int
    made_at: datetime | None
    accepted: int
    asked: int
    pdf_sha256: str
    docx_sha256: str


@dataclass(frozen=True, slots=True)
class Rolled:
    """A cell over all accepted reports; `value` None when the form rolls it up in no way or nobody said a number."""

    cell: Cell
    value: Decimal | None
    said: int


@dataclass(frozen=True, slots=True)
class Change:
    """A cell of one agency in the last round and in this. `share`: of the value before; None when that was nought."""

    report: ReportView
    cell: Cell
    names: Names
    """Of the cell; in a table its row and its column."""
    before: Decimal
    now: Decimal

    @property
    def difference(self) -> Decimal:
        """What was gained."""
        return self.now - self.before

    @property
    def share(self) -> Decimal | None:
        """Of the value before: 0.5 is half more."""
        return self.difference / abs(self.before) if self.before else None


Accepted = list[AcceptedReport]
