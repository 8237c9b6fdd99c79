"""Figures of a definition for all units at once: the closed part from files, the open part from PostgreSQL.

    counted = engine.cube(version, start=date(2026, 1, 1), end=date(2027, 1, 1), today=today)
    counted.by("province")["01"]["received"]

One scan counts everything; every level and every geography is rolled up from the cube without another one. Exact at
every moment: the same as `rules.evaluator` reading the journal's entries one by one.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import duckdb
import ibis
from django.conf import settings
from django.db import connection

from caunoi.core.clock import SystemClock
from caunoi.measures import compiling
from caunoi.measures.cubes import Cell, Counts, Cube
from caunoi.measures.lake import closed_part, export, manifest, repair, schema
from caunoi.measures.lake.connecting import connect, name
from caunoi.measures.lake.open_part import OpenPart
from caunoi.measures.rules import scoring
from caunoi.measures.rules.definition import Version

__all__ = ["Cell", "Cube", "cube", "forget", "settled_position"]
END = 2**62
"""A position after every other."""
_KEPT, _KEPT_BYTES = 16, 256 * 2**20
_TRIES = 5
_lock = threading.RLock()
_processes: dict[tuple[Any, ...], _Process] = {}


@dataclass(frozen=True, slots=True)
class _Question:
    """What is counted: a version over a period, seen on a day; up to a position, and what had occurred by a moment."""

    version: Version
    start: date
    end: date
    today: date
    position: int
    as_of: datetime | None

    @property
    def key(self) -> tuple[Any, ...]:
        return self.version.index, self.version.digest, self.start, self.end, self.today, self.position, self.as_of


class _Changed(Exception):
    """The list of files is another one than a moment ago: begin again."""


def cube(
    version: Version,
    *,
    start: date,
    end: date,
    today: date,
    position: int | None = None,
    as_of: datetime | None = None,
) -> Cube:
    """Count all figures of a definition's version for what is dated in `[start, end)`, as seen on `today`.

    `position`: only entries up to it, as the journal stood then. `as_of`: only what had occurred by that moment
    (`occurred_at <= as_of`, aware). Both may be given. One statement to PostgreSQL while the files are the same; inside
    a transaction its own entries count too. Files that are not right are made again first.
    """
    asked = _Question(version, start, end, today, END if position is None else position, as_of)
    with _lock:
        here = _here()
        for _ in range(_TRIES):
            try:
                return here.cube(asked)
            except _Changed:
                continue
    raise RuntimeError("the lake's list of files keeps changing")


def settled_position() -> int:
    """The highest position below which nothing can appear any more (0 when it cannot be told now).

    Never inside a transaction.
    """
    return export.settled_position(END, patience=0)


def forget() -> None:
    """Drop what this process keeps in memory; for tests, and after a database was restored."""
    with _lock:
        _processes.clear()
        scoring.forget()


def _here() -> _Process:
    key = os.getpid(), connection.settings_dict["NAME"], str(settings.LAKE)
    if key not in _processes:
        _processes.clear()
        _processes[key] = _Process()
    return _processes[key]


class _Process:
    """What a process keeps: the open part's table, the list of files, counts of the closed part."""

    def __init__(self) -> None:
        self.duck = connect()
        self.open = OpenPart(self.duck)
        self.last = self.open
        self.state = ("", 0)
        self.parts: list[manifest.Part] = []
        self.latest: datetime | None = None
        self.opened: tuple[Any, Counts] | None = None
        self.counted: OrderedDict[tuple[Any, ...], Counts] = OrderedDict()

    def cube(self, asked: _Question) -> Cube:
        """The closed part's counts, kept from before, and the open part's, counted now."""
        part = self.open if not connection.in_atomic_block else OpenPart.beside(self.last)
        part.refresh()
        self.last = part
        self._list(part)
        closed = self._closed(asked, part) if self.parts else None
        anything = asked.position > part.watermark and part.known > part.watermark
        opened = self._opened(asked, part) if anything or closed is None else None
        position = min(asked.position, max(part.known, part.watermark))
        parts = [one for one in (closed, opened) if one is not None]
        return Cube(asked.version, position, min(position, part.settled), *parts)

    def _list(self, part: OpenPart) -> None:
        state = part.lake, part.generation
        if state == self.state:
            return
        parts, generation = manifest.current() if part.lake else ([], 0)
        if generation != part.generation:
            raise _Changed
        self.parts, self.state, self.latest = parts, state, None
        self.counted.clear()

    def _closed(self, asked: _Question, part: OpenPart) -> Counts:
        """Kept, with what was rolled up of it since."""
        asked = self._plain(asked, part)
        if asked.key not in self.counted:
            self.counted[asked.key] = self._scan(asked)
        self.counted.move_to_end(asked.key)
        while len(self.counted) > 1 and (
            len(self.counted) > _KEPT or sum(one.nbytes for one in self.counted.values()) > _KEPT_BYTES
        ):
            self.counted.popitem(last=False)
        return self.counted[asked.key]

    def _opened(self, asked: _Question, part: OpenPart) -> Counts:
        """Kept while the same is asked and nothing new has come; never what a transaction may still take back."""
        now = asked.key, part.changes
        if self.opened is not None and self.opened[0] == now and part is self.open:
            return self.opened[1]
        counts = self._count(asked, f"SELECT * FROM {part.table} WHERE id > {part.watermark:d}")
        if part is self.open:
            self.opened = now, counts
        return counts

    def _plain(self, asked: _Question, part: OpenPart) -> _Question:
        """The question put to the files in one way, however it was asked, so that what was counted is found again."""
        if asked.position >= part.watermark:
            asked = replace(asked, position=END)
        if asked.as_of is not None and asked.as_of >= self._latest():
            asked = replace(asked, as_of=None)
        return asked

    def _latest(self) -> datetime:
        if self.latest is None:
            parts = closed_part.last_month(self.parts)
            self._look(parts)
            self.latest = self._read(closed_part.latest, parts)
        return self.latest

    def _scan(self, asked: _Question) -> Counts:
        parts = closed_part.needed(self.parts, position=asked.position, as_of=asked.as_of)
        self._look(parts)
        columns = schema.columns()
        counted: Counts = self._read(lambda _, parts: self._count(asked, closed_part.relation(parts, columns)), parts)
        return counted

    def _look(self, parts: list[manifest.Part]) -> None:
        if closed_part.made_right(self.duck, parts, now=SystemClock().now()):
            raise _Changed

    def _read(self, read: Any, parts: list[manifest.Part]) -> Any:
        """Read files; when that fails, look at each closely, make again what is not right, begin again."""
        try:
            return read(self.duck, parts)
        except duckdb.Error:
            if repair.verify(now=SystemClock().now()) or manifest.current()[0] != self.parts:
                raise _Changed from None
            raise

    def _count(self, asked: _Question, entries: str) -> Counts:
        """Count over a relation."""
        self.duck.execute(f"CREATE OR REPLACE TEMP VIEW entries AS SELECT * FROM ({entries}){_where(asked)}")
        table = self.duck.sql(_statement(asked.version, asked.start, asked.end, asked.today)).to_arrow_table()
        return Counts(asked.version, table)


def _where(asked: _Question) -> str:
    conditions = [f"id <= {asked.position:d}"] if asked.position < END else []
    if asked.as_of is not None:
        conditions.append(f"occurred_at <= make_timestamptz({closed_part.micros(asked.as_of):d})")
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""


@lru_cache(maxsize=64)
def _statement(version: Version, start: date, end: date, today: date) -> str:
    """A version's expression in DuckDB's SQL, over a relation called `entries`; whole numbers stay whole."""
    expression = compiling.compile_cases(version, compiling.entries(), start=start, end=end, today=today)
    kinds = {figure: expression.schema()[figure] for figure in expression.columns}
    picked = ", ".join(
        name(one)
        if kind.is_string()
        else f"CAST({name(one)} AS {'BIGINT' if kind.is_integer() else 'DECIMAL(38, 10)'}) AS {name(one)}"
        for one, kind in kinds.items()
    )
    return f"SELECT {picked} FROM ({ibis.to_sql(expression, dialect='duckdb')})"
