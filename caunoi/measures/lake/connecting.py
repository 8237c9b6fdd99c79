"""DuckDB as this room uses it: in memory, with a limit, spilling into the lake's own folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb
from django.conf import settings

from caunoi.measures.lake import storage


def connect() -> Any:
    """A DuckDB of our own. It never asks the network for extensions; times are in UTC."""
    connection = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": f"{settings.LAKE_MEMORY_MB}MB",
            "temp_directory": str(storage.root() / "tmp" / "spill"),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        },
    )
    connection.execute("SET TimeZone = 'UTC'")
    return connection


@contextmanager
def connected() -> Iterator[Any]:
    """A DuckDB for one piece of work, closed after it."""
    connection = connect()
    try:
        yield connection
    finally:
        connection.close()


def literal(text: str) -> str:
    """A text in DuckDB's SQL."""
    return "'" + text.replace("'", "''") + "'"


def name(text: str) -> str:
    """The name of a column in DuckDB's SQL."""
    return '"' + text.replace('"', '""') + '"'


def listed(paths: list[str]) -> str:
    """A list of texts in DuckDB's SQL."""
    return "[" + ", ".join(literal(path) for path in paths) + "]"


def files(paths: list[str]) -> str:
    """Files with perhaps different columns as one relation, in DuckDB's SQL."""
    return f"read_parquet({listed(paths)}, union_by_name=true, hive_partitioning=false)"
