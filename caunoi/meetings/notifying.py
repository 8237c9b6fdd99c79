"""Who is told what about a meeting: a reader of the journal, after the act, never inside it.

A point is its contact, else the heads and leaders of its agency, or its specialists where it has none; who is away is
told through the deputy. Guests without an agency have no account and are not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from caunoi.core.clock import VIETNAM
from caunoi.core.journal import followers
from caunoi.core.journal.queries import Entry
from caunoi.core.journal.readers import Reader
from caunoi.meetings.models import Meeting, Point, Question
from caunoi.meetings.notices import NOTICES
from caunoi.messages import templates
from caunoi.messages.operations import Told, notify_many
from caunoi.people import queries as people
from caunoi.units import queries as units

TO_POINTS = frozenset({"meeting.changed", "meeting.cancelled", "meeting.soon", "meeting.sent"})
TO_ASKERS = frozenset({"meeting.question_answered", "meeting.question_assigned"})
KINDS = TO_POINTS | TO_ASKERS | {"meeting.point_invited", "meeting.minutes_signed"}
HEADS, SPECIALISTS = ("head_of_unit", "leader"), ("specialist",)


def start() -> None:
    """At start-up: the templates, and the reader that the worker keeps going."""
    templates.register(*NOTICES)
    followers.follow(reader())


def reader() -> Reader:
    """Follows the journal under the name `meeting_notices`."""
    return Reader("meeting_notices", tell, kinds=KINDS)


def tell(entries: Sequence[Entry]) -> None:
    """Keep the notices of these entries; as many statements for hundreds of points as for one."""
    wanted = [entry for entry in entries if entry.data.get("tell", True)]
    if not wanted:
        return
    at = max(entry.occurred_at for entry in wanted)
    meetings = Meeting.objects.in_bulk({_meeting_of(entry) for entry in wanted})
    whom = _whom(wanted, at)
    given = {UUID(entry.data["agency"]) for entry in wanted if entry.kind == "meeting.question_assigned"}
    names = {one.id: one.name for one in units.agencies({row.agency_id for row in meetings.values()} | given).values()}
    told = [
        _told(entry, row, person, names)
        for entry in wanted
        if (row := meetings.get(_meeting_of(entry)))
        for person in sorted(_persons(entry, row, whom))
    ]
    if told:
        notify_many(told, now=at)


def _meeting_of(entry: Entry) -> UUID:
    return UUID(entry.data["meeting"]) if "meeting" in entry.data else entry.subject_id


def _persons(entry: Entry, row: Meeting, whom: dict[UUID, set[UUID]]) -> set[UUID]:
    return {row.created_by} if entry.kind == "meeting.minutes_signed" else whom.get(entry.subject_id, set())


def _whom(entries: Sequence[Entry], at: datetime) -> dict[UUID, set[UUID]]:
    """Who is told, by the subject of the entry: a point, all points of a meeting, or who asked a question."""
    invited = {entry.subject_id for entry in entries if entry.kind == "meeting.point_invited"}
    whole = {entry.subject_id for entry in entries if entry.kind in TO_POINTS}
    asked = {entry.subject_id for entry in entries if entry.kind in TO_ASKERS}
    found = _askers(asked)
    points = [*Point.objects.filter(pk__in=invited), *Point.objects.filter(meeting__in=whole)]
    serving = _serving(points, at)
    for point in points:
        for subject in {point.pk, point.meeting_id} & (invited | whole):
            found.setdefault(subject, set()).update(serving.get(point.pk, ()))
    return found


def _askers(questions: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Who asked a question, or one that was joined to it."""
    found: dict[UUID, set[UUID]] = {}
    for pk, person_id in Question.objects.filter(pk__in=questions).values_list("pk", "asked_by"):
        found.setdefault(pk, set()).add(person_id)
    joined = Question.objects.filter(joined_to__in=questions)
    for into, person_id in joined.values_list("joined_to", "asked_by"):
        if into:
            found.setdefault(into, set()).add(person_id)
    return found


def _serving(points: Sequence[Point], at: datetime) -> dict[UUID, set[UUID]]:
    contacts = {one.contact_id for one in points if one.contact_id}
    deputies = people.deputies(contacts, at=at) if contacts else {}
    without = {one.agency_id for one in points if one.agency_id and not one.contact_id}
    heads = people.serving(without, roles=HEADS, otherwise=SPECIALISTS, at=at) if without else {}
    found: dict[UUID, set[UUID]] = {}
    for one in points:
        if one.contact_id and one.agency_id:
            deputy = deputies.get((one.contact_id, one.agency_id))
            found[one.pk] = {one.contact_id, deputy} if deputy else {one.contact_id}
        elif one.agency_id:
            found[one.pk] = set(heads.get(one.agency_id, ()))
    return found


def _told(entry: Entry, row: Meeting, person_id: UUID, names: dict[UUID, str]) -> Told:
    params = {
        "title": row.title[:200], "host": names.get(row.agency_id, ""), "number": str(entry.data.get("number", "")),
        "at": f"{row.starts_at.astimezone(VIETNAM):%H:%M, %d/%m/%Y}", "agency": "", "due": "",
    }  # fmt: skip
    if entry.kind == "meeting.question_assigned":
        params["agency"] = names.get(UUID(entry.data["agency"]), "")
        params["due"] = "/".join(reversed(entry.data["due_on"].split("-")))
    page = "outcome/" if entry.kind in TO_ASKERS | {"meeting.sent"} else ""
    return Told(person_id, entry.kind, f"{entry.id}/{person_id}", params, f"/desk/meetings/{row.pk}/{page}")
