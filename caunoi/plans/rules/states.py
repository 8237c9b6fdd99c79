"""The state of a target on a day, and the projection that says so.

The rule, in words. Let b be the baseline on the day B, v the latest value on the day V, t the target, due on the day D.

- Nothing known by the end of the day asked for (at the latest D): `no_data`. A baseline alone is not a value.
- v reaches t (v >= t when higher is better, v <= t when lower is better): `met`.
- The day asked for is after D: `missed`. What was reached after D does not count.
- Otherwise the straight line from (B, b) through (V, v) is drawn on to D:  p = v + (v - b) * (D - V) / (V - B).
  p reaches t: `on_track`; else `at_risk`. When D - V = 0 no time is left, and p = v.
- There is no line through one point (no baseline, or V <= B): what the first reported value says serves as baseline
  when there is a later one; else p is unknown, and a target that is not reached is `at_risk`.

Nothing is divided by t - b, so a baseline that equals the target (keep it at 100 %) is no special case.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

State = Literal["met", "on_track", "at_risk", "missed", "no_data"]
Reason = Literal["nothing_known", "reached", "too_late", "line_reaches", "line_falls_short", "no_line"]
STATES: tuple[State, ...] = ("met", "on_track", "at_risk", "missed", "no_data")


@dataclass(frozen=True, slots=True)
class Point:
    """What was so on a day."""

    on: date
    value: Fraction


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached, in which direction, by the end of which day, from where."""

    target: Fraction
    due_on: date
    lower_is_better: bool = False
    baseline: Point | None = None

    def reached_by(self, value: Fraction) -> bool:
        """Whether a value is as good as the target."""
        return value <= self.target if self.lower_is_better else value >= self.target


@dataclass(frozen=True, slots=True)
class Verdict:
    """A state, why, the value projected for the due day, the share of the way covered in [0, 1], and the last point
    that it rests on."""

    state: State
    reason: Reason
    projected: Fraction | None = None
    attained: Fraction | None = None
    latest: Point | None = None


def judge(goal: Goal, points: Iterable[Point], *, on: date) -> Verdict:
    """The state at the end of the day `on`. Points may come in any order; of two of a day the last one counts."""
    known = _known(points, until=min(on, goal.due_on))
    if not known:
        return Verdict("no_data", "nothing_known")
    latest = known[-1]
    attained = _attained(goal, latest.value)
    if goal.reached_by(latest.value):
        return Verdict("met", "reached", latest.value, attained, latest)
    if on > goal.due_on:
        return Verdict("missed", "too_late", latest.value, attained, latest)
    projected = project(_start(goal, known), latest, goal.due_on)
    if projected is None:
        return Verdict("at_risk", "no_line", None, attained, latest)
    if goal.reached_by(projected):
        return Verdict("on_track", "line_reaches", projected, attained, latest)
    return Verdict("at_risk", "line_falls_short", projected, attained, latest)


def project(start: Point | None, latest: Point, due_on: date) -> Fraction | None:
    """The value on the due day on the straight line through two points; None when they do not make one."""
    left = (due_on - latest.on).days
    if left <= 0:
        return latest.value
    if start is None or start.on >= latest.on:
        return None
    return latest.value + (latest.value - start.value) * Fraction(left, (latest.on - start.on).days)


def _known(points: Iterable[Point], *, until: date) -> list[Point]:
    by_day = {one.on: one for one in points if one.on <= until}
    return [by_day[day] for day in sorted(by_day)]


def _start(goal: Goal, known: Sequence[Point]) -> Point | None:
    if goal.baseline is not None and goal.baseline.on < known[-1].on:
        return goal.baseline
    return known[0] if len(known) > 1 else None


def _attained(goal: Goal, value: Fraction) -> Fraction | None:
    """The share of the way from the baseline to the target, in [0, 1]; None without a baseline."""
    if goal.baseline is None:
        return Fraction(1) if goal.reached_by(value) else None
    way = goal.target - goal.baseline.value
    if way == 0:
        return Fraction(goal.reached_by(value))
    return min(max((value - goal.baseline.value) / way, Fraction(0)), Fraction(1))
