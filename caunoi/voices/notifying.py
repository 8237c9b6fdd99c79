"""What is told to whom when something happens to a difficulty: a reader of the journal, after the act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from caunoi.core.journal import followers
from caunoi.core.journal.queries import Entry
from caunoi.core.journal.readers import Reader
from caunoi.messages import templates
from caunoi.messages.operations import Told, notify_many
from caunoi.people import queries as people
from caunoi.tasks.rules.holding import STEERING
from caunoi.units import queries as units
from caunoi.units.queries import AgencyView
from caunoi.voices.models import Commitment, Same, Voice
from caunoi.voices.notices import NOTICES
from caunoi.voices.policies import ANSWERERS, DECIDERS
from caunoi.voices.shapes import Kind
from caunoi.voices.viewing import topic_name

_REACHED = frozenset({"voice.raised", "voice.routed", "voice.forwarded", "voice.passed_up"})
_TO_AUTHOR = frozenset({"voice.answered"})
KINDS = _REACHED | _TO_AUTHOR | {"voice.unrouted", "voice.reopened", "voice.escalated", "task.completed"}
_MOST = 20
"""At most so many people of an agency are told of one thing."""


def start() -> None:
    """At start-up: the templates, and the reader that the worker keeps going."""
    templates.register(*NOTICES)
    followers.follow(reader())


def reader() -> Reader:
    """Follows the journal under the name `voices.notices`."""
    return Reader("voices.notices", tell, kinds=KINDS)


@dataclass(frozen=True, slots=True)
class _Notice:
    template: str
    people: frozenset[UUID]
    entry: Entry
    voice: Voice


def tell(entries: Sequence[Entry]) -> None:
    """Keep the notices of these entries; a few statements for each agency that is told."""
    rows = _voices(entries)
    found = [one for entry in entries if (row := rows.get(entry.subject_id)) for one in _about(entry, row)]
    told = [
        Told(
            person_id=person, template=one.template, key=f"{one.entry.id}/{one.template}/{person}",
            params=_params(one), link=f"/desk/voices/{one.voice.pk}/",
        )
        for one in found
        for person in sorted(one.people)[:_MOST]
    ]  # fmt: skip
    if told:
        notify_many(told, now=max(entry.occurred_at for entry in entries))


def _voices(entries: Sequence[Entry]) -> dict[UUID, Voice]:
    """The voices that the entries are about, of tasks by the promise that they were; samples are not told of."""
    ids = {entry.subject_id for entry in entries}
    rows = {row.pk: row for row in Voice.objects.filter(pk__in=ids, is_sample=False)}
    for one in Commitment.objects.filter(task_id__in=ids).select_related("answer__voice"):
        rows[one.task_id] = one.answer.voice
    return rows


def _about(entry: Entry, row: Voice) -> Iterator[_Notice]:
    at = entry.occurred_at
    if entry.kind in _REACHED and entry.data.get("holder"):
        yield _Notice("voice.reached", answerers(row, UUID(entry.data["holder"]), at), entry, row)
    elif entry.kind == "voice.reopened" and row.holder_id:
        yield _Notice("voice.reopened", answerers(row, row.holder_id, at), entry, row)
    elif entry.kind == "voice.unrouted":
        yield _Notice("voice.unrouted", keepers(row, at), entry, row)
    elif entry.kind == "voice.escalated" and entry.data.get("holder"):
        yield _Notice("voice.escalated", _leaders(UUID(entry.data["holder"]), at), entry, row)
    elif entry.kind in ("voice.answered", "task.completed"):
        yield from _to_authors(entry, row)


def _to_authors(entry: Entry, row: Voice) -> Iterator[_Notice]:
    kept = entry.kind == "task.completed"
    own = {row.author_person_id} if row.author_person_id and row.kind == Kind.DIFFICULTY else set()
    yield _Notice("voice.kept" if kept else "voice.answered", frozenset(own), entry, row)
    others = frozenset(Same.objects.filter(voice=row).exclude(person_id=None).values_list("person_id", flat=True))
    same = frozenset(one for one in others if one is not None) - own
    yield _Notice("voice.kept" if kept else "voice.answered_same", same, entry, row)


def answerers(row: Voice, holder_id: UUID, at: datetime) -> frozenset[UUID]:
    """The contact with the stand-in, while they serve there; else the heads and leaders."""
    if row.holder_id == holder_id:
        named = {one for one in (row.person_id, row.stand_in_id) if one}
        serve = people.agencies_served(named, at=at)
        if there := frozenset(one for one in named if holder_id in serve.get(one, frozenset())):
            return there
    return _heads([holder_id], at)


def _heads(agency_ids: Sequence[UUID], at: datetime) -> frozenset[UUID]:
    found = people.serving(agency_ids, roles=DECIDERS, at=at, otherwise=ANSWERERS)
    return frozenset().union(*found.values()) if found else frozenset()


def _leaders(holder_id: UUID, at: datetime) -> frozenset[UUID]:
    """Those of the holder, and of the agency that steers its territory."""
    holder = units.agencies([holder_id]).get(holder_id)
    above = _steering(holder, at) if holder else []
    return _heads([holder_id, *(one.id for one in above)], at)


def _steering(agency: AgencyView, at: datetime) -> list[AgencyView]:
    if agency.level == "nation" or agency.unit_id is None:
        return []
    found = units.agencies_of_units([agency.unit_id], on=at.date(), kinds=sorted(STEERING))
    return [one for one in found.get(agency.unit_id, []) if one.id != agency.id][:1]


def keepers(row: Voice, at: datetime) -> frozenset[UUID]:
    """Who keeps the table of the level that ought to answer."""
    if row.level == "nation":
        found = units.agencies_at(level="nation", kinds=["office"], on=at.date())
    elif row.level == "province":
        found = units.agencies_at(level="province", kinds=STEERING, on=at.date(), provinces=[row.province])
    else:
        found = units.agencies_of_units([row.unit_id], on=at.date(), kinds=STEERING)[row.unit_id] if row.unit_id else []
    return _heads([one.id for one in found], at)


def _params(one: _Notice) -> dict[str, str]:
    due = one.entry.data.get("due_on") or (one.voice.due_on.isoformat() if one.voice.due_on else "")
    return {
        "code": one.voice.code, "topic": topic_name(one.voice.kind, one.voice.topic),
        "due": f"{due[8:10]}/{due[5:7]}/{due[:4]}" if due else "—",
    }  # fmt: skip
