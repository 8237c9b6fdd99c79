"""Many small files become one for each month and province. The same entries, so nothing that is counted changes."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db import transaction

from caunoi.core.clock import local_date
from caunoi.measures.lake import export, manifest, schema, storage
from caunoi.measures.lake.connecting import connected, listed, literal

FEW = 8
"""So many files of the month that goes on are left alone; of a month that is over, only one is."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Compacted:
    """How many files gave way to how many, with how many entries."""

    before: int = 0
    after: int = 0
    rows: int = 0


def compact(*, now: datetime, few: int = FEW) -> Compacted:
    """Put the files of each month and province together; the running month's only when there are more than `few`.

    Each month and province is a transaction of its own. The old files stay on disk for `export.KEPT`.
    """
    running = f"{local_date(now):%Y-%m}"
    before = after = rows = 0
    for (month, _), group in groupby(manifest.parts(), key=lambda part: (part.month, part.province)):
        files = list(group)
        if len(files) > (few if month >= running else 1):
            done = _together(files[0].month, files[0].province, now)
            before, after, rows = before + done.before, after + done.after, rows + done.rows
    return Compacted(before, after, rows)


def _together(month: str, province: str, now: datetime) -> Compacted:
    with transaction.atomic():
        lake = manifest.locked()
        files = [part for part in manifest.parts() if (part.month, part.province) == (month, province)]
        if len(files) < 2:
            return Compacted()
        rows = _merge(files, now) if _alike(files) else None
        if rows is None:  # other columns, or a file that is not as it was written: PostgreSQL has it all
            _log.warning("files of %s, province %s are made again from the journal", month, province)
            rows = sum(export.write(files[0].first, files[-1].last, now=now, part=(month, province)))
        manifest.replace([part.id for part in files], now=now)
        manifest.changed(lake)
    return Compacted(len(files), 1, rows)


def _alike(files: Sequence[manifest.Part]) -> bool:
    digest = schema.digest(schema.columns())
    return all(part.columns == digest and not storage.fault(part, deep=True) for part in files)


def _merge(files: Sequence[manifest.Part], now: datetime) -> int | None:
    """Write one file of several with the same columns. Returns its entries; None when they do not add up."""
    paths = [storage.absolute(part.path) for part in files]
    with connected() as duck:
        target = export.parquet(duck, f"FROM read_parquet({listed(paths)}, hive_partitioning=false)")
        (rows,) = duck.execute(f"SELECT count(*) FROM read_parquet({literal(str(target))})").fetchone()
    if rows != sum(part.rows for part in files):
        target.unlink()
        return None
    month, province, first, last = files[0].month, files[0].province, files[0].first, files[-1].last
    manifest.add(
        storage.put(target, storage.name_of(month, province, first, last)), month=month, province=province,
        first=first, last=last, rows=rows, columns=files[0].columns, now=now,
    )  # fmt: skip
    return int(rows)
