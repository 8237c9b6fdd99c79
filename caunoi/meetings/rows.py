"""Rows, locked, numbered and told of. Private to the room."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import F

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.journal import Place as Where
from caunoi.core.journal import append
from caunoi.meetings.errors import MeetingNotFound, PointNotFound, QuestionNotFound, QuestionTaken, WrongState
from caunoi.meetings.events import MeetingEvent, PointEvent, QuestionEvent
from caunoi.meetings.models import Meeting, Point, Question
from caunoi.meetings.rules.states import OPEN_QUESTIONS

_NEXT = """
    INSERT INTO meetings_counter (day, last) VALUES (%s, 1)
    ON CONFLICT (day) DO UPDATE SET last = meetings_counter.last + 1 RETURNING last
"""


def next_code(now: datetime) -> str:
    """The next code of the day; two at once get two codes."""
    day = local_date(now)
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [day])
        return f"HN-{day:%y%m%d}-{cursor.fetchone()[0]:04d}"


def locked(meeting_id: UUID) -> Meeting:
    """The row, locked until the transaction ends. Raises MeetingNotFound."""
    row = Meeting.objects.select_for_update().filter(pk=meeting_id).first()
    if row is None:
        raise MeetingNotFound
    return row


def require_state(row: Meeting, states: Collection[str]) -> None:
    """Raises WrongState."""
    if row.state not in states:
        raise WrongState


def locked_point(point_id: UUID) -> tuple[Meeting, Point]:
    """A point with its meeting; the meeting is locked, as everything in it waits for its turn. Raises PointNotFound."""
    meeting_id = Point.objects.filter(pk=point_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise PointNotFound
    row = locked(meeting_id)
    point = Point.objects.filter(pk=point_id).first()
    if point is None:
        raise PointNotFound
    return row, point


def locked_question(question_id: UUID) -> tuple[Meeting, Question]:
    """A question with its meeting, which is locked. Raises QuestionNotFound."""
    meeting_id = Question.objects.filter(pk=question_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise QuestionNotFound
    row = locked(meeting_id)
    return row, Question.objects.select_related("point").get(pk=question_id)


def require_open(question: Question) -> None:
    """Raises QuestionTaken when it is answered, assigned, joined or withdrawn."""
    if question.state not in OPEN_QUESTIONS:
        raise QuestionTaken


def touch(row: Meeting, **fields: object) -> None:
    """Write what changed, and a new revision; the row is locked."""
    Meeting.objects.filter(pk=row.pk).update(revision=F("revision") + 1, **fields)
    for name, value in fields.items():
        setattr(row, name, value)


def where(row: Meeting) -> Where:
    """Where a meeting's entries count: at its host."""
    return Where(unit_id=row.unit_id, agency_id=row.agency_id, province=row.province)


def note(event: MeetingEvent, row: Meeting, *, actor: Actor, now: datetime) -> None:
    """Append an entry to the meeting's chain."""
    append(event, subject_id=row.pk, actor=actor, now=now, place=where(row))


def note_point(event: PointEvent, point: Point, row: Meeting, *, actor: Actor, now: datetime) -> None:
    """Append an entry to the point's chain."""
    append(event, subject_id=point.pk, actor=actor, now=now, place=where(row))


def note_question(event: QuestionEvent, question: Question, row: Meeting, *, actor: Actor, now: datetime) -> None:
    """Append an entry to the question's chain."""
    append(event, subject_id=question.pk, actor=actor, now=now, place=where(row))
