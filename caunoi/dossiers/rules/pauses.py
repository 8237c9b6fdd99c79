"""How pauses move a deadline. Decree 61/2018/ND-CP art. 19 (to be checked against Decree 118/2025).

A limit does not count while the applicant is waited for (a supplement, a payment) or while settlement is stopped. Then
- `restart`: after a supplement the limit counts anew from complete receipt (art. 19.4);
- `resume`: the office time that passed in the pause is added, exactly. Payments and stops always do that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from caunoi.dossiers.rules.calendars import WorkingCalendar
from caunoi.dossiers.rules.deadlines import due_at, receipt_of

RESTART, RESUME = "restart", "resume"
SUPPLEMENT, PAYMENT, STOP = "supplement", "payment", "stop"


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit in the law's own unit (`working_days`, `calendar_days`, `working_hours`, `same_day`)."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Pause:
    """The limit did not count from `start` to `end`; `kind` is `supplement`, `payment` or `stop`."""

    start: datetime
    end: datetime
    kind: str


def restarts(kind: str, mode: str) -> bool:
    """Whether the limit counts anew after a pause of this kind; only a supplement makes it (art. 19.4)."""
    return kind == SUPPLEMENT and mode == RESTART


def after_pause(due: datetime, pause: Pause, *, limit: Limit, mode: str, calendar: WorkingCalendar) -> datetime:
    """The deadline after a pause that has ended, from the deadline before it.

    A pause of no length changes nothing. Raises ValueError for a pause that ends before it starts, and for an unknown
    mode.
    """
    if pause.end < pause.start:
        raise ValueError("a pause ends after it starts")
    if mode not in (RESTART, RESUME):
        raise ValueError(f"unknown mode of pauses: {mode}")
    if pause.end == pause.start:
        return due
    if restarts(pause.kind, mode):
        return due_at(pause.end, limit.value, limit.unit, calendar)
    return later_by(due, calendar.working_time_between(pause.start, pause.end), calendar)


def later_by(due: datetime, time: timedelta, calendar: WorkingCalendar) -> datetime:
    """The deadline when so much office time is added; itself for none."""
    return calendar.add_working_time(due, time) if time else due


def due_with_pauses(
    received: datetime, pauses: Iterable[Pause], *, limit: Limit, mode: str, calendar: WorkingCalendar
) -> datetime:
    """When a dossier received at `received` is due after all its pauses, in the order of time."""
    due = due_at(received, limit.value, limit.unit, calendar)
    for pause in sorted(pauses, key=lambda p: (p.start, p.end)):
        due = after_pause(due, pause, limit=limit, mode=mode, calendar=calendar)
    return due


def step_due(
    opened: datetime,
    *,
    whole: tuple[datetime, datetime],
    due: datetime,
    share: Decimal,
    calendar: WorkingCalendar,
) -> datetime:
    """By when a step should be done that has `share` of the limit: so much of its office time after it was opened.

    `whole`: receipt and the deadline first set. Never after the dossier's own deadline `due`, unless the step itself
    was opened after that.
    """
    start = receipt_of(opened, calendar)
    by = calendar.add_working_time(start, calendar.working_time_between(*whole) * float(share))
    return max(min(by, due), opened)


def reminder_at(began: datetime, due: datetime, calendar: WorkingCalendar) -> datetime:
    """When three quarters of the office time between `began` and `due` have passed."""
    return calendar.add_working_time(receipt_of(began, calendar), calendar.working_time_between(began, due) * 0.75)


def deadline_passes(due: datetime, calendar: WorkingCalendar) -> datetime:
    """When a dossier that is not settled becomes late: compared by date, so when the due day is over."""
    day = calendar.local(due).replace(hour=0, minute=0, second=0, microsecond=0)
    return day + timedelta(days=1)
