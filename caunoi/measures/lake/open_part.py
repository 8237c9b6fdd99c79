"""The open part: entries after the files, in a table in memory that is brought up to date by one statement.

A position is given before its transaction commits, so a lower one may appear after a higher one. The table therefore
knows which positions below its last it has not seen (gaps) and asks for them again each time, until the journal's
fence says that they will never come: their transaction was rolled back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from psycopg import sql

from caunoi.core.journal.readers import Fence
from caunoi.measures.lake import reading, schema
from caunoi.measures.lake.models import Lake

_MANY = 2_000
"""More gaps than this are not listed: everything from the first of them on is read again instead."""
_STATEMENT = sql.SQL(
    "SELECT lake.id::text, lake.watermark, lake.generation, entry.* "
    "FROM (SELECT 1) AS one LEFT JOIN measures_lake AS lake ON true LEFT JOIN "
    "(SELECT {} FROM core_journal WHERE id > %(known)s OR id = ANY(%(gaps)s)) AS entry ON true"
).format(reading.SELECTED)


@dataclass(slots=True)
class OpenPart:
    """What is in memory: entries after `watermark` up to `known`, but for `gaps`. One thread at a time.

    `changes` is another number whenever other entries are in memory.
    """

    duck: Any
    lake: str = ""
    watermark: int = 0
    generation: int = 0
    known: int = 0
    gaps: set[int] = field(default_factory=set)
    changes: int = 0
    table: str = "open_part"
    columns: tuple[schema.Column, ...] = ()
    fence: Fence = field(default_factory=Fence)

    @classmethod
    def beside(cls, other: OpenPart) -> OpenPart:
        """One to fill anew, after the same files: what a transaction may still take back must not stay in memory."""
        part = cls(other.duck, other.lake, other.watermark, other.generation, other.watermark, table="own_open_part")
        part._clear()
        return part

    @property
    def settled(self) -> int:
        """The position up to which no entry is missing."""
        return min(self.gaps) - 1 if self.gaps else self.known

    def refresh(self) -> None:
        """Bring it up to date; one statement to PostgreSQL while nothing is missing.

        Three tiny ones more while positions are, to learn which of them will never come; two more when there is another
        lake than before.
        """
        if not self.columns:
            self._clear()
        # Asked before reading: what is not there afterwards, at or below it, never will be.
        nothing_below = self.fence.advance() if self.gaps and not connection.in_atomic_block else 0
        if not self._read():
            self._begin()
            self._read()
        self.gaps = {gap for gap in self.gaps if gap > nothing_below}

    def _begin(self) -> None:
        """Forget everything and start after the files there are."""
        lake = Lake.objects.first()
        self.lake = str(lake.id) if lake else ""
        self.watermark = self.known = lake.watermark if lake else 0
        self.gaps = set()
        self._clear()

    def _clear(self) -> None:
        self.columns = schema.columns()
        self.changes += 1
        self.duck.execute(f"CREATE OR REPLACE TABLE {self.table} AS {reading.empty(self.columns)}")

    def _read(self) -> bool:
        """Read what is new. False when this is not the lake that the table was filled for."""
        if len(self.gaps) > _MANY:
            self._step_back()
        with connection.cursor() as cursor:
            cursor.execute(_STATEMENT, {"known": self.known, "gaps": sorted(self.gaps)})
            rows = cursor.fetchall()
        lake, watermark, generation = rows[0][0] or "", rows[0][1] or 0, rows[0][2] or 0
        if lake != self.lake or watermark < self.watermark:
            return False
        self._take([row[3:] for row in rows if row[3] is not None])
        self.generation = generation
        if watermark > self.watermark:
            self.watermark, self.known = watermark, max(self.known, watermark)
            self.gaps = {gap for gap in self.gaps if gap > watermark}
            self.changes += 1
            self.duck.execute(f"DELETE FROM {self.table} WHERE id <= {watermark:d}")
        return True

    def _take(self, rows: list[tuple[Any, ...]]) -> None:
        if not rows:
            return
        self.duck.register("arrived", reading.arrow(rows))
        self.duck.execute(f"INSERT INTO {self.table} {reading.typed('arrived', self.columns)}")
        self.duck.unregister("arrived")
        self.changes += 1
        seen = {row[0] for row in rows}
        last = max(self.known, *seen)
        self.gaps = (self.gaps | set(range(self.known + 1, last + 1))) - seen
        self.known = last

    def _step_back(self) -> None:
        self.known, self.gaps = min(self.gaps) - 1, set()
        self.changes += 1
        self.duck.execute(f"DELETE FROM {self.table} WHERE id > {self.known:d}")
