"""The closed part: the files of the manifest as one relation, believed only after a look at each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any

from caunoi.core.clock import local_date
from caunoi.measures.lake import manifest, reading, repair, schema, storage
from caunoi.measures.lake.connecting import listed, literal


def needed(parts: Sequence[manifest.Part], *, position: int, as_of: datetime | None) -> list[manifest.Part]:
    """The files that may hold an entry up to a position that had occurred by a moment."""
    month = f"{local_date(as_of):%Y-%m}" if as_of else "9999-99"
    return [part for part in parts if part.first <= position and part.month <= month]


def relation(parts: Sequence[manifest.Part], chosen: tuple[schema.Column, ...]) -> str:
    """The entries of these files with all columns, in DuckDB's SQL; a column that a file lacks is null there."""
    by_columns = groupby(sorted(parts, key=lambda part: part.columns), key=lambda part: part.columns)
    alike = [
        f"FROM read_parquet({listed([storage.absolute(part.path) for part in group])}, hive_partitioning=false)"
        for _, group in by_columns
    ]
    return " UNION ALL BY NAME ".join([reading.empty(chosen), *alike])


def last_month(parts: Sequence[manifest.Part]) -> list[manifest.Part]:
    """The files of the month in which the last of all entries occurred."""
    month = max((part.month for part in parts), default="")
    return [part for part in parts if part.month == month]


def latest(duck: Any, parts: Sequence[manifest.Part]) -> datetime:
    """When the last of these files' entries occurred."""
    paths = listed([storage.absolute(part.path) for part in parts])
    files = f"read_parquet({paths}, hive_partitioning=false)"
    (last,) = duck.execute(f"SELECT epoch_us(max(occurred_at)) FROM {files}").fetchone()
    return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=last)


def micros(moment: datetime) -> int:
    """Microseconds since 1970."""
    return (moment - datetime.fromtimestamp(0, UTC)) // timedelta(microseconds=1)


def made_right(duck: Any, parts: Sequence[manifest.Part], *, now: datetime) -> bool:
    """Make files again that are missing, cut or altered, or whose columns have other types now. Whether any was."""
    done = repair.repair(parts, now=now)
    outdated = [part for part in parts if part.columns in _outdated(duck, parts)]
    again = [repair.rebuild(part.id, fault="", now=now) for part in outdated]
    return bool(done or again)


def _outdated(duck: Any, parts: Sequence[manifest.Part]) -> set[str]:
    """The sets of columns that hold one which is of another type now, or is not a column any more."""
    chosen = {(column.name, column.sql) for column in schema.columns()}
    current = schema.digest(schema.columns())
    samples = {part.columns: part for part in parts if part.columns != current}
    found = set()
    for digest, part in samples.items():
        path = literal(storage.absolute(part.path))
        rows = duck.execute(f"DESCRIBE FROM read_parquet({path}, hive_partitioning=false)").fetchall()
        if not {(row[0], _plain(row[1])) for row in rows} <= chosen:
            found.add(digest)
    return found


def _plain(kind: str) -> str:
    return "TIMESTAMPTZ" if kind == "TIMESTAMP WITH TIME ZONE" else kind
