"""What this room writes to the journal: codes, numbers and dates, never titles, reasons or texts of evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from caunoi.core.journal import Event


@dataclass(frozen=True, kw_only=True)
class PlanEvent(Event):
    """What every entry says of a plan: which one, which version."""

    subject_kind: ClassVar[str] = "plan"

    plan: str
    version: int


@dataclass(frozen=True, kw_only=True)
class PlanDrafted(PlanEvent):
    """A first draft, or the draft of a revision, was begun."""

    kind: ClassVar[str] = "plan.drafted"

    revision: bool


@dataclass(frozen=True, kw_only=True)
class PlanDiscarded(PlanEvent):
    """A draft was given up."""

    kind: ClassVar[str] = "plan.discarded"


@dataclass(frozen=True, kw_only=True)
class PlanSubmitted(PlanEvent):
    """A draft was handed in for approval."""

    kind: ClassVar[str] = "plan.submitted"

    indicators: int
    targets: int


@dataclass(frozen=True, kw_only=True)
class PlanReturned(PlanEvent):
    """The leader gave it back to be worked over."""

    kind: ClassVar[str] = "plan.returned"


@dataclass(frozen=True, kw_only=True)
class PlanApproved(PlanEvent):
    """The leader approved it (Decree 224/2026 art. 7.3c)."""

    kind: ClassVar[str] = "plan.approved"


@dataclass(frozen=True, kw_only=True)
class PlanIssued(PlanEvent):
    """It was issued and is in force. `send_due_on`: to be sent to the ministry until then (art. 7.3d)."""

    kind: ClassVar[str] = "plan.issued"

    issued_on: date
    send_due_on: date | None


@dataclass(frozen=True, kw_only=True)
class PlanSent(PlanEvent):
    """It was sent on to the Ministry of Science and Technology (art. 7.3d)."""

    kind: ClassVar[str] = "plan.sent"

    sent_on: date
    on_time: bool


@dataclass(frozen=True, kw_only=True)
class PlanReviewed(PlanEvent):
    """It was reviewed as it stood on a day (art. 7.3đ)."""

    kind: ClassVar[str] = "plan.reviewed"

    on: date
    met: int
    total: int


@dataclass(frozen=True, kw_only=True)
class PlanValueReported(Event):
    """A holder reported a value with evidence (art. 8.3a)."""

    kind: ClassVar[str] = "plan.value_reported"
    subject_kind: ClassVar[str] = "plan_value"

    plan: str
    indicator: str
    holder: UUID
    on: date
    value: Decimal
    with_file: bool
