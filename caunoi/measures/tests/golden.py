"""One journal for all engines: small, the same every time, with what engines may see differently.

Nulls and missing fields, dates on the edges of periods, times on both sides of midnight in Việt Nam, entries that are
written long after they happened, places that are not known, decimals, quotes, values that a sum cancels.
"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from caunoi.measures.definitions import kinds
from caunoi.measures.rules.definition import Version
from caunoi.measures.rules.loading import load
from caunoi.measures.tests.lake_entries import UNITS, write

START, END, TODAY = date(2026, 2, 1), date(2026, 5, 1), date(2026, 4, 10)
_MIDNIGHT = datetime(2026, 1, 31, 17, tzinfo=UTC)
"""When 1 February begins in Việt Nam."""
_DAYS = ("2026-01-31", "2026-02-01", "2026-03-15", "2026-04-09", "2026-04-10", "2026-04-30", "2026-05-01")
_PLACES = (("01", UNITS[0]), ("01", UNITS[1]), ("04", UNITS[2]), ("04", None), ("", None))
_CHANNELS = ("online", "direct", "post")
_PROCEDURES = ("1.001193", "2.000815", 'it\'s "quoted" 100%', "")


def version() -> Version:
    """The definition that uses every construct."""
    path = Path(__file__).with_name("golden.yaml")
    (only,) = load(path.read_text(encoding="utf-8"), file=path.name, kinds=kinds()).versions
    return only


def journal(count: int = 240) -> int:
    """Write the journal; its last position."""
    chance = random.Random(766)
    return max(_entry(chance, number) for number in range(count))


def _entry(chance: random.Random, number: int) -> int:
    kind = chance.choice(("dossier.accepted", *_DATA))
    data = _DATA[kind](chance) | {
        "procedure": chance.choice(_PROCEDURES),
        "channel": chance.choice(("online", "direct", "post")),
    }
    forgotten = chance.choice((None, None, None, *data))
    data = {name: value for name, value in data.items() if name != forgotten}
    province, unit = chance.choice(_PLACES)
    return write(kind, _when(chance, number), data, province=province, unit=unit)


def _when(chance: random.Random, number: int) -> datetime:
    """In order, but for every fifth entry, which comes late; some within a second of midnight."""
    if number % 7 == 0:
        return _MIDNIGHT + timedelta(seconds=chance.choice((-1, 0, 1)), days=chance.choice((0, 89)))
    at = datetime(2026, 1, 15, 3, tzinfo=UTC) + timedelta(hours=12 * number)
    return at - timedelta(days=45) if number % 5 == 0 else at


def _accepted(chance: random.Random) -> dict[str, Any]:
    return {
        "received_on": chance.choice(_DAYS), "due_on": chance.choice(_DAYS), "components": chance.randrange(6),
        "digitised": chance.choice((0, 2, 4, None)),
    }  # fmt: skip


def _signed(chance: random.Random) -> dict[str, Any]:
    return {
        "received_on": chance.choice(_DAYS), "due_on": chance.choice(_DAYS), "finished_on": chance.choice(_DAYS),
        "on_time": chance.choice((True, False)), "limit_value": chance.choice(("7.5", "7.4999", "10", "0.0001")),
    }  # fmt: skip


def _refused(chance: random.Random) -> dict[str, Any]:
    after = chance.choice((True, False))
    return {
        "received_on": chance.choice(_DAYS) if after else None, "finished_on": chance.choice(_DAYS),
        "after_receipt": after, "on_time": True if after else None,
    }  # fmt: skip


_DATA: dict[str, Any] = {
    "dossier.accepted": _accepted,
    "dossier.signed": _signed,
    "dossier.refused": _refused,
    "dossier.rated": lambda chance: {"scores": {"1": 2}, "by": "2026-02-03T10:00:00+07:00"},
    "procedure.published": lambda chance: {"revision": chance.randrange(3)},
}
