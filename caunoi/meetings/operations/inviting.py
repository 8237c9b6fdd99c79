"""Connection points: invited, replying, connected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.ids import new_id
from caunoi.core.journal import append_many
from caunoi.meetings.errors import NobodyToInvite, SayWhy, UnfitCount, UnknownPoints
from caunoi.meetings.events import PointInvited, PointJoined, PointLeft, PointRemoved, PointReplied, PointsInvited
from caunoi.meetings.models import Meeting, Point
from caunoi.meetings.policies import require_chair, require_point
from caunoi.meetings.rows import locked, locked_point, note, note_point, require_state, touch, where
from caunoi.meetings.rules.states import HOST, POINT, PREPARING
from caunoi.meetings.shapes import PointDraft
from caunoi.people import queries as people
from caunoi.units import queries as units

COMMITTEES = ("peoples_committee",)
MOST_PEOPLE = 9999


@transaction.atomic
def invite(
    *, meeting_id: UUID, actor: Actor, now: datetime, points: Sequence[PointDraft] = (), communes_of: str | None = None,
    provinces: bool = False,
) -> int:  # fmt: skip
    """Invite points; returns how many are new. The first invitation shows the meeting to the points.

    `points` one by one, and the committees of all communes of a province (`communes_of`, its code) or of all
    `provinces`; who is invited already and the host itself are left out. The same number of statements for one and for
    hundreds. Raises MeetingNotFound, NotTheChair, WrongState, UnknownPoints, NobodyToInvite.
    """
    row = locked(meeting_id)
    require_chair(actor, agency_id=row.agency_id, now=now)
    require_state(row, HOST["invite"])
    asked = [*points, *(PointDraft(agency_id=one) for one in _committees(communes_of, provinces, now))]
    found = _new(row, asked)
    if not found:
        raise NobodyToInvite
    made = _rows(row, found, now)
    Point.objects.bulk_create(made, batch_size=2000)
    if row.state == "draft":
        touch(row, state="invited")
    else:
        touch(row)
    note(PointsInvited(code=row.code, points=len(made)), row, actor=actor, now=now)
    told = PointInvited(meeting=row.pk)
    append_many(((told, one.pk, where(row)) for one in made), actor=actor, now=now)
    return len(made)


@transaction.atomic
def remove_point(*, point_id: UUID, actor: Actor, now: datetime) -> None:
    """Take a point out before the meeting begins, unless it has asked something.

    Raises PointNotFound, NotTheChair, WrongState.
    """
    row, point = locked_point(point_id)
    require_chair(actor, agency_id=row.agency_id, now=now)
    require_state(row, PREPARING if not point.questions.exists() else ())
    agency_id = point.agency_id
    point.delete()
    touch(row)
    note(PointRemoved(code=row.code, agency=agency_id), row, actor=actor, now=now)


@transaction.atomic
def reply(*, point_id: UUID, coming: bool, actor: Actor, now: datetime, expected: int = 0, words: str = "") -> None:
    """Say whether the point comes, with how many people; who does not come says why.

    Raises PointNotFound, NotThePoint, WrongState, UnfitCount, SayWhy.
    """
    row, point = locked_point(point_id)
    require_point(actor, point=point, host_id=row.agency_id, now=now)
    require_state(row, POINT["reply"])
    _check_count(expected)
    said = words.strip()
    if len(said) > 1000 or (not coming and len(said) < 5):
        raise SayWhy
    point.reply, point.replied_at, point.note = "yes" if coming else "no", now, said
    point.expected = expected if coming else 0
    point.save(update_fields=["reply", "replied_at", "note", "expected"])
    touch(row)
    note_point(PointReplied(meeting=row.pk, coming=coming, expected=point.expected), point, row, actor=actor, now=now)


@transaction.atomic
def join(*, point_id: UUID, present: int, actor: Actor, now: datetime) -> None:
    """The point is connected, with so many people; said again it corrects the number, or comes back.

    Raises PointNotFound, NotThePoint, WrongState, UnfitCount.
    """
    row, point = locked_point(point_id)
    require_point(actor, point=point, host_id=row.agency_id, now=now)
    require_state(row, POINT["join"])
    _check_count(present)
    point.joined_at, point.left_at, point.present = point.joined_at or now, None, present
    point.save(update_fields=["joined_at", "left_at", "present"])
    touch(row)
    note_point(PointJoined(meeting=row.pk, present=present), point, row, actor=actor, now=now)


@transaction.atomic
def leave(*, point_id: UUID, actor: Actor, now: datetime) -> None:
    """The point is not connected any more. Raises PointNotFound, NotThePoint, WrongState."""
    row, point = locked_point(point_id)
    require_point(actor, point=point, host_id=row.agency_id, now=now)
    require_state(row, POINT["join"])
    if point.joined_at is None or point.left_at is not None:
        return
    point.left_at = now
    point.save(update_fields=["left_at"])
    touch(row)
    note_point(PointLeft(meeting=row.pk), point, row, actor=actor, now=now)


def _check_count(count: int) -> None:
    if not 0 <= count <= MOST_PEOPLE:
        raise UnfitCount


def _committees(communes_of: str | None, provinces: bool, now: datetime) -> list[UUID]:
    on, found = local_date(now), []
    if communes_of:
        found += units.agencies_at(level="commune", kinds=COMMITTEES, on=on, provinces=[communes_of])
        if not found:
            raise UnknownPoints(points=communes_of)
    if provinces:
        found += units.agencies_at(level="province", kinds=COMMITTEES, on=on)
    return [one.id for one in found]


def _new(row: Meeting, asked: Sequence[PointDraft]) -> list[PointDraft]:
    """Those that are not invited yet, each once, in the order in which they were asked."""
    known = set(row.points.values_list("agency_id", "name"))
    seen: set[UUID | str] = {agency_id or name for agency_id, name in known} | {row.agency_id}
    found = []
    for one in asked:
        key = one.agency_id or one.name.strip()
        if key not in seen:
            seen.add(key)
            found.append(one)
    return found


def _rows(row: Meeting, asked: Sequence[PointDraft], now: datetime) -> list[Point]:
    known = units.agencies({one.agency_id for one in asked if one.agency_id})
    contacts = {one.contact_id for one in asked if one.contact_id}
    served = people.agencies_served(contacts, at=now) if contacts else {}
    on, wrong, made = local_date(now), [], []
    for one in asked:
        agency = known.get(one.agency_id) if one.agency_id else None
        name = agency.name if agency else one.name.strip()
        ended = agency is not None and agency.valid_to is not None and agency.valid_to <= on
        elsewhere = one.contact_id is not None and one.agency_id not in served.get(one.contact_id, frozenset())
        unknown = (one.agency_id is not None and agency is None) or not 2 <= len(name) <= 300
        if ended or elsewhere or unknown or not 0 <= one.expected <= MOST_PEOPLE:
            wrong.append(name or str(one.agency_id or "—"))
        made.append(Point(
            id=new_id(), meeting=row, agency_id=one.agency_id, name=name[:300], contact_id=one.contact_id,
            expected=one.expected, invited_at=now,
        ))  # fmt: skip
    if wrong:
        raise UnknownPoints(points="; ".join(wrong))
    return made
