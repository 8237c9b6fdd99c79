"""Figures of a definition for all units at once: the closed part from files, the open part from PostgreSQL.

    counted = engine.cube(version, start=date(2026, 1, 1), end=date(2027, 1, 1), today=today)
    counted.by("province")["01"]["received"]

One scan counts everything; every level and every geography is rolled up from the cube without another one. Exact at
every moment: the same as `rules.evaluator` reading the journal's entries one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Cell:
    """The counts of one place: the figures that are sums of terms, by name. Distinct figures are not sums: see `by`."""

    province: str
    unit_id: UUID | None
    agency_id: UUID | None
    figures: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Cube:
    """What was counted, up to the journal's `position`. `settled`: nothing at or below it can still appear.

    A snapshot keeps `settled` and asks for that position, then counting again gives the same forever.
    """

    position: int
    settled: int
    cells: tuple[Cell, ...]

    def by(self, level: str, *, into: Mapping[UUID, str] | None = None) -> dict[str, dict[str, int]]:
        """Figures by key: `nation` (""), `province` (code), `unit` or `agency` (UUID as text); distinct figures too.

        `into` says for each unit version recorded which key it counts for (another geography); units that it does not
        name are left out, and `level` says only what the keys are.
        """
        raise NotImplementedError


def cube(
    version: Any,
    *,
    start: date,
    end: date,
    today: date,
    position: int | None = None,
    as_of: datetime | None = None,
) -> Cube:
    """Count all figures of a definition's version for what is dated in `[start, end)`, as seen on `today`.

    `position`: only entries up to it, as the journal stood then. `as_of`: only what had occurred by that moment
    (`occurred_at <= as_of`, aware). Both may be given.
    """
    raise NotImplementedError


def settled_position() -> int:
    """The highest position below which nothing can appear any more; never inside a transaction."""
    raise NotImplementedError
