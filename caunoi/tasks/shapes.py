"""What operations of this room take and what its queries give. Public."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from caunoi.core.subjects import SubjectRef
from caunoi.tasks.rules.states import State as State


class Side(StrEnum):
    """In what part an agency has to do with a task."""

    LEAD = "lead"
    COORDINATING = "coordinating"
    FOLLOWING = "following"
    ISSUED = "issued"


class Stage(StrEnum):
    """Where a task is now, beside its state at a date: handed in means that the issuer has to verify."""

    OPEN = "open"
    SUBMITTED = "submitted"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a task comes from: a document, a meeting's conclusion, a plan or somebody's voice.

    `issuer_id` is the agency that issued it. `subject` leads to it when the system holds it (`plan`, `conclusion` ...);
    `part` names a pillar of a plan or an item of a conclusion, for all drafts that name none of their own.
    """

    kind: str
    number: str
    issued_on: date
    abstract: str
    issuer_id: UUID
    subject: SubjectRef | None = None
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDraft:
    """One task to assign. The six "clear" points are `person_id`, `title` (what), `responsibility`, `due_on`, `result`
    and `authority` (Decree 191/2026 art. 24); a draft with a gap can be made, and is refused with all gaps named.

    `row`: its row in the sheet that it was read from. `parent_row`: the row of its parent in the same batch.
    """

    title: str = ""
    person_id: UUID | None = None
    responsibility: str = ""
    result: str = ""
    authority: str = ""
    due_on: date | None = None
    lead_agency_id: UUID | None = None
    coordinating: tuple[UUID, ...] = ()
    following: tuple[UUID, ...] = ()
    parent_id: UUID | None = None
    part: str = ""
    row: int | None = None
    parent_row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedTask:
    """A task as another system or a published document tells it, finished or not; for loaders only.

    The dates are of the civil calendar in Việt Nam. `completed_on`: handed in; `verified_on`: closed by the issuer.
    """

    title: str
    lead_agency_id: UUID
    assigned_on: date
    due_on: date
    part: str = ""
    person_id: UUID | None = None
    responsibility: str = ""
    result: str = ""
    authority: str = ""
    completed_on: date | None = None
    verified_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file handed in as evidence: what it is called and what is in it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A file that was handed in. `size` in bytes."""

    id: UUID
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class OriginView:
    """What tasks come from, as it is kept. `ref` finds its tasks, whether or not the system holds the thing itself."""

    id: UUID
    kind: str
    number: str
    issued_on: date
    abstract: str
    issuer_id: UUID
    issuer_name: str
    subject: SubjectRef | None

    @property
    def ref(self) -> SubjectRef:
        """Finds the tasks of this origin: its own subject, else the origin as such."""
        return self.subject or SubjectRef("task_origin", self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskView:
    """A task as it stood at the end of the day that was asked about.

    `stage` and what belongs to it are as of now; `state`, `due_on`, `person_*` and the agencies as of the day.
    `days_left` counts from that day to `due_on`, negative when it is past.
    """

    id: UUID
    title: str
    origin: OriginView
    part: str
    issuer_id: UUID
    issuer_name: str
    lead_agency_id: UUID
    lead_agency_name: str
    person_id: UUID | None
    person_name: str
    responsibility: str
    result: str
    authority: str
    assigned_on: date
    first_due_on: date
    due_on: date
    days_left: int
    deadline_changes: int
    percent: int
    state: State
    stage: Stage
    completed_on: date | None
    verified_on: date | None
    parent_id: UUID | None
    children: int
    is_sample: bool


@dataclass(frozen=True, slots=True)
class TaskDetail:
    """All of a task. `may`: names of operations that the actor may do with it now (`report_progress` ...)."""

    task: TaskView
    coordinating: tuple[tuple[UUID, str], ...]
    following: tuple[tuple[UUID, str], ...]
    parent: TaskView | None
    children: tuple[TaskView, ...]
    progress: tuple[ProgressView, ...]
    may: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressView:
    """One report of progress, the newest first in lists. `kind`: `progress`, `part` (of a coordinating agency) or
    `submission` (handed in for closing).

    `outcome` of a submission: `""` (waits for the issuer), `verified` or `returned`, with the issuer's `remark`.
    """

    id: UUID
    kind: str
    percent: int
    words: str
    made_at: datetime
    person_id: UUID | None
    person_name: str
    files: tuple[EvidenceView, ...]
    outcome: str
    remark: str
    decided_at: datetime | None
    decided_by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One thing that happened to a task, the oldest first in lists.

    `kind`: assigned, progress, part (of a coordinating agency), submitted, verified, returned, deadline_changed,
    reassigned, moved (under another task), cancelled. `words` are the reason or what was said; `before` and `after` are
    dates, agencies, persons or titles, in words, where something changed.
    """

    kind: str
    at: datetime
    by_name: str
    words: str = ""
    before: str = ""
    after: str = ""
    percent: int | None = None
    files: tuple[EvidenceView, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """How many tasks are in each state at a date; cancelled ones are in none."""

    done_on_time: int = 0
    done_late: int = 0
    open_within: int = 0
    open_overdue: int = 0

    @property
    def completed(self) -> int:
        """Verified by the issuer, in time or late."""
        return self.done_on_time + self.done_late

    @property
    def open(self) -> int:
        """Not verified yet."""
        return self.open_within + self.open_overdue

    @property
    def total(self) -> int:
        """All of them."""
        return self.completed + self.open

    @property
    def overdue_rate(self) -> Fraction | None:
        """Open overdue among done and open overdue; None when there are none of either."""
        base = self.completed + self.open_overdue
        return Fraction(self.open_overdue, base) if base else None

    def __add__(self, other: TaskCounts) -> TaskCounts:
        return TaskCounts(
            self.done_on_time + other.done_on_time,
            self.done_late + other.done_late,
            self.open_within + other.open_within,
            self.open_overdue + other.open_overdue,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFilter:
    """Which tasks of a list. `text` is searched in title and origin without diacritics; `part` exactly."""

    states: frozenset[State] = field(default_factory=frozenset)
    text: str = ""
    origin: SubjectRef | None = None
    part: str = ""
    person_id: UUID | None = None
    agency_id: UUID | None = None
    """Of lists of issued tasks: only those that this agency leads."""
    due_from: date | None = None
    due_to: date | None = None
    submitted: bool = False
    """Only those that wait for the issuer to verify."""


ALL = TaskFilter()
"""Every task."""


@dataclass(frozen=True, slots=True)
class TaskPage:
    """A part of a list, open tasks first and then by deadline, with the counts of the whole list."""

    tasks: tuple[TaskView, ...]
    total: int
    counts: TaskCounts
    offset: int
    limit: int


@dataclass(frozen=True, slots=True)
class Owed:
    """Something that an agency owes another one; each room of steering gives its own, one page puts them together.

    `state`: late, soon (within 7 days) or open. `holder_id` owes it, `to_id` waits for it. `person_id`: who is
    responsible in the agency. The page is `reverse(url_name, args=url_args)`.
    """

    kind: str
    subject: SubjectRef
    title: str
    due_on: date | None
    state: str
    holder_id: UUID
    to_id: UUID
    person_id: UUID | None
    url_name: str
    url_args: tuple[str, ...] = ()
