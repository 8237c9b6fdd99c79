"""The journal's closed hours written to files, as often as one likes: what is there already is not written again.

Order of things: files on disk under a temporary name, flushed, renamed; then rows of the manifest and the watermark in
one transaction. Killed before the rename, nothing is there; killed after it, files that the manifest does not know
are removed or replaced by the next export.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from caunoi.core.journal.readers import Fence
from caunoi.measures.lake import manifest, reading, schema, storage
from caunoi.measures.lake.connecting import connected, literal

CHUNK = 1_000_000
"""Positions a transaction; memory and the loss when it is killed are bounded by it."""
KEPT = timedelta(hours=2)
"""How long a replaced file stays for those who are reading it."""
PATIENCE = 10.0
"""Seconds that an export waits for transactions that may still add earlier entries."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Exported:
    """What one export did: entries and files written, how far the files go now, left-over files removed.

    `waiting`: a transaction that runs since before the end of the hour holds the rest back until the next time.
    """

    rows: int
    files: int
    watermark: int
    removed: int
    waiting: bool = False


def export_closed(*, now: datetime, whole: bool = False, patience: float | None = None) -> Exported:
    """Write what was recorded before the current hour, or with `whole` everything that is settled.

    Never inside a transaction: it waits (`patience` seconds at most, else PATIENCE) for those that may add earlier.
    """
    wanted = _wanted(None if whole else now.replace(minute=0, second=0, microsecond=0))
    settled = settled_position(wanted, PATIENCE if patience is None else patience)
    done = export_upto(min(wanted, settled), now=now)
    return Exported(done.rows, done.files, done.watermark, done.removed, waiting=settled < wanted)


def export_upto(position: int, *, now: datetime, chunk: int = CHUNK) -> Exported:
    """Write the entries after the watermark up to a settled `position`, a chunk a transaction."""
    rows = files = 0
    with transaction.atomic():
        lake = manifest.locked()
        storage.sweep()
        removed = manifest.forget_replaced(now - KEPT)
        watermark = lake.watermark
    while watermark < position:
        with transaction.atomic():
            lake = manifest.locked()
            first, last = lake.watermark + 1, min(lake.watermark + chunk, position)
            if first <= last:
                counted = write(first, last, now=now)
                manifest.changed(lake, watermark=last)
                rows, files = rows + sum(counted), files + len(counted)
            watermark = max(last, lake.watermark)
    return Exported(rows, files, watermark, removed)


def write(first: int, last: int, *, now: datetime, part: tuple[str, str] | None = None) -> list[int]:
    """Write the files of [first, last], all or those of one (month, province). Returns the entries of each file.

    Inside the transaction of whoever holds the manifest's lock.
    """
    source = storage.scratch()
    try:
        reading.copy_to(source, first, last, part=part)
        with connected() as duck:
            return _write_parts(duck, source, first, last, now)
    finally:
        source.unlink(missing_ok=True)


def _write_parts(duck: Any, source: Path, first: int, last: int, now: datetime) -> list[int]:
    chosen = schema.columns()
    duck.execute(f"CREATE TEMP TABLE staged AS FROM {reading.csv_relation(source)} ORDER BY month, province, kind, id")
    found = duck.execute("SELECT month, province, count(*) FROM staged GROUP BY ALL ORDER BY ALL").fetchall()
    for month, province, rows in found:
        entries = f"(FROM staged WHERE month = {literal(month)} AND province = {literal(province)})"
        target = parquet(duck, reading.typed(entries, chosen))
        written = storage.put(target, storage.name_of(month, province, first, last))
        manifest.add(
            written, month=month, province=province, first=first, last=last, rows=rows,
            columns=schema.digest(chosen), now=now,
        )  # fmt: skip
    return [rows for _, _, rows in found]


def parquet(duck: Any, select: str) -> Path:
    """Write a selection to a Parquet file under a temporary name."""
    target = storage.scratch()
    duck.execute(f"COPY ({select}) TO {literal(str(target))} (FORMAT parquet, COMPRESSION zstd)")
    return target


def settled_position(wanted: int, patience: float) -> int:
    """How far nothing can appear any more, once it reaches `wanted` or patience ends; 0 when it could not be told."""
    fence = Fence()
    for _ in range(max(1, int(patience / 0.05))):
        if fence.advance() >= wanted:
            break
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.05)")
    return fence.settled


def _wanted(before: datetime | None) -> int:
    """The last position recorded before a moment."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM core_journal WHERE %(before)s::timestamptz IS NULL OR recorded_at < %(before)s "
            "ORDER BY id DESC LIMIT 1",
            {"before": before},
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 0
