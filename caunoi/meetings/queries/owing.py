"""What an agency owes around meetings. Tasks that came from them are owed as tasks, in their own room."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.subjects import SubjectRef
from caunoi.meetings.models import Meeting, Point
from caunoi.meetings.policies import require_reader
from caunoi.tasks.shapes import Owed

MOST = 200
SOON = timedelta(days=7)
WRITTEN = timedelta(days=7)
"""The minutes are expected within a week of the meeting."""
PAGE = "desk:meeting"
"""The page of a meeting; its only argument is the id."""


def owed(agency_id: UUID, *, actor: Actor, now: datetime) -> list[Owed]:
    """Replies to invitations (`meeting_reply`, by the day of the meeting) and minutes of the agency's own meetings that
    are not signed (`meeting_minutes`, a week after it); at most 200. Two statements more than the permission.

    Raises NotYourMeetings.
    """
    require_reader(actor, agency_id=agency_id, now=now)
    silent = Point.objects.filter(agency_id=agency_id, reply="none", meeting__state="invited")
    ended = Meeting.objects.filter(agency_id=agency_id, state="ended").order_by("ended_at")[:MOST]
    return _sorted([*_replies(silent.select_related("meeting")[:MOST], now), *(_minutes(row, now) for row in ended)])


def owed_to(agency_id: UUID, *, actor: Actor, now: datetime) -> list[Owed]:
    """Replies that points of the agency's meetings have not given; at most 200. Raises NotYourMeetings."""
    require_reader(actor, agency_id=agency_id, now=now)
    waiting = Point.objects.filter(meeting__agency_id=agency_id, agency_id__isnull=False, reply="none")
    rows = waiting.filter(meeting__state="invited").select_related("meeting").order_by("meeting__starts_at", "name")
    return _sorted(_replies(rows[:MOST], now))


def _replies(rows: Iterable[Point], now: datetime) -> list[Owed]:
    return [
        _owed("meeting_reply", row.meeting, local_date(row.meeting.starts_at), row.agency_id, row.contact_id, now)
        for row in rows
        if row.agency_id
    ]


def _minutes(row: Meeting, now: datetime) -> Owed:
    due_on = local_date((row.ended_at or row.ends_at) + WRITTEN)
    return _owed("meeting_minutes", row, due_on, row.agency_id, row.created_by, now)


def _owed(kind: str, row: Meeting, due_on: date, holder_id: UUID, person_id: UUID | None, now: datetime) -> Owed:
    left = due_on - local_date(now)
    return Owed(
        kind=kind, subject=SubjectRef("meeting", row.pk), title=row.title, due_on=due_on,
        state="late" if left < timedelta() else "soon" if left <= SOON else "open", holder_id=holder_id,
        to_id=row.agency_id, person_id=person_id, url_name=PAGE, url_args=(str(row.pk),),
    )  # fmt: skip


def _sorted(found: Iterable[Owed]) -> list[Owed]:
    return sorted(found, key=lambda one: (one.due_on or date.max, one.title))[:MOST]
