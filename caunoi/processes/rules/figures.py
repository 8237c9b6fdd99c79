"""Small statistics and working hours. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo

_SPANS = ((8, 12), (13, 17))
"""The hours of a working day, Monday to Friday; public holidays are not known here."""


def quantile(values: Sequence[float], part: float) -> float | None:
    """The value below which `part` of the values lie, between two values in proportion (as SQL's percentile_cont)."""
    if not values:
        return None
    ordered = sorted(values)
    at = part * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def working_hours(start: datetime, end: datetime, zone: tzinfo) -> float:
    """The hours between two moments that lie in working time."""
    first, last = start.astimezone(zone), end.astimezone(zone)
    if last <= first:
        return 0.0
    days = (last.date() - first.date()).days
    if days == 0:
        return _within(first.date(), first, last, zone)
    between = sum(8.0 for n in range(1, days) if (first.date() + timedelta(days=n)).weekday() < 5)
    return _within(first.date(), first, None, zone) + between + _within(last.date(), None, last, zone)


def _within(day: date, start: datetime | None, end: datetime | None, zone: tzinfo) -> float:
    if day.weekday() > 4:
        return 0.0
    total = 0.0
    for begins, ends in _SPANS:
        low = datetime(day.year, day.month, day.day, begins, tzinfo=zone)
        high = datetime(day.year, day.month, day.day, ends, tzinfo=zone)
        low, high = max(low, start or low), min(high, end or high)
        total += max(0.0, (high - low).total_seconds() / 3600)
    return total


def working_days(start: date, end: date) -> list[int]:
    """How many Mondays, Tuesdays ... Fridays lie in `[start, end)`."""
    count = [0] * 5
    for n in range((end - start).days):
        weekday = (start + timedelta(days=n)).weekday()
        if weekday < 5:
            count[weekday] += 1
    return count
