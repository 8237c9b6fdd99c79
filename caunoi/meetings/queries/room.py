"""The running meeting, looked at again and again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.meetings.errors import QuestionNotFound
from caunoi.meetings.models import Meeting, Point, Question
from caunoi.meetings.policies import READERS, Standing, standing
from caunoi.meetings.queries.meetings import may, seen
from caunoi.meetings.shapes import QuestionView, QueuePage, RoomView
from caunoi.meetings.viewing import (
    conclusion_views,
    point_counts,
    point_views,
    question_views,
    readable,
    today_of,
)

PAGE = 50
LAST = 10
"""So many of the questions answered last are shown in the room."""
STATES = ("waiting", "now", "answered", "assigned", "joined", "withdrawn")


def room(meeting_id: UUID, *, actor: Actor, now: datetime, since: int | None = None) -> RoomView | None:
    """The meeting as its live page shows it; None when nothing changed since the revision `since`.

    Three statements when nothing is new, a fixed number otherwise. Raises MeetingNotFound.
    """
    who = standing(actor, now=now)
    row = seen(meeting_id, who)
    if since is not None and since == row.revision:
        return None
    mine = point_views(_own(row, who), who)
    questions = readable(row.questions.all(), who.agencies(READERS))
    current = question_views(questions.filter(state="now"), who)
    last = questions.filter(state__in=("answered", "assigned")).order_by("-answered_at", "-number")[:LAST]
    return RoomView(
        id=row.pk, code=row.code, title=row.title, state=row.state, revision=row.revision, room_url=row.room_url,
        current=current[0] if current else None, waiting=_queue(row, who, "waiting", 1),
        last=question_views(last, who), conclusions=conclusion_views(row.conclusions.order_by("number")),
        counts=point_counts(row), mine=mine, may=may(row, who, {one.agency_id for one in mine}),
    )  # fmt: skip


def queue(meeting_id: UUID, *, actor: Actor, now: datetime, state: str = "waiting", page: int = 1) -> QueuePage:
    """A page of 50 questions in a state, or of all (`state` empty), in the order of the queue.

    A fixed number of statements. Raises MeetingNotFound.
    """
    who = standing(actor, now=now)
    return _queue(seen(meeting_id, who), who, state, page)


def question(question_id: UUID, *, actor: Actor, now: datetime) -> QuestionView:
    """One question, with its task as it stands today. Raises QuestionNotFound."""
    who = standing(actor, now=now)
    visible = Meeting.objects.filter(who.visible)
    wanted = Question.objects.filter(pk=question_id, meeting__in=visible)
    rows = list(readable(wanted, who.agencies(READERS)))
    if not rows:
        raise QuestionNotFound
    return question_views(rows, who, today_of(rows, local_date(now)))[0]


def _own(row: Meeting, who: Standing) -> QuerySet[Point]:
    return row.points.filter(agency_id__in=who.agencies(READERS)).order_by("name", "id")


def _queue(row: Meeting, who: Standing, state: str, page: int) -> QueuePage:
    columns = {one: Count("pk", filter=Q(state=one)) for one in STATES}
    counts = row.questions.aggregate(**columns)
    total = counts.get(state, 0) if state else sum(counts.values())
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    wanted = row.questions.filter(state=state) if state else row.questions.all()
    ordered = readable(wanted, who.agencies(READERS)).order_by("position", "number")
    return QueuePage(question_views(ordered[(page - 1) * PAGE :][:PAGE], who), counts, total, page, pages)
