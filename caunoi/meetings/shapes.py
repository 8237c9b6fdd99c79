"""What this room takes and gives. Frozen; names of persons are found by the interfaces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from caunoi.core.subjects import SubjectRef


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDraft:
    """A meeting to prepare. `room_url`: an https address of any video conference, or empty.

    `previous_id`: the meeting whose outcome opens this one.
    """

    title: str
    starts_at: datetime
    ends_at: datetime
    purpose: str = ""
    place: str = ""
    room_url: str = ""
    previous_id: UUID | None = None
    is_sample: bool = False


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """A line of the agenda. `minutes`: how long; `agency_id`: who presents it."""

    title: str
    minutes: int
    agency_id: UUID | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointDraft:
    """A connection point: an agency, or guests by `name`. `contact_id`: an officer of the agency who prepares it."""

    agency_id: UUID | None = None
    name: str = ""
    contact_id: UUID | None = None
    expected: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """To whom something is given and by when; the clear points of a task beside its title.

    `title` may be left out: a question's or a conclusion's own text is taken.
    """

    lead_agency_id: UUID | None
    person_id: UUID | None
    due_on: date | None
    responsibility: str
    result: str
    authority: str
    title: str = ""
    coordinating: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in a list. `state`: draft, invited, running, ended, concluded or cancelled.

    `mine`: the actor's own part, `host` or `point`.
    """

    id: UUID
    code: str
    title: str
    agency_id: UUID
    agency_name: str
    starts_at: datetime
    ends_at: datetime
    place: str
    state: str
    points: int
    mine: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A part of a list, 50 a page; what is to come and running first, then the newest."""

    meetings: tuple[MeetingLine, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class ItemView:
    """A line of the agenda. `starts_at`: when it comes by the agenda."""

    id: UUID
    position: int
    title: str
    agency_id: UUID | None
    agency_name: str
    minutes: int
    notes: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class PointView:
    """A connection point. `reply`: none, yes or no. `mine`: the actor serves there."""

    id: UUID
    agency_id: UUID | None
    name: str
    contact_id: UUID | None
    reply: str
    expected: int
    present: int
    joined_at: datetime | None
    left_at: datetime | None
    note: str
    mine: bool

    @property
    def here(self) -> bool:
        """Whether it is connected now."""
        return self.joined_at is not None and self.left_at is None


@dataclass(frozen=True, slots=True)
class PointCounts:
    """How many points there are, came and said what; `people` are present at those that came."""

    total: int = 0
    yes: int = 0
    no: int = 0
    here: int = 0
    came: int = 0
    people: int = 0

    @property
    def silent(self) -> int:
        """How many did not reply."""
        return self.total - self.yes - self.no


@dataclass(frozen=True, slots=True)
class TaskToday:
    """A task of the meeting as it stands today. `state` as in `caunoi.tasks`: open_within, open_overdue, done_on_time,
    done_late, cancelled. `days_left` is negative when it is past."""

    id: UUID
    title: str
    agency_id: UUID
    agency_name: str
    person_id: UUID | None
    due_on: date
    days_left: int
    percent: int
    state: str

    @property
    def is_open(self) -> bool:
        """Not closed yet."""
        return self.state.startswith("open")


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question. `state`: waiting, now, answered, assigned, withdrawn or joined (to the question `joined_number`).

    `same`: how many other points said that they have it too; `said_same`: the actor's own point did.
    `joined`: numbers and names of the points of those that were joined to it. `task` where it was assigned.
    """

    id: UUID
    number: int
    text: str
    topic: str
    point_id: UUID
    point_name: str
    asked_at: datetime
    state: str
    same: int
    said_same: bool
    mine: bool
    answer: str
    answered_at: datetime | None
    answered_by: UUID | None
    agency_id: UUID | None
    agency_name: str
    due_on: date | None
    task_id: UUID | None
    task: TaskToday | None
    joined_number: int | None
    joined: tuple[tuple[int, str], ...]
    subject: SubjectRef | None


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A part of the questions, 50 a page. `counts`: how many of the meeting are in each state."""

    questions: tuple[QuestionView, ...]
    counts: Mapping[str, int]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class ConclusionView:
    """What was concluded, with its task as it stands today (only in `outcome` and `carried`)."""

    id: UUID
    number: int
    item_id: UUID | None
    text: str
    agency_id: UUID
    agency_name: str
    person_id: UUID
    due_on: date
    task_id: UUID
    task: TaskToday | None


@dataclass(frozen=True, slots=True)
class MeetingView:
    """All of a meeting but its questions. `may`: names of the operations that the actor may do with it now.

    `signed`: the minutes are the signed ones. `reason`: why it was cancelled. Officers of a point that the host has not
    invited yet see nothing of it.
    """

    line: MeetingLine
    purpose: str
    room_url: str
    previous_id: UUID | None
    revision: int
    started_at: datetime | None
    ended_at: datetime | None
    reason: str
    minutes_file_id: UUID | None
    signed_at: datetime | None
    signed_by: UUID | None
    sent_at: datetime | None
    agenda: tuple[ItemView, ...]
    points: tuple[PointView, ...]
    counts: PointCounts
    conclusions: tuple[ConclusionView, ...]
    may: frozenset[str]

    @property
    def mine(self) -> tuple[PointView, ...]:
        """The points at which the actor serves."""
        return tuple(one for one in self.points if one.mine)


@dataclass(frozen=True, slots=True)
class RoomView:
    """The running meeting as one of its pages shows it: the question that is discussed, the first page of those that
    wait, what was concluded, who is there. `revision` is given back with the next look."""

    id: UUID
    code: str
    title: str
    state: str
    revision: int
    room_url: str
    current: QuestionView | None
    waiting: QueuePage
    last: tuple[QuestionView, ...]
    conclusions: tuple[ConclusionView, ...]
    counts: PointCounts
    mine: tuple[PointView, ...]
    may: frozenset[str]


@dataclass(frozen=True, slots=True)
class Owing:
    """What one agency has to do after the meeting; the earliest deadline first."""

    agency_id: UUID
    agency_name: str
    tasks: tuple[TaskToday, ...]

    @property
    def open(self) -> int:
        """How many are not closed."""
        return sum(one.is_open for one in self.tasks)


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """Every question with its answer or its task, every conclusion, who owes what by when, as it stands today.

    `unanswered`: the questions for which there was no time; they are carried to the next meeting.
    """

    line: MeetingLine
    questions: tuple[QuestionView, ...]
    conclusions: tuple[ConclusionView, ...]
    owes: tuple[Owing, ...]
    unanswered: int
    signed_at: datetime | None
    minutes_file_id: UUID | None
    states: Mapping[str, int] = field(default_factory=dict)

    @property
    def open(self) -> int:
        """How many tasks of it are not closed."""
        return sum(one.open for one in self.owes)

    @property
    def total(self) -> int:
        """How many tasks came from it."""
        return sum(len(one.tasks) for one in self.owes)
