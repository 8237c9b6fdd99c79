"""Entries for the tests of the lake, written as the rooms above write theirs, and the lake read back."""

from __future__ import annotations

import json
import random
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from caunoi.core.clock import local_date
from caunoi.core.ids import new_id
from caunoi.measures.lake import manifest, storage
from caunoi.measures.lake.connecting import connected, files

PROVINCES = ("01", "79", "")
UNITS = tuple(UUID(int=n) for n in range(1, 5))
_APPEND = "SELECT o_id FROM core_journal_append(%s, %s, 'dossier', %s, %s, %s, %s, 'system:test', %s)"


def write(kind: str, at: datetime, data: dict[str, Any], *, province: str = "01", unit: UUID | None = None) -> int:
    """Append one entry; its position."""
    with connection.cursor() as cursor:
        cursor.execute(_APPEND, [at, kind, new_id(), unit, unit, province, json.dumps(data)])
        return int(cursor.fetchone()[0])


def some(count: int, *, seed: int = 1, since: datetime = datetime(2026, 8, 20, tzinfo=UTC)) -> list[int]:
    """Write dossiers' entries at random: times go back and forth over two months."""
    chance = random.Random(seed)
    return [_one(chance, since + timedelta(minutes=chance.randrange(60 * 24 * 60))) for _ in range(count)]


def _one(chance: random.Random, at: datetime) -> int:
    received = local_date(at) - timedelta(days=chance.randrange(20))
    data: dict[str, Any] = {
        "procedure": chance.choice(["1.001193", "2.000815", "1.004222"]),
        "case": "normal",
        "channel": chance.choice(["online", "direct", "post"]),
        "received_on": received.isoformat(),
        "due_on": (received + timedelta(days=chance.randrange(30))).isoformat(),
    }
    if chance.random() < 0.6:
        data["competent_agency"] = str(chance.choice(UNITS))
    kind = chance.choice(["dossier.accepted", "dossier.accepted", "dossier.signed", "dossier.refused", "dossier.rated"])
    if kind == "dossier.signed":
        data |= {"on_time": chance.random() < 0.7, "digital_result": chance.random() < 0.5, "finished_on": "2026-09-09"}
    if kind == "dossier.refused":
        after = chance.random() < 0.5
        data |= {"after_receipt": after, "on_time": True if after else None, "clock_ran": after}
        data["received_on"] = data["received_on"] if after else None
    if kind == "dossier.rated":
        data["scores"] = {"1": 2}
    return write(kind, at, data, province=chance.choice(PROVINCES), unit=chance.choice([*UNITS, None]))


def in_files(*columns: str) -> list[tuple[Any, ...]]:
    """These columns of all entries that the files in force hold, by position."""
    paths = [storage.absolute(part.path) for part in manifest.parts()]
    if not paths:
        return []
    with connected() as duck:
        picked = ", ".join(f'"{name}"' for name in columns)
        return list(duck.execute(f"SELECT {picked} FROM {files(paths)} ORDER BY id").fetchall())


def in_journal(upto: int) -> list[tuple[Any, ...]]:
    """(id, kind, province, unit, received_on, on_time) of the entries up to a position."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, kind, province, unit_id::text, (data ->> 'received_on')::date, (data ->> 'on_time')::boolean "
            "FROM core_journal WHERE id <= %s ORDER BY id",
            [upto],
        )
        return list(cursor.fetchall())


SEEN = ("id", "kind", "province", "unit_id", "received_on", "on_time")
TODAY = date(2026, 10, 20)
