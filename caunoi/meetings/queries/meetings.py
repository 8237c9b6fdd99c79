"""A meeting, and the meetings of an agency."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Case, F, IntegerField, Q, Value, When

from caunoi.core.actor import Actor
from caunoi.documents import queries as documents
from caunoi.documents.queries import FileView
from caunoi.meetings.errors import MeetingNotFound
from caunoi.meetings.models import Meeting, Point
from caunoi.meetings.policies import CHAIRS, PREPARERS, READERS, Standing, require_reader, standing
from caunoi.meetings.rules.states import host_may, point_may
from caunoi.meetings.shapes import MeetingPage, MeetingView, PointCounts, PointView
from caunoi.meetings.viewing import conclusion_views, items, lines, names, point_views, with_points

PAGE = 50


def meetings(agency_id: UUID, *, actor: Actor, now: datetime, page: int = 1) -> MeetingPage:
    """The meetings that the agency hosts or is invited to: running, then to come by time, then the newest of the past.

    Five statements, however many. Raises NotYourMeetings.
    """
    require_reader(actor, agency_id=agency_id, now=now)
    invited = Point.objects.filter(agency_id=agency_id).values("meeting")
    found = Meeting.objects.filter(Q(agency_id=agency_id) | (Q(pk__in=invited) & ~Q(state="draft")))
    total = found.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    rank = Case(
        When(state="running", then=Value(0)), When(state="invited", then=Value(1)), When(state="draft", then=Value(2)),
        default=Value(3), output_field=IntegerField(),
    )  # fmt: skip
    ahead = Case(When(state__in=("running", "invited", "draft"), then=F("starts_at")))
    ordered = with_points(found).annotate(rank=rank, ahead=ahead).order_by("rank", "ahead", "-starts_at", "id")
    rows = list(ordered[(page - 1) * PAGE :][:PAGE])
    whose = Standing(None, {agency_id: READERS})
    return MeetingPage(tuple(lines(rows, whose, names(row.agency_id for row in rows))), total, page, pages)


def meeting(meeting_id: UUID, *, actor: Actor, now: datetime) -> MeetingView:
    """All of a meeting but its questions; the same number of statements for one point and for hundreds.

    For officers of the host, and of invited agencies once the invitation is out. Raises MeetingNotFound.
    """
    who = standing(actor, now=now)
    row = seen(meeting_id, who, counted=True)
    agenda, concluded = list(row.agenda.order_by("position")), list(row.conclusions.order_by("number"))
    points = point_views(row.points.order_by("name", "id"), who)
    agency_names = names([row.agency_id, *(one.agency_id for one in agenda)])
    (line,) = lines([row], who, agency_names)
    return MeetingView(
        line=line, purpose=row.purpose, room_url=row.room_url, previous_id=row.previous_id, revision=row.revision,
        started_at=row.started_at, ended_at=row.ended_at, reason=row.reason, minutes_file_id=minutes_id(row, who),
        signed_at=row.signed_at, signed_by=row.signed_by, sent_at=row.sent_at, agenda=items(row, agenda, agency_names),
        points=points, counts=_counts(points), conclusions=conclusion_views(concluded),
        may=may(row, who, {one.agency_id for one in points if one.mine}),
    )  # fmt: skip


def minutes(meeting_id: UUID, *, actor: Actor, now: datetime) -> tuple[FileView, bytes]:
    """The minutes: the signed ones for everybody concerned, those not signed yet for the host.

    Raises MeetingNotFound.
    """
    who = standing(actor, now=now)
    file_id = minutes_id(seen(meeting_id, who), who)
    if file_id is None:
        raise MeetingNotFound
    return documents.file(file_id), documents.content(file_id)


def seen(meeting_id: UUID, who: Standing, *, counted: bool = False) -> Meeting:
    """The meeting, if it may be seen, `counted` with how many points it has; one statement. Raises MeetingNotFound."""
    found = Meeting.objects.filter(who.visible, pk=meeting_id)
    row = (with_points(found) if counted else found).first()
    if row is None:
        raise MeetingNotFound
    return row


def minutes_id(row: Meeting, who: Standing) -> UUID | None:
    """The minutes that may be read."""
    return row.minutes_file_id if row.signed_at or who.holds(row.agency_id, READERS) else None


def may(row: Meeting, who: Standing, points: set[UUID | None]) -> frozenset[str]:
    """What the actor may do now, at the host and at the points where the actor serves."""
    found = host_may(
        row.state, prepares=who.holds(row.agency_id, PREPARERS), chairs=who.holds(row.agency_id, CHAIRS),
        has_minutes=row.minutes_file_id is not None,
    )  # fmt: skip
    return found | point_may(row.state) if any(who.holds(one, PREPARERS) for one in points) else found


def _counts(points: tuple[PointView, ...]) -> PointCounts:
    came = [one for one in points if one.joined_at]
    return PointCounts(
        total=len(points), yes=sum(one.reply == "yes" for one in points), no=sum(one.reply == "no" for one in points),
        here=sum(one.here for one in points), came=len(came), people=sum(one.present for one in came),
    )  # fmt: skip
