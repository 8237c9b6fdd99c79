"""Points ask, before the meeting and during it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.subjects import SubjectRef
from caunoi.meetings.errors import PointNotFound, QuestionTaken, TooManyWaiting, UnfitQuestion
from caunoi.meetings.events import QuestionAsked, QuestionShared, QuestionWithdrawn
from caunoi.meetings.models import Point, Question, Same
from caunoi.meetings.policies import require_point
from caunoi.meetings.rows import locked_point, locked_question, note_question, require_open, require_state, touch
from caunoi.meetings.rules.states import POINT

MOST_WAITING = 20
"""So many questions of one point may wait."""


@transaction.atomic
def ask(
    *, point_id: UUID, text: str, actor: Actor, now: datetime, topic: str = "", subject: SubjectRef | None = None
) -> UUID:
    """Put a question into the queue, from the invitation to the end of the meeting; its id.

    Two points that ask at once get two numbers, in the order in which they came. `subject`: a difficulty that it is
    about. Raises PointNotFound, NotThePoint, WrongState, UnfitQuestion, TooManyWaiting.
    """
    row, point = locked_point(point_id)
    person_id = require_point(actor, point=point, host_id=row.agency_id, now=now)
    require_state(row, POINT["ask"])
    if not 5 <= len(text.strip()) <= 2000 or len(topic.strip()) > 200:
        raise UnfitQuestion
    if point.questions.filter(state="waiting").count() >= MOST_WAITING:
        raise TooManyWaiting(most=MOST_WAITING)
    number = row.questions_asked + 1
    question = Question.objects.create(
        meeting=row, point=point, number=number, position=number, text=text.strip(), topic=topic.strip(), asked_at=now,
        asked_by=person_id, subject_kind=subject.kind if subject else "", subject_id=subject.id if subject else None,
    )  # fmt: skip
    touch(row, questions_asked=number)
    note_question(QuestionAsked(meeting=row.pk, number=number, point=point.pk), question, row, actor=actor, now=now)
    return question.pk


@transaction.atomic
def say_same(*, question_id: UUID, point_id: UUID, actor: Actor, now: datetime) -> int:
    """Another point has an open question too; counted once for each. Returns how many points have.

    Raises QuestionNotFound, PointNotFound, NotThePoint, WrongState, QuestionTaken (closed, or the point's own).
    """
    row, question = locked_question(question_id)
    point = Point.objects.filter(pk=point_id, meeting=row).first()
    if point is None:
        raise PointNotFound
    person_id = require_point(actor, point=point, host_id=row.agency_id, now=now)
    require_state(row, POINT["ask"])
    require_open(question)
    if question.point_id == point.pk:
        raise QuestionTaken
    _same, made = Same.objects.get_or_create(question=question, point=point, defaults={"at": now, "by": person_id})
    if made:
        question.same = question.sames.count()
        question.save(update_fields=["same"])
        touch(row)
        event = QuestionShared(meeting=row.pk, number=question.number, point=point.pk, same=question.same)
        note_question(event, question, row, actor=actor, now=now)
    return question.same


@transaction.atomic
def withdraw_question(*, question_id: UUID, actor: Actor, now: datetime) -> None:
    """The point takes its question back while it waits. Raises QuestionNotFound, NotThePoint, QuestionTaken."""
    row, question = locked_question(question_id)
    require_point(actor, point=question.point, host_id=row.agency_id, now=now)
    if question.state != "waiting" or question.same or question.joined.exists():
        raise QuestionTaken
    question.state = "withdrawn"
    question.save(update_fields=["state"])
    touch(row)
    note_question(QuestionWithdrawn(meeting=row.pk, number=question.number), question, row, actor=actor, now=now)
