"""What this room's operations take and its queries return. Public."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

Names = Mapping[str, str]
"""A name by language: `vi`, `en`, `th`."""
Kind = Literal["five_year", "yearly", "other"]
Status = Literal["draft", "submitted", "approved", "issued"]
Direction = Literal["higher", "lower"]
Source = Literal["live", "reported"]
Combination = Literal["sum", "mean", "minimum", "each"]
State = Literal["met", "on_track", "at_risk", "missed", "no_data"]
Part = Literal["ratio", "score", "numerator", "denominator", "total"]


@dataclass(frozen=True, slots=True)
class Measure:
    """Where a live value comes from: an index of `measures`, one of its indicators (or "" for the total), and which
    number of it: `ratio` in percent, `score`, `numerator`, `denominator`, or `total`."""

    index: str
    item: str = ""
    part: Part = "ratio"


@dataclass(frozen=True, slots=True)
class TargetDraft:
    """What a holder (an agency) is to reach by a day, and where it starts from."""

    holder_id: UUID
    due_on: date
    value: Decimal
    baseline: Decimal | None = None
    baseline_on: date | None = None
    is_sample: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorDraft:
    """An indicator of a plan; `code` (letters, digits, hyphens) stays the same in every version."""

    code: str
    pillar: str
    names: Names
    unit_of_measure: str
    direction: Direction = "higher"
    measure: Measure | None = None
    """None: values are reported with evidence."""
    combination: Combination = "each"
    targets: tuple[TargetDraft, ...] = ()
    is_sample: bool = False

    @property
    def source(self) -> Source:
        """How its values come."""
        return "live" if self.measure else "reported"


@dataclass(frozen=True, slots=True)
class PillarDraft:
    """A part of a plan. Tasks of the plan name it in `Origin.part`."""

    code: str
    names: Names
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResourceDraft:
    """Money (đồng) and where it comes from."""

    what: str
    source: str
    amount: Decimal
    is_sample: bool = False


@dataclass(frozen=True, slots=True)
class PlanContent:
    """Everything that one version of a plan says, without the targets of the cascade."""

    title: str
    kind: Kind
    starts_on: date
    ends_on: date
    legal_basis: str = ""
    pillars: tuple[PillarDraft, ...] = ()
    indicators: tuple[IndicatorDraft, ...] = ()
    resources: tuple[ResourceDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version of a plan without its content. `send_late`: not sent on within 5 working days of issue."""

    id: UUID
    plan_id: UUID
    code: str
    number: int
    status: Status
    title: str
    kind: Kind
    starts_on: date
    ends_on: date
    legal_basis: str
    document_number: str
    issued_on: date | None
    valid_from: date | None
    valid_to: date | None
    change_note: str
    remark: str
    issuer_id: UUID
    province: str
    is_sample: bool
    drafted_at: datetime
    submitted_at: datetime | None
    approved_at: datetime | None
    approved_by: UUID | None
    send_due_on: date | None
    sent_on: date | None
    sent_number: str


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan in one version, with its content."""

    version: VersionView
    content: PlanContent
    versions: tuple[VersionView, ...]
    """Those that the reader may see, the newest first."""


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator of the version in force."""

    id: UUID
    plan_id: UUID
    plan_code: str
    code: str
    pillar: str
    order: int
    names: Names
    unit_of_measure: str
    direction: Direction
    measure: Measure | None
    combination: Combination
    is_sample: bool


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value of an indicator for a holder: reported with evidence, or measured (then `reported_at` is None).

    `part` of `whole`, when it is a share that was counted.
    """

    on: date
    value: Decimal
    source: Source
    part: Decimal | None = None
    whole: Decimal | None = None
    evidence: str = ""
    file_id: UUID | None = None
    reported_by: UUID | None = None
    reported_at: datetime | None = None
    is_sample: bool = False
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class TargetView:
    """A target with its state on a day. `projected`: the value on the due day, if it goes on in a straight line.

    `reason` says how the state came about (see `rules.states`). `attained`: the share of the way from the baseline to
    the target that was covered, in [0, 1]; None when there is no way to cover or nothing is known.
    """

    id: UUID
    indicator: IndicatorView
    holder_id: UUID
    unit_id: UUID | None
    province: str
    level: str
    parent_id: UUID | None
    due_on: date
    baseline: Decimal | None
    baseline_on: date | None
    target: Decimal
    is_sample: bool
    state: State
    reason: str
    projected: Decimal | None
    attained: Decimal | None
    latest: ValueView | None


@dataclass(frozen=True, slots=True)
class PillarState:
    """A pillar's targets by state: "8 of 11". `total` counts the plan's own targets, not those of the cascade."""

    code: str
    names: Names
    met: int
    total: int
    states: Mapping[State, int]


@dataclass(frozen=True, slots=True)
class TasksDone:
    """Tasks of a plan by part: done of all that were not cancelled."""

    part: str
    names: Names
    done: int
    total: int
    open_overdue: int


@dataclass(frozen=True, slots=True)
class Followed:
    """An indicator that is followed without a target, or one whose share was counted: 3,743 of 3,806."""

    code: str
    names: Names
    unit_of_measure: str
    latest: ValueView
    percent: Decimal | None
    """part / whole in percent, rounded half up to 0.1."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A target whose state or value is not what it was at the last review."""

    target: TargetView
    before: TargetView | None


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A plan as it stood on a day, and what changed since `since` (the last review before it, or None)."""

    plan: VersionView
    as_of: date
    since: date | None
    pillars: tuple[PillarState, ...]
    tasks: tuple[TasksDone, ...]
    followed: tuple[Followed, ...]
    targets: tuple[TargetView, ...]
    moved: tuple[Moved, ...]
    conclusion: str = ""
    samples: bool = False
    """Something in it is an example."""


@dataclass(frozen=True, slots=True)
class ChangeInWords:
    """One thing that a version says differently from the one before: a code of `texts.CHANGES` and its values."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)
