"""Appending to the journal, inside the transaction of the operation that it tells of."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from caunoi.core.actor import Actor
from caunoi.core.journal.events import Event

_APPEND = "SELECT o_id, o_seq FROM core_journal_append(%s, %s, %s, %s, %s, %s, %s, %s, %s)"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry counts: the unit *version*, the agency, and the province's code (the distribution key)."""

    unit_id: UUID | None = None
    agency_id: UUID | None = None
    province: str = ""


@dataclass(frozen=True, slots=True)
class Appended:
    """Where an entry stands: its position in the whole journal and its number in its subject's chain."""

    id: int
    seq: int


NOWHERE = Place()


def append(event: Event, *, subject_id: UUID, actor: Actor, now: datetime, place: Place = NOWHERE) -> Appended:
    """Append one entry; one statement.

    `now` is the business time (aware). Raises RuntimeError outside a transaction (an entry and the change it tells of
    stand or fall together) and ValueError when the event carries what looks like personal data.
    """
    _require_transaction()
    with connection.cursor() as cursor:
        cursor.execute(_APPEND, _row(event, subject_id, actor, now, place))
        position, seq = cursor.fetchone()
    return Appended(position, seq)


def append_many(entries: Iterable[tuple[Event, UUID, Place]], *, actor: Actor, now: datetime) -> int:
    """Append many entries in order, in one round trip per few thousand. Returns how many."""
    _require_transaction()
    rows = [_row(event, subject_id, actor, now, place) for event, subject_id, place in entries]
    with connection.cursor() as cursor:
        cursor.executemany(_APPEND, rows)
    return len(rows)


def _require_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("the journal is written inside the transaction of the operation that it tells of")


def _row(event: Event, subject_id: UUID, actor: Actor, now: datetime, place: Place) -> tuple[Any, ...]:
    if now.tzinfo is None:
        raise ValueError("the journal needs an aware time")
    data = json.dumps(event.data(), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return (
        now,
        event.kind,
        event.subject_kind,
        subject_id,
        place.unit_id,
        place.agency_id,
        place.province,
        actor.ref,
        data,
    )
