"""What happens to dossiers, told onward: a reader of the journal, after the act, never inside it.

It keeps for every agency and every machine that filed what changed last (`Change`: the feed that machines page
through), and lays a delivery ready for each subscription that wants the event.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from caunoi.core.ids import new_id
from caunoi.core.journal import followers, registered_events
from caunoi.core.journal.queries import Entry
from caunoi.core.journal.readers import Reader
from caunoi.exchange.models import Change, Delivery, Machine, Subscription

_KEEP = """INSERT INTO exchange_change (party_id, dossier_id, position, kind, changed_at)
    VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (party_id, dossier_id) DO UPDATE SET
    position = excluded.position, kind = excluded.kind, changed_at = excluded.changed_at
    WHERE exchange_change.position < excluded.position"""
_AGENCIES = ("receiving_agency", "competent_agency", "agency", "from_agency", "to_agency", "support_agency")
INTERNAL = frozenset(
    {"dossier.assigned", "dossier.reassigned", "dossier.rated", "dossier.due_soon", "dossier.reminded"}
)
"""Told to nobody outside: who of an office does the work, and what the applicant thinks of them."""


def kinds() -> list[str]:
    """The kinds of events that subscribers may be told of."""
    return sorted(
        kind for kind, event in registered_events().items() if event.subject_kind == "dossier" and kind not in INTERNAL
    )


def start() -> None:
    """At start-up: the reader that the worker keeps going."""
    followers.follow(reader())


def reader() -> Reader:
    """Follows the journal under the name `exchange`."""
    return Reader("exchange", tell, kinds=frozenset(kinds()))


def tell(entries: Sequence[Entry]) -> None:
    """Keep what changed, lay deliveries ready; five statements however many there are."""
    machines = {row.person_id: row for row in Machine.objects.filter(closed_at=None)}
    known = _followers_known({entry.subject_id for entry in entries})
    subscriptions = list(Subscription.objects.filter(closed_at=None).select_related("machine"))
    changes, deliveries = [], []
    for entry in entries:
        parties = known.setdefault(entry.subject_id, set())
        parties |= _named(entry, machines)
        changes += [(party, entry.subject_id, entry.id, entry.kind, entry.occurred_at) for party in sorted(parties)]
        deliveries += [_delivery(entry, to) for to in subscriptions if _wants(to, entry, parties)]
    with connection.cursor() as cursor:
        cursor.executemany(_KEEP, changes)
    Delivery.objects.bulk_create(deliveries, ignore_conflicts=True)


def _followers_known(dossiers: set[UUID]) -> dict[UUID, set[UUID]]:
    """Who follows them already: also an agency that was asked once, and who filed."""
    known: dict[UUID, set[UUID]] = {}
    for dossier_id, party_id in Change.objects.filter(dossier_id__in=dossiers).values_list("dossier_id", "party_id"):
        known.setdefault(dossier_id, set()).add(party_id)
    return known


def _named(entry: Entry, machines: dict[UUID, Machine]) -> set[UUID]:
    named = {UUID(entry.data[name]) for name in _AGENCIES if entry.data.get(name)}
    word, _, reference = entry.actor_ref.partition(":")
    if entry.kind == "dossier.submitted" and word == "person" and UUID(reference) in machines:
        named.add(UUID(reference))
    return named


def _wants(to: Subscription, entry: Entry, parties: Iterable[UUID]) -> bool:
    if to.kinds and entry.kind not in to.kinds:
        return False
    if entry.occurred_at < to.made_at:
        return False
    return to.machine.agency_id in parties or to.machine.person_id in parties


def _delivery(entry: Entry, to: Subscription) -> Delivery:
    at = entry.occurred_at  # due at once
    return Delivery(
        id=new_id(), subscription=to, position=entry.id, kind=entry.kind, body=body_of(entry), next_at=at, made_at=at
    )


def body_of(entry: Entry) -> dict[str, Any]:
    """What is sent: `type`, `timestamp`, `data` with the dossier's code and what the journal says; nothing personal."""
    data = {name: value for name, value in entry.data.items() if name not in INSIDE}
    return {"type": entry.kind, "timestamp": entry.occurred_at.isoformat(), "data": data}


INSIDE = frozenset({"assignee", "specialist", "from_person", "scores", "case"})
"""Fields of entries that are for us."""
