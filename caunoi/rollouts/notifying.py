"""Who is told what about a roll-out: a reader of the journal, after the act, never inside it.

Told are the heads and leaders of the place, or its specialists where it has none, who is away through the deputy; that
a place is live, also the officer who is responsible for the roll-out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from caunoi.core.clock import local_date
from caunoi.core.journal import followers
from caunoi.core.journal.queries import Entry
from caunoi.core.journal.readers import Reader
from caunoi.messages import templates
from caunoi.messages.operations import Told, notify_many
from caunoi.people import queries as people
from caunoi.rollouts.models import Place
from caunoi.rollouts.notices import NOTICES
from caunoi.units import queries as units

KINDS = frozenset({"rollout.place_changed"})
HEADS, SPECIALISTS = ("head_of_unit", "leader"), ("specialist",)
_OF_STATE = {"planned": "rollout.place_opened", "live": "rollout.place_live"}


def start() -> None:
    """At start-up: the templates, and the reader that the worker keeps going."""
    templates.register(*NOTICES)
    followers.follow(reader())


def reader() -> Reader:
    """Follows the journal under the name `rollout_notices`."""
    return Reader("rollout_notices", tell, kinds=KINDS)


def tell(entries: Sequence[Entry]) -> None:
    """Keep the notices of these entries; as many statements for many places as for one."""
    found = [entry for entry in entries if entry.data["state"] in _OF_STATE]
    rows = Place.objects.select_related("rollout", "wave").in_bulk({entry.subject_id for entry in found})
    known = [(entry, row) for entry in found if (row := rows.get(entry.subject_id))]
    if not known:
        return
    at = max(entry.occurred_at for entry, _ in known)
    agencies = units.agencies({row.agency_id for _, row in known})
    whom = people.serving(agencies, roles=HEADS, otherwise=SPECIALISTS, at=at)
    told = [
        _told(entry, row, person, agencies[row.agency_id].name)
        for entry, row in known
        for person in sorted(whom.get(row.agency_id, frozenset()) | _responsible(entry, row))
    ]
    notify_many(told, now=at)


def _responsible(entry: Entry, row: Place) -> frozenset[UUID]:
    return frozenset({row.rollout.person_id}) if entry.data["state"] == "live" else frozenset()


def _told(entry: Entry, row: Place, person: UUID, place: str) -> Told:
    template = _OF_STATE[entry.data["state"]]
    params = {
        "title": row.rollout.title[:200], "wave": row.wave.name, "place": place, "due": f"{row.wave.due_on:%d/%m/%Y}",
        "on": _day(entry.occurred_at),
    }  # fmt: skip
    return Told(person, template, f"{entry.id}/{template}/{person}", params, f"/desk/rollouts/places/{row.pk}/")


def _day(moment: datetime) -> str:
    return f"{local_date(moment):%d/%m/%Y}"
