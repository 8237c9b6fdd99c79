"""What to do first, how it went, and how two units stand beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from caunoi.measures.shapes import Comparison, Fix, Level, TrendPoint


def fix_first(index_id: str, *, level: Level | str, key: str, as_of: datetime, now: datetime) -> list[Fix]:
    """The indicators where points are cheapest to win, by points per dossier."""
    raise NotImplementedError


def trend(
    index_id: str, *, level: Level | str, key: str, until: datetime, points: int | Sequence[date], now: datetime
) -> list[TrendPoint]:
    """A unit's total and rank at the end of each of `points` days: the last ones, a week apart, or those given."""
    raise NotImplementedError


def compare(index_id: str, *, level: Level | str, key: str, other: str, as_of: datetime, now: datetime) -> Comparison:
    """Two units of one level, indicator by indicator, the widest gaps first."""
    raise NotImplementedError
