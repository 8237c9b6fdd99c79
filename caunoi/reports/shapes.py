"""What this room's queries return. Public."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from django.utils.functional import Promise

from caunoi.reports.rules.calendar import ReportPeriod
from caunoi.reports.rules.form import FormVersion, Names, RoundKind

Status = Literal["draft", "submitted", "returned", "accepted"]
Standing = Literal["in_time", "late", "due_soon", "overdue", "open"]
"""Submitted `in_time` or `late`; not yet: `overdue`, `due_soon` (the last days before) or `open`."""
ReportLevel = Literal["ministry", "province", "department", "commune"]
StepKind = Literal["submitted", "returned", "accepted", "reopened"]
Source = Literal["typed", "measured", "target", "task_count"]
DUE_SOON_DAYS = 3


@dataclass(frozen=True, slots=True)
class FormInfo:
    """A form that may be asked with. `example`: not an official one."""

    id: str
    names: Names
    kind: RoundKind
    levels: tuple[str, ...]
    example: bool
    reference: str
    version: date


@dataclass(frozen=True, slots=True)
class Counts:
    """How many reports of a round stand where. `overdue` are not handed in (draft or returned) past the due day."""

    draft: int = 0
    submitted: int = 0
    returned: int = 0
    accepted: int = 0
    overdue: int = 0

    @property
    def total(self) -> int:
        """All of them; `overdue` are among draft and returned."""
        return self.draft + self.submitted + self.returned + self.accepted


@dataclass(frozen=True, slots=True)
class RoundView:
    """One round. `period` is half-open; `position`: the last journal entry that measured values count."""

    id: UUID
    form: str
    names: Names
    period: ReportPeriod
    due_on: date
    agency_id: UUID
    agency_name: str
    province: str
    opened_at: datetime
    frozen_at: datetime | None
    position: int | None
    counts: Counts


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report without its cells. `key`: the agency as `measures` names it."""

    id: UUID
    round_id: UUID
    agency_id: UUID
    agency_name: str
    level: ReportLevel
    key: str
    unit_id: UUID | None
    province: str
    form: str
    names: Names
    period: ReportPeriod
    due_on: date
    to_agency_id: UUID
    """Who opened the round, checks and accepts."""
    status: Status
    standing: Standing
    submissions: int
    submitted_at: datetime | None
    decided_at: datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class CellView:
    """What a report says in a cell. `text`: words, or what was typed where a number belongs and is none.

    `revision` goes up with every change; who saves says which one they saw. Names only for the agencies concerned.
    """

    code: str
    value: Decimal | None
    text: str = ""
    explanation: str = ""
    comment: str = ""
    source: Source = "typed"
    revision: int = 0
    typed_by: UUID | None = None
    typed_at: datetime | None = None
    frozen_at: datetime | None = None
    position: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        return self.value is None and not self.text


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a cell breaks, in a sentence. `explainable`: an explanation settles it; otherwise it must change."""

    code: str
    rule: Literal["required", "number", "integer", "range", "part", "sum", "jump", "length"]
    message: str | Promise
    params: tuple[tuple[str, str], ...] = ()
    explainable: bool = False

    def __str__(self) -> str:
        return str(self.message) % dict(self.params) if self.params else str(self.message)


@dataclass(frozen=True, slots=True)
class RemarkView:
    """What a checker says of a cell, a section or (code empty) the whole. `sent`: the agency sees it."""

    id: UUID
    code: str
    text: str
    submission: int
    made_by: UUID
    made_at: datetime
    sent: bool
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A file with a cell or (code empty) the report. `name` is personal data."""

    id: UUID
    code: str
    file_id: UUID
    name: str
    size: int
    media_type: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class StepView:
    """Something that happened to a report."""

    id: UUID
    kind: StepKind
    at: datetime
    person_id: UUID
    agency_id: UUID
    note: str
    has_cells: bool


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A whole report as somebody may see it.

    Who fills it in sees the cells as they are; the level above sees them as last handed in (`as_submitted`), and
    nothing of a report that never was. `before`: the same cells in the last accepted report of that form and kind.
    """

    report: ReportView
    form: FormVersion
    cells: Mapping[str, CellView]
    before: Mapping[str, CellView]
    findings: tuple[Finding, ...]
    remarks: tuple[RemarkView, ...]
    evidence: tuple[EvidenceView, ...]
    steps: tuple[StepView, ...]
    as_submitted: bool
    may_fill: bool
    may_submit: bool
    may_check: bool
    may_accept: bool
    may_reopen: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed into a cell. `seen`: the revision that they had before them (0: nothing was there).

    None: not touched. `comment` is for measured cells, `explanation` for a number that jumped.
    """

    code: str
    seen: int
    text: str | None = None
    explanation: str | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody else changed a cell meanwhile: nothing was overwritten. `now`: what it says; `typed`: what was tried."""

    code: str
    now: CellView
    typed: Typed


@dataclass(frozen=True, slots=True)
class Saved:
    """The result of a saving: the cells that changed, the clashes, and what the rules find in the whole report."""

    cells: Mapping[str, CellView]
    clashes: tuple[Clash, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class AcceptedReport:
    """An accepted report with its cells, for the consolidated report and for comparison."""

    report: ReportView
    cells: Mapping[str, CellView]


@dataclass(frozen=True, slots=True)
class Askable:
    """Agencies that may be asked together: the communes of a province, its departments, all provinces, ministries."""

    level: ReportLevel
    agency_ids: Sequence[UUID]
