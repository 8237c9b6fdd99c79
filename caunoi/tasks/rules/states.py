"""The state of a task at any date (Decision 42/2014/QĐ-TTg with Decision 23/2018/QĐ-TTg; Decree 191/2026 art. 24)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction


class State(StrEnum):
    """What is counted. A cancelled task is counted nowhere."""

    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    OPEN_WITHIN = "open_within"
    OPEN_OVERDUE = "open_overdue"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Handing:
    """Work handed in for closing, and what the issuer said: verified, returned, or nothing yet."""

    made_on: date
    decided_on: date | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """What happened to a task, as far as its state depends on it; each list in the order in which it happened."""

    first_due_on: date
    changes: tuple[tuple[date, date], ...] = ()
    """Deadlines set later: (the day it was set, the new deadline)."""
    handings: tuple[Handing, ...] = ()
    cancelled_on: date | None = None


def due_at(course: Course, on: date) -> date:
    """The deadline in force at the end of the day `on`."""
    return next((due for set_on, due in reversed(course.changes) if set_on <= on), course.first_due_on)


def state_at(course: Course, on: date) -> State:
    """The state at the end of the day `on`.

    Done only when the issuer has verified; on time or late by the day on which the verified work was handed in. What
    was handed in within the limit and waits for the issuer does not become overdue: it is not the holder who is late.
    When it is returned, it is as late as if it had never been handed in.
    """
    if course.cancelled_on is not None and course.cancelled_on <= on:
        return State.CANCELLED
    due = due_at(course, on)
    known = [one for one in course.handings if one.made_on <= on]
    last = known[-1] if known else None
    decided = last is not None and last.decided_on is not None and last.decided_on <= on
    if last is None or (decided and not last.verified):
        return State.OPEN_WITHIN if on <= due else State.OPEN_OVERDUE
    if decided:
        return State.DONE_ON_TIME if last.made_on <= due else State.DONE_LATE
    return State.OPEN_WITHIN if last.made_on <= due else State.OPEN_OVERDUE


def overdue_rate(done: int, open_overdue: int) -> Fraction | None:
    """Open overdue / (done + open overdue); None when there is neither.

    Checked with what was published of 2017: 223 / (16,051 + 223) is 1.37 %.
    """
    base = done + open_overdue
    return Fraction(open_overdue, base) if base else None


STEPS = (1, 3, 7)
"""Days before the deadline on which the responsible person is reminded."""


def reminder(*, due_on: date, set_on: date, today: date, told: Iterable[int]) -> int | None:
    """Which reminder of the deadline `due_on` (known since `set_on`) is to be sent today, or None.

    7, 3 or 1: the step whose day has come, once each, the nearest only when some were missed, and none for a day that
    lies before the deadline was set. When it is past: minus the days, so that every day is told once. `told`: what was
    told of this deadline.
    """
    left = (due_on - today).days
    if left < 0:
        return left if left not in set(told) else None
    step = next((step for step in STEPS if left <= step), None)
    if step is None or any(one <= step for one in told) or (due_on - set_on).days < step:
        return None
    return step
