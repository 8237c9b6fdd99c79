"""Which days and hours an office works. Values come dated, with their reference, from `data/calendars`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The spans of a working day, in order, as local times; `hours_a_day` turns hours into days."""

    start: date
    spans: tuple[tuple[time, time], ...]
    hours_a_day: Decimal


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Working days and hours of one country.

    `holidays` is asked with `in` for a date. Settings that changed over time are lists in order of their start.
    """

    zone: ZoneInfo
    weekends: tuple[tuple[date, frozenset[int]], ...]
    hours: tuple[OfficeHours, ...]
    same_day_until: tuple[tuple[date, time], ...]
    days_off: frozenset[date]
    working_days: frozenset[date]
    holidays: Any = field(repr=False)

    def is_working_day(self, day: date) -> bool:
        """Whether the office works on `day`: swapped working days win over weekends and holidays."""
        if day in self.working_days:
            return True
        if day in self.days_off or day.weekday() in _at(self.weekends, day):
            return False
        return not bool(day in self.holidays)

    def working_day_from(self, day: date) -> date:
        """`day` itself, or the next working day."""
        while not self.is_working_day(day):
            day += _DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, which is day 0; `day` itself moved to a working day for 0."""
        day = self.working_day_from(day)
        for _ in range(count):
            day = self.working_day_from(day + _DAY)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days in `(start, end]`; negative when `end` is before `start`."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(self.is_working_day(start + _DAY * n) for n in range(1, (end - start).days + 1))

    def hours_of(self, day: date) -> OfficeHours:
        """The office hours in force on `day`."""
        index = max(bisect_right([h.start for h in self.hours], day) - 1, 0)
        return self.hours[index]

    def spans(self, day: date) -> list[tuple[datetime, datetime]]:
        """The office's spans on `day`, as aware times; none on a day off."""
        if not self.is_working_day(day):
            return []
        return [(self._moment(day, a), self._moment(day, b)) for a, b in self.hours_of(day).spans]

    def opening(self, moment: datetime) -> datetime:
        """`moment` when the office is open then, otherwise when it opens next."""
        for start, end in self._spans_from(moment):
            if moment < end:
                return max(moment, start)
        raise AssertionError("unreachable: there is always another working day")

    def end_of_day(self, day: date) -> datetime:
        """When the office closes on the working day `day`."""
        return self._moment(day, self.hours_of(day).spans[-1][1])

    def end_of_morning(self, day: date) -> datetime:
        """When the first span of the working day `day` ends."""
        return self._moment(day, self.hours_of(day).spans[0][1])

    def add_working_hours(self, moment: datetime, hours: Decimal) -> datetime:
        """The moment by which `hours` of office time have passed since `moment`."""
        return self.add_working_time(moment, timedelta(seconds=float(hours * 3600)))

    def add_working_time(self, moment: datetime, left: timedelta) -> datetime:
        """The moment by which so much office time has passed since `moment`, exactly; the next opening for none."""
        for start, end in self._spans_from(moment):
            start = max(start, moment)
            if end > start and end - start >= left:
                return start + left
            left -= max(end - start, timedelta(0))
        raise AssertionError("unreachable: there is always another working day")

    def working_hours_between(self, start: datetime, end: datetime) -> Decimal:
        """Office hours from `start` to `end`, to the minute; negative when `end` is before `start`."""
        if end < start:
            return -self.working_hours_between(end, start)
        total = self.working_time_between(start, end)
        return (Decimal(int(total.total_seconds() // 60)) / 60).quantize(Decimal("0.01"))

    def working_time_between(self, start: datetime, end: datetime) -> timedelta:
        """Office time from `start` to `end`, exactly; none when `end` is before `start`."""
        total = timedelta(0)
        day, last = self.local(start).date(), self.local(end).date()
        while day <= last:
            total += sum((max(min(b, end) - max(a, start), timedelta(0)) for a, b in self.spans(day)), timedelta(0))
            day += _DAY
        return total

    def late_in_day(self, moment: datetime) -> bool:
        """Whether what arrives at `moment` counts for the next working day (received after 15:00)."""
        local = self.local(moment)
        return bool(local.time() > _at(self.same_day_until, local.date()))

    def local(self, moment: datetime) -> datetime:
        """`moment` in the calendar's time zone."""
        return moment.astimezone(self.zone)

    def _moment(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, tzinfo=self.zone)

    def _spans_from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        day = self.local(moment).date()
        while True:
            yield from self.spans(day)
            day += _DAY


def _at(dated: Iterable[tuple[date, Any]], day: date) -> Any:
    """The value in force on `day`: the last that began by then, the first one before that."""
    values = list(dated)
    began = [value for start, value in values if start <= day]
    return began[-1] if began else values[0][1]


def calendar_from(data: Mapping[str, Any], *, holidays: Any, zone: ZoneInfo) -> WorkingCalendar:
    """A calendar from a file of `data/calendars`. Raises ValueError when a date is both a day off and a working day."""
    off = frozenset(date.fromisoformat(row["date"]) for row in data["days_off"])
    worked = frozenset(date.fromisoformat(row["date"]) for row in data["working_days"])
    if off & worked:
        raise ValueError(f"both a day off and a working day: {sorted(off & worked)}")
    return WorkingCalendar(
        zone=zone,
        weekends=tuple((_start(row), frozenset(row["days"])) for row in data["weekend"]),
        hours=tuple(
            OfficeHours(
                _start(row),
                tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in row["spans"]),
                Decimal(row["hours_a_day"]),
            )
            for row in data["hours"]
        ),
        same_day_until=tuple((_start(row), time.fromisoformat(row["time"])) for row in data["same_day_until"]),
        days_off=off,
        working_days=worked,
        holidays=holidays,
    )


def _start(row: Mapping[str, Any]) -> date:
    return date.fromisoformat(row["from"])
