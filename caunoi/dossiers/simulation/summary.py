"""What the play did, held against what the journal says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection

_COUNT = """
    SELECT kind, count(*), count(*) FILTER (WHERE data->>'on_time' = 'true')
    FROM core_journal WHERE id > %s AND subject_kind = 'dossier' GROUP BY kind
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened: how often by the play's own count, how often by the journal."""

    what: str
    played: int
    journal: int

    @property
    def agrees(self) -> bool:
        """Whether both say the same."""
        return self.played == self.journal


def position() -> int:
    """The journal's last position now: what comes after it belongs to the run."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM core_journal")
        return int(cursor.fetchone()[0])


def compare(counts: Mapping[str, int], *, since: int) -> list[Line]:
    """A line for each kind of entry that the play counted, and for results on time."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [since])
        rows = {kind: (number, on_time) for kind, number, on_time in cursor.fetchall()}
    lines = [Line(kind, number, rows.get(kind, (0, 0))[0]) for kind, number in sorted(counts.items()) if "." in kind]
    return [*lines, Line("on time", counts.get("on time", 0), rows.get("dossier.signed", (0, 0))[1])]
