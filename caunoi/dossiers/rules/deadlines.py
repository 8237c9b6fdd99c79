"""When a dossier is due, how much of the limit is left, and whether it was settled on time.

Decree 61/2018/ND-CP art. 16-19 as first issued (Decree 118/2025 replaced it; to be checked against its text).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, Decimal

from caunoi.dossiers.rules.calendars import WorkingCalendar

WORKING_DAYS, CALENDAR_DAYS, WORKING_HOURS, SAME_DAY = "working_days", "calendar_days", "working_hours", "same_day"


@dataclass(frozen=True, slots=True)
class Left:
    """What is left in the limit's unit, negative when late; `state` is `ok`, `soon` or `late`."""

    value: Decimal
    unit: str
    state: str


def receipt_of(moment: datetime, calendar: WorkingCalendar) -> datetime:
    """When something sent at `moment` is received: then, or when the office opens (art. 17)."""
    return calendar.opening(moment)


def due_at(received: datetime, value: Decimal, unit: str, calendar: WorkingCalendar) -> datetime:
    """When a dossier received at `received` is due.

    Day 0 is the day of complete receipt; what comes outside office hours counts from the next opening. A half day ends
    with the morning. A due date on a day off moves to the next working day. `same_day` is the day of receipt, or the
    next working day when received after 15:00. Raises ValueError for an unknown unit or a negative value.
    """
    if value < 0:
        raise ValueError(f"a limit is not negative: {value}")
    start = receipt_of(received, calendar)
    day = calendar.local(start).date()
    if unit == WORKING_HOURS:
        return calendar.add_working_hours(start, value)
    if unit == SAME_DAY:
        return calendar.end_of_day(calendar.add_working_days(day, 1 if calendar.late_in_day(start) else 0))
    if unit == CALENDAR_DAYS:
        days = int(value.to_integral_value(ROUND_CEILING))
        return calendar.end_of_day(calendar.working_day_from(day + timedelta(days=days)))
    if unit == WORKING_DAYS:
        whole = int(value)
        if value == whole:
            return calendar.end_of_day(calendar.add_working_days(day, whole))
        return calendar.end_of_morning(calendar.add_working_days(day, whole + 1))
    raise ValueError(f"unknown unit of a limit: {unit}")


def forward_by(received: datetime, calendar: WorkingCalendar) -> datetime:
    """By when the competent agency has it: the same day, the next working morning if after 15:00 (art. 18.2)."""
    start = receipt_of(received, calendar)
    day = calendar.local(start).date()
    if calendar.late_in_day(start):
        return calendar.end_of_morning(calendar.add_working_days(day, 1))
    return calendar.end_of_day(day)


def on_time(finished: datetime, due: datetime, calendar: WorkingCalendar) -> bool:
    """Whether it was settled early or on the day: compared by date, not by hour."""
    return calendar.local(finished).date() <= calendar.local(due).date()


def left(now: datetime, due: datetime, limit: Decimal, unit: str, calendar: WorkingCalendar) -> Left:
    """How much is left at `now`, in the unit of the law; `soon` is the due day itself or a quarter of the limit."""
    today, last = calendar.local(now).date(), calendar.local(due).date()
    if unit in (WORKING_HOURS, SAME_DAY):
        unit, value = WORKING_HOURS, calendar.working_hours_between(now, due)
    else:
        value = Decimal(_days_left(today, last, unit, calendar))
    if today > last:
        return Left(value, unit, "late")
    soon = today == last or value * 4 <= limit
    return Left(value, unit, "soon" if soon else "ok")


def _days_left(today: date, last: date, unit: str, calendar: WorkingCalendar) -> int:
    if unit == CALENDAR_DAYS:
        return (last - today).days
    return calendar.working_days_between(today, last)
