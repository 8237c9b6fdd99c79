"""This room's entries in the journal: codes, numbers and dates, never what a report says in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from caunoi.core.journal import Event


@dataclass(frozen=True, kw_only=True)
class RoundOpened(Event):
    """Reports of `[start, end)` were asked of `reports` agencies, due on `due_on` (Decree 09/2019)."""

    kind: ClassVar[str] = "report_round.opened"
    subject_kind: ClassVar[str] = "report_round"

    form: str
    form_digest: str
    period: str
    start: date
    end: date
    due_on: date
    reports: int


@dataclass(frozen=True, kw_only=True)
class RoundFrozen(Event):
    """What is measured was filled in, as at the end of the cut-off day; `counted_to`: the last entry that counts."""

    kind: ClassVar[str] = "report_round.frozen"
    subject_kind: ClassVar[str] = "report_round"

    counted_to: int
    values: int


@dataclass(frozen=True, kw_only=True)
class RoundConsolidated(Event):
    """A consolidated report was made from the accepted ones; digests of what went in and of both files."""

    kind: ClassVar[str] = "report_round.consolidated"
    subject_kind: ClassVar[str] = "report_round"

    consolidation: UUID
    accepted: int
    asked: int
    inputs: str
    pdf: str
    docx: str


@dataclass(frozen=True, kw_only=True)
class ReportEvent(Event):
    """What every entry says of a report."""

    subject_kind: ClassVar[str] = "report"

    round: UUID
    due_on: date


@dataclass(frozen=True, kw_only=True)
class ReportAsked(ReportEvent):
    """An agency was asked for a report."""

    kind: ClassVar[str] = "report.asked"


@dataclass(frozen=True, kw_only=True)
class ReportSubmitted(ReportEvent):
    """It was handed in, the `submission`-th time."""

    kind: ClassVar[str] = "report.submitted"

    submission: int
    in_time: bool
    evidence: int


@dataclass(frozen=True, kw_only=True)
class ReportReturned(ReportEvent):
    """The level above sent it back with so many remarks."""

    kind: ClassVar[str] = "report.returned"

    submission: int
    remarks: int


@dataclass(frozen=True, kw_only=True)
class ReportAccepted(ReportEvent):
    """The level above accepted it: locked from now on."""

    kind: ClassVar[str] = "report.accepted"

    submission: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class ReportReopened(ReportEvent):
    """The acceptor unlocked it, with a reason that stands in the report's history."""

    kind: ClassVar[str] = "report.reopened"

    submission: int


@dataclass(frozen=True, kw_only=True)
class ReportChased(ReportEvent):
    """It was late and was asked for again; once a day."""

    kind: ClassVar[str] = "report.chased"

    days_late: int
