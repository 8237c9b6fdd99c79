"""Entries of PostgreSQL brought into DuckDB with the lake's columns, the same way for files and for the open part."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from psycopg import sql

from caunoi.measures.lake.connecting import literal, name
from caunoi.measures.lake.schema import Column

RAW = (
    ("id", "BIGINT"), ("occurred", "BIGINT"), ("recorded", "BIGINT"), ("kind", "VARCHAR"),
    ("subject_kind", "VARCHAR"), ("subject_id", "VARCHAR"), ("unit_id", "VARCHAR"), ("agency_id", "VARCHAR"),
    ("province", "VARCHAR"), ("data", "VARCHAR"), ("month", "VARCHAR"),
)  # fmt: skip
"""An entry on its way: times in microseconds since 1970, data as JSON, the month of occurrence in Việt Nam."""
SELECTED = sql.SQL(
    "id, (extract(epoch FROM occurred_at) * 1000000)::bigint AS occurred, "
    "(extract(epoch FROM recorded_at) * 1000000)::bigint AS recorded, kind, subject_kind, subject_id::text, "
    "unit_id::text, agency_id::text, province, data::text, "
    "to_char(occurred_at AT TIME ZONE {zone}, 'YYYY-MM') AS month"
).format(zone=sql.Literal(settings.TIME_ZONE))
"""RAW's columns of core_journal, in PostgreSQL's SQL."""


def copy_to(target: Path, first: int, last: int, *, part: tuple[str, str] | None = None) -> None:
    """Write the entries with positions in [first, last] to a CSV file, at the pace of the wire; one statement.

    `part`: only those of a (month, province).
    """
    where = sql.SQL("id BETWEEN {} AND {}").format(sql.Literal(first), sql.Literal(last))
    if part:
        where += sql.SQL(" AND province = {}").format(sql.Literal(part[1]))
    statement = sql.SQL("SELECT {} FROM core_journal WHERE {}").format(SELECTED, where)
    if part:
        statement = sql.SQL("SELECT * FROM ({}) AS entries WHERE month = {}").format(statement, sql.Literal(part[0]))
    command = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv)").format(statement)
    with connection.cursor() as cursor, target.open("wb") as file, cursor.copy(command) as copy:
        for block in copy:
            file.write(block)


def csv_relation(source: Path) -> str:
    """The entries of such a CSV file, in DuckDB's SQL."""
    kinds = ", ".join(f"{literal(column)}: {literal(kind)}" for column, kind in RAW)
    return (
        f"read_csv({literal(str(source))}, auto_detect=false, header=false, delim=',', quote='\"', escape='\"', "
        f"nullstr='', allow_quoted_nulls=false, columns={{{kinds}}})"
    )


def typed(relation: str, chosen: tuple[Column, ...]) -> str:
    """RAW entries with the lake's columns, in DuckDB's SQL. A value that is not of its column's type is null."""
    fields = {column.field: "VARCHAR" for column in chosen if column.field}
    picked = ", ".join(f"{_value(column)} AS {name(column.name)}" for column in chosen)
    return (
        f"SELECT {picked} FROM (SELECT *, json_transform(data, {literal(json.dumps(fields))}) AS field FROM {relation})"
    )


def empty(chosen: tuple[Column, ...]) -> str:
    """No entry, with the lake's columns, in DuckDB's SQL."""
    return f"SELECT {', '.join(f'NULL::{c.sql} AS {name(c.name)}' for c in chosen)} WHERE false"


def arrow(rows: list[tuple[Any, ...]]) -> Any:
    """Rows of RAW as an Arrow table."""
    import pyarrow

    kinds = {"BIGINT": pyarrow.int64(), "VARCHAR": pyarrow.string()}
    schema = pyarrow.schema([(column, kinds[kind]) for column, kind in RAW])
    arrays = [pyarrow.array([row[n] for row in rows], field.type) for n, field in enumerate(schema)]
    return pyarrow.table(arrays, schema=schema)


def _value(column: Column) -> str:
    if column.name in ("occurred_at", "recorded_at"):
        return f"make_timestamptz({column.name.removesuffix('_at')})"
    if not column.field:
        return name(column.name)
    if column.type == "text":
        return f"field.{name(column.field)}"
    return f"TRY_CAST(field.{name(column.field)} AS {column.sql})"
