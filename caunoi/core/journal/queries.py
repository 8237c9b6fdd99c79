"""Looking at the journal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

COLUMNS = (
    "id, occurred_at, recorded_at, kind, subject_kind, subject_id, seq, unit_id, agency_id, province, actor_ref, data"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened."""

    id: int
    occurred_at: datetime
    recorded_at: datetime
    kind: str
    subject_kind: str
    subject_id: UUID
    seq: int
    unit_id: UUID | None
    agency_id: UUID | None
    province: str
    actor_ref: str
    data: dict[str, Any]


def entry_from_row(row: tuple[Any, ...]) -> Entry:
    """An entry from a row of COLUMNS."""
    values: list[Any] = [*row[:11], json.loads(row[11]) if isinstance(row[11], str) else row[11]]
    return Entry(*values)


def entries_of(subject_kind: str, subject_id: UUID) -> list[Entry]:
    """A subject's whole chain, oldest first; one statement."""
    return _select("WHERE subject_kind = %s AND subject_id = %s ORDER BY seq", [subject_kind, subject_id])


def latest(limit: int = 20, *, kind: str | None = None) -> list[Entry]:
    """The newest entries, oldest of them first."""
    where, params = ("WHERE kind = %s ", [kind]) if kind else ("", [])
    return _select(f"{where}ORDER BY id DESC LIMIT %s", [*params, limit])[::-1]


def after(position: int, limit: int = 1000) -> list[Entry]:
    """Entries visible now after a position; for looking only (readers wait for the fence, see `readers`)."""
    return _select("WHERE id > %s ORDER BY id LIMIT %s", [position, limit])


def subjects_with_code(code: str) -> list[tuple[str, UUID]]:
    """Subjects whose first entries carry `code` in their data, so that people can name a subject by its code."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT subject_kind, subject_id FROM core_journal WHERE data ? 'code' AND data ->> 'code' = %s",
            [code],
        )
        return list(cursor.fetchall())


def _select(tail: str, params: list[Any]) -> list[Entry]:
    return list(_rows(f"SELECT {COLUMNS} FROM core_journal {tail}", params))


def _rows(sql: str, params: list[Any]) -> Iterator[Entry]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        yield from (entry_from_row(row) for row in cursor.fetchall())
