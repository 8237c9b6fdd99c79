"""How much the journal's chain costs: appending through the program against the same inserts by bare psycopg.

Both write to the same server in the same run, one transaction for every ten entries, in small rounds by turns so that
the machine's moods fall on both. Prints entries a second and the ratio. Usage: python bench/journal_append.py [ENTRIES]
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caunoi.config.settings")
os.environ["CAUNOI_DB_OWNER"] = "1"

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from caunoi.core.actor import System  # noqa: E402
from caunoi.core.ids import new_id  # noqa: E402
from caunoi.core.journal import Event, Place, append  # noqa: E402

PER_TRANSACTION, ROUND = 10, 500
NOW = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
PLACE = Place(new_id(), new_id(), "01")
ACTOR = System("bench")


@dataclass(frozen=True, kw_only=True)
class Measured(Event):
    """An entry of the usual size."""

    kind: ClassVar[str] = "bench.measured"
    subject_kind: ClassVar[str] = "bench"

    procedure: str = "1.001193"
    channel: str = "online"
    due_at: datetime = NOW
    on_time: bool = True
    number: int = 0


BARE = "CREATE TABLE bare (LIKE core_journal INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)"
INSERT = f"INSERT INTO bare VALUES ({', '.join(['%s'] * 14)})"


def bare_round(cursor: Any, start: int) -> None:
    """The same rows into a table of the same shape and indexes, without chain, numbering or lock."""
    zero = bytes(32)
    for base in range(start, start + ROUND, PER_TRANSACTION):
        with transaction.atomic():
            for number in range(base, base + PER_TRANSACTION):
                data = json.dumps(Measured(number=number).data())
                cursor.execute(
                    INSERT,
                    [
                        number, NOW, NOW, Measured.kind, "bench", new_id(), 1, PLACE.unit_id, PLACE.agency_id, "01",
                        ACTOR.ref, data, zero, zero,
                    ],
                )  # fmt: skip


def journal_round(start: int) -> None:
    """The journal itself."""
    for base in range(start, start + ROUND, PER_TRANSACTION):
        with transaction.atomic():
            for number in range(base, base + PER_TRANSACTION):
                append(Measured(number=number), subject_id=new_id(), actor=ACTOR, now=NOW, place=PLACE)


def main(entries: int) -> None:
    """Measure in a throw-away database."""
    # A database of its own: what is appended to a journal cannot be taken out again.
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        measure(entries)
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def measure(entries: int) -> None:
    """Alternate rounds and print the medians."""
    with connection.cursor() as cursor:
        cursor.execute(BARE)
        try:
            times: dict[str, list[float]] = {"bare": [], "journal": []}
            for start in range(0, entries, ROUND):
                begun = time.perf_counter()
                bare_round(cursor, start)
                middle = time.perf_counter()
                journal_round(start)
                times["bare"].append(middle - begun)
                times["journal"].append(time.perf_counter() - middle)
        finally:
            cursor.execute("DROP TABLE bare")
    rate = {name: ROUND / statistics.median(values) for name, values in times.items()}
    print(f"bare psycopg  {rate['bare']:>8,.0f} entries/s")
    print(f"journal       {rate['journal']:>8,.0f} entries/s")
    print(f"ratio         {rate['bare'] / rate['journal']:.2f} times the time of the bare insert")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
