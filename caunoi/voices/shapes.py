"""What operations of this room take and what its queries give. Public."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.utils.functional import Promise


class Kind(StrEnum):
    """Whose voice it is: a locality's, or a citizen's."""

    DIFFICULTY = "difficulty"
    PETITION = "petition"


class State(StrEnum):
    """Where it is. Closed: the author accepted the answer, or let it stand."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Way(StrEnum):
    """Level by level, or straight to the agency that answers for the field."""

    STEP = "step"
    STRAIGHT = "straight"


@dataclass(frozen=True, slots=True)
class TopicView:
    """A field of difficulties; `score` tells how well a text fits it, 0 when nobody asked."""

    code: str
    name: str
    score: int = 0


@dataclass(frozen=True, slots=True)
class RoutePreview:
    """Who will answer, before it is sent. `agency_id` is None when no row of the table leads anywhere.

    `sure`: an own row of the table says so, not the general one. `days`: working days.
    """

    topic: str
    way: str
    level: str
    agency_id: UUID | None
    agency_name: str
    contact_id: UUID | None
    contact_name: str
    stand_in_id: UUID | None
    stand_in_name: str
    days: int
    due_on: date | None
    route_id: UUID | None
    reference: str
    sure: bool


@dataclass(frozen=True, slots=True)
class CommitmentDraft:
    """What an answer promises: what, by which day, which agency, who in it."""

    text: str
    due_on: date
    agency_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True)
class CommitmentView:
    """A promise with the task that it became. `state`: of the task today (`tasks.shapes.State`), in words beside it."""

    id: UUID
    text: str
    due_on: date
    agency_id: UUID
    agency_name: str
    person_id: UUID
    person_name: str
    task_id: UUID
    state: str


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer, the newest last."""

    id: UUID
    text: str
    agency_id: UUID
    agency_name: str
    person_name: str
    at: datetime
    on_time: bool
    commitments: tuple[CommitmentView, ...]


@dataclass(frozen=True, slots=True)
class StepView:
    """Something that happened; `kind` is one of `texts.STEPS`."""

    kind: str
    title: str | Promise
    at: datetime
    person_name: str
    agency_name: str
    to_agency_name: str
    words: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """One line of a list. `late`: open and its day has passed; `days_left` is negative then."""

    id: UUID
    code: str
    kind: str
    title: str
    topic: str
    topic_name: str
    author_agency_id: UUID | None
    author_name: str
    holder_id: UUID | None
    holder_name: str
    level: str
    province: str
    raised_at: datetime
    due_on: date | None
    days_left: int | None
    late: bool
    state: str
    same: int
    published: bool
    answered_on_time: bool | None
    is_sample: bool
    checked: str = ""


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """How many an agency has in each pile."""

    open: int = 0
    late: int = 0
    answered: int = 0
    closed: int = 0
    raised: int = 0
    to_check: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, from 1; `count` of all pages together."""

    rows: tuple[VoiceRow, ...]
    number: int
    pages: int
    count: int
    counts: QueueCounts = field(default_factory=QueueCounts)


@dataclass(frozen=True, slots=True)
class PublishedView:
    """An answer that everybody may read."""

    id: UUID
    code: str
    kind: str
    title: str
    text: str
    answer: str
    topic: str
    topic_name: str
    agency_name: str
    published_at: datetime
    same: int


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """One page of published answers."""

    rows: tuple[PublishedView, ...]
    number: int
    pages: int
    count: int


@dataclass(frozen=True, slots=True)
class Similar:
    """A voice like the one being written: published (with its answer), or still open in one's own sight."""

    id: UUID
    code: str
    title: str
    answer: str
    state: str
    topic: str
    agency_name: str
    same: int
    published: bool


@dataclass(frozen=True, slots=True)
class VoiceView:
    """A voice with all that its page shows. `may`: what the actor may do now, by the operations' names."""

    row: VoiceRow
    text: str
    way: str
    contact_name: str
    stand_in_name: str
    steps: tuple[StepView, ...]
    answers: tuple[AnswerView, ...]
    forwards: int
    escalated_on: date | None
    answered_at: datetime | None
    published_at: datetime | None
    public_title: str
    public_text: str
    public_answer: str
    may: frozenset[str]
    has_same: bool


@dataclass(frozen=True, slots=True)
class RouteDraft:
    """An own row of the routing table."""

    topic: str
    agency_id: UUID
    contact_id: UUID | None
    stand_in_id: UUID | None
    way: str
    days: int
    valid_from: date
    valid_to: date | None
    reference: str


@dataclass(frozen=True, slots=True)
class RouteView:
    """A row of an agency's table: an own one, or (`id` None) the general one that holds where there is no own row.

    `fault`: what is wrong with it today, in words; empty when it leads somewhere.
    """

    id: UUID | None
    topic: str
    topic_name: str
    agency_id: UUID | None
    agency_name: str
    contact_name: str
    stand_in_name: str
    way: str
    days: int
    valid_from: date
    valid_to: date | None
    reference: str
    sure: bool
    fault: str | Promise = ""


@dataclass(frozen=True, slots=True)
class TopicFigures:
    """How a topic stands in an agency's sight: how many, of how many askers, open, late, answered (on time)."""

    topic: str
    topic_name: str
    voices: int
    askers: int
    open: int
    late: int
    answered: int
    on_time: int
