"""Indices for all units of a level in one go. They hold no personal data and are for everyone."""

from __future__ import annotations

from datetime import date, datetime

from caunoi.measures.shapes import Geography, IndexInfo, IndexView, Level, UnitScore


def indices(*, on: date) -> list[IndexInfo]:
    """Every index in the version in force on a date, by id."""
    raise NotImplementedError


def index_info(index_id: str, *, on: date) -> IndexInfo:
    """One index in the version in force on a date. Raises UnknownIndex, NotDefinedYet."""
    raise NotImplementedError


def index(
    index_id: str,
    *,
    level: Level | str,
    as_of: datetime,
    now: datetime,
    start: date | None = None,
    geography: Geography | str = "as_recorded",
    geography_on: date | None = None,
    province: str | None = None,
) -> IndexView:
    """All units of a level, the best first: what is dated from `start` (default 1 January) up to the day of `as_of`.

    Only what happened up to `as_of` counts. `geography`: `as_recorded` (the unit versions that the entries name),
    `as_of` (those of the day `geography_on`, by default the day of `as_of`) or `today` (those of the day of `now`):
    counts add through mergers and are shared out by splits; ratios and ranks are computed anew. `province` (a code)
    narrows to its units, which are then ranked among themselves. A unit without anything is there too. The number of
    statements does not depend on the number of units. Raises UnknownIndex, UnknownLevel, NotDefinedYet, EmptyPeriod.
    """
    raise NotImplementedError


def unit_score(
    index_id: str,
    *,
    level: Level | str,
    key: str,
    as_of: datetime,
    now: datetime,
    start: date | None = None,
    geography: Geography | str = "as_recorded",
) -> UnitScore:
    """One unit, with its rank among all of its level. Raises UnknownUnit and what `index` raises."""
    raise NotImplementedError
