"""The meeting begins, ends, is told of, or does not take place."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor, System
from caunoi.core.journal import append_many
from caunoi.meetings.errors import NoPoints, SayWhy
from caunoi.meetings.events import MeetingCancelled, MeetingEnded, MeetingSoon, MeetingStarted, OutcomeSent
from caunoi.meetings.models import Meeting, Question
from caunoi.meetings.policies import require_chair, require_preparer
from caunoi.meetings.rows import locked, note, require_state, touch, where
from caunoi.meetings.rules.states import HOST, OPEN_QUESTIONS

SOON = timedelta(hours=1)


@transaction.atomic
def start(*, meeting_id: UUID, actor: Actor, now: datetime) -> None:
    """Open the meeting. Raises MeetingNotFound, NotTheChair, WrongState, NoPoints."""
    row = locked(meeting_id)
    require_chair(actor, agency_id=row.agency_id, now=now)
    require_state(row, HOST["start"])
    points = row.points.count()
    if not points:
        raise NoPoints
    touch(row, state="running", started_at=now)
    note(MeetingStarted(code=row.code, points=points), row, actor=actor, now=now)


@transaction.atomic
def end(*, meeting_id: UUID, actor: Actor, now: datetime) -> None:
    """Close the meeting; the question that is discussed goes back to those that wait, points are disconnected.

    What waits may still be answered in writing until the minutes are signed. Raises MeetingNotFound, NotTheChair,
    WrongState.
    """
    row = locked(meeting_id)
    require_chair(actor, agency_id=row.agency_id, now=now)
    require_state(row, HOST["end"])
    Question.objects.filter(meeting=row, state="now").update(state="waiting")
    row.points.filter(joined_at__isnull=False, left_at=None).update(left_at=now)
    touch(row, state="ended", ended_at=now)
    event = MeetingEnded(
        code=row.code, came=row.points.filter(joined_at__isnull=False).count(), questions=row.questions_asked,
        open_questions=row.questions.filter(state__in=OPEN_QUESTIONS).count(), conclusions=row.conclusions.count(),
    )  # fmt: skip
    note(event, row, actor=actor, now=now)


@transaction.atomic
def send(*, meeting_id: UUID, actor: Actor, now: datetime) -> int:
    """Send the signed outcome to every point; returns to how many.

    Raises MeetingNotFound, NotThePreparer, WrongState.
    """
    row = locked(meeting_id)
    require_preparer(actor, agency_id=row.agency_id, now=now)
    require_state(row, HOST["send"])
    points = row.points.count()
    touch(row, sent_at=now)
    note(OutcomeSent(code=row.code, points=points), row, actor=actor, now=now)
    return points


@transaction.atomic
def cancel(*, meeting_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """It does not take place; invited points are told why. Raises MeetingNotFound, NotTheChair, WrongState, SayWhy."""
    row = locked(meeting_id)
    require_chair(actor, agency_id=row.agency_id, now=now)
    require_state(row, HOST["cancel"])
    if not 5 <= len(reason.strip()) <= 1000:
        raise SayWhy
    tell = row.state == "invited"
    touch(row, state="cancelled", reason=reason.strip())
    note(MeetingCancelled(code=row.code, tell=tell), row, actor=actor, now=now)


@transaction.atomic
def remind_soon(*, now: datetime) -> int:
    """Tell of meetings that begin within the hour, once for each time that they are set to; returns how many."""
    due = Meeting.objects.filter(state="invited", told_soon_at=None, starts_at__gt=now, starts_at__lte=now + SOON)
    rows = list(due.select_for_update(skip_locked=True))
    Meeting.objects.filter(pk__in=[row.pk for row in rows]).update(told_soon_at=now)
    entries = [(MeetingSoon(code=row.code, starts_at=row.starts_at), row.pk, where(row)) for row in rows]
    return append_many(entries, actor=System("meetings"), now=now) if entries else 0
