"""What this room writes to the journal: codes, numbers and dates, never what officers wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from caunoi.core.journal import Event


@dataclass(frozen=True, kw_only=True)
class MeetingEvent(Event):
    """Base of what is said of a meeting."""

    subject_kind: ClassVar[str] = "meeting"

    code: str


@dataclass(frozen=True, kw_only=True)
class MeetingDrafted(MeetingEvent):
    """A meeting was prepared."""

    kind: ClassVar[str] = "meeting.drafted"

    starts_at: datetime
    ends_at: datetime
    previous: UUID | None


@dataclass(frozen=True, kw_only=True)
class MeetingChanged(MeetingEvent):
    """It was changed; `tell`: invited points have to know, since time, place or room are others."""

    kind: ClassVar[str] = "meeting.changed"

    starts_at: datetime
    ends_at: datetime
    tell: bool


@dataclass(frozen=True, kw_only=True)
class AgendaSet(MeetingEvent):
    """The agenda was written."""

    kind: ClassVar[str] = "meeting.agenda_set"

    items: int
    minutes: int


@dataclass(frozen=True, kw_only=True)
class PointsInvited(MeetingEvent):
    """Points were invited."""

    kind: ClassVar[str] = "meeting.points_invited"

    points: int


@dataclass(frozen=True, kw_only=True)
class PointRemoved(MeetingEvent):
    """A point was taken out before the meeting."""

    kind: ClassVar[str] = "meeting.point_removed"

    agency: UUID | None


@dataclass(frozen=True, kw_only=True)
class MeetingSoon(MeetingEvent):
    """It is about to begin; written once for each time that it is set to."""

    kind: ClassVar[str] = "meeting.soon"

    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class MeetingStarted(MeetingEvent):
    """The chair opened it."""

    kind: ClassVar[str] = "meeting.started"

    points: int


@dataclass(frozen=True, kw_only=True)
class MeetingEnded(MeetingEvent):
    """The chair closed it."""

    kind: ClassVar[str] = "meeting.ended"

    came: int
    questions: int
    open_questions: int
    conclusions: int


@dataclass(frozen=True, kw_only=True)
class MeetingCancelled(MeetingEvent):
    """It does not take place; `tell`: points had been invited."""

    kind: ClassVar[str] = "meeting.cancelled"

    tell: bool


@dataclass(frozen=True, kw_only=True)
class Concluded(MeetingEvent):
    """The chair concluded something, which is a task."""

    kind: ClassVar[str] = "meeting.concluded"

    number: int
    task: UUID
    agency: UUID
    due_on: date


@dataclass(frozen=True, kw_only=True)
class MinutesMade(MeetingEvent):
    """The minutes were made as PDF."""

    kind: ClassVar[str] = "meeting.minutes_made"

    file: UUID
    sha256: str


@dataclass(frozen=True, kw_only=True)
class MinutesSigned(MeetingEvent):
    """A leader of the host signed the minutes."""

    kind: ClassVar[str] = "meeting.minutes_signed"

    file: UUID
    sha256: str


@dataclass(frozen=True, kw_only=True)
class OutcomeSent(MeetingEvent):
    """The outcome was sent to every point."""

    kind: ClassVar[str] = "meeting.sent"

    points: int


@dataclass(frozen=True, kw_only=True)
class PointEvent(Event):
    """Base of what is said of a connection point."""

    subject_kind: ClassVar[str] = "meeting_point"

    meeting: UUID


@dataclass(frozen=True, kw_only=True)
class PointInvited(PointEvent):
    """It was invited."""

    kind: ClassVar[str] = "meeting.point_invited"


@dataclass(frozen=True, kw_only=True)
class PointReplied(PointEvent):
    """It said whether it comes, with how many."""

    kind: ClassVar[str] = "meeting.point_replied"

    coming: bool
    expected: int


@dataclass(frozen=True, kw_only=True)
class PointJoined(PointEvent):
    """It is connected, with so many people."""

    kind: ClassVar[str] = "meeting.point_joined"

    present: int


@dataclass(frozen=True, kw_only=True)
class PointLeft(PointEvent):
    """It is not connected any more."""

    kind: ClassVar[str] = "meeting.point_left"


@dataclass(frozen=True, kw_only=True)
class QuestionEvent(Event):
    """Base of what is said of a question."""

    subject_kind: ClassVar[str] = "meeting_question"

    meeting: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(QuestionEvent):
    """A point asked."""

    kind: ClassVar[str] = "meeting.question_asked"

    point: UUID


@dataclass(frozen=True, kw_only=True)
class QuestionShared(QuestionEvent):
    """Another point has it too."""

    kind: ClassVar[str] = "meeting.question_shared"

    point: UUID
    same: int


@dataclass(frozen=True, kw_only=True)
class QuestionTaken(QuestionEvent):
    """It is discussed now."""

    kind: ClassVar[str] = "meeting.question_taken"


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(QuestionEvent):
    """It was answered in the meeting."""

    kind: ClassVar[str] = "meeting.question_answered"


@dataclass(frozen=True, kw_only=True)
class QuestionAssigned(QuestionEvent):
    """It was given to an agency as a task."""

    kind: ClassVar[str] = "meeting.question_assigned"

    task: UUID
    agency: UUID
    due_on: date


@dataclass(frozen=True, kw_only=True)
class QuestionJoined(QuestionEvent):
    """It is the same as another one and goes with it."""

    kind: ClassVar[str] = "meeting.question_joined"

    into: UUID


@dataclass(frozen=True, kw_only=True)
class QuestionWithdrawn(QuestionEvent):
    """The point took it back."""

    kind: ClassVar[str] = "meeting.question_withdrawn"
