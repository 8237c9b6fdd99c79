"""What to do first, how it went, and how two units stand beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from caunoi.core.clock import VIETNAM, local_date
from caunoi.measures import behind
from caunoi.measures.errors import TooManyPoints
from caunoi.measures.figures import count
from caunoi.measures.queries.index import asking, index, one_of, view
from caunoi.measures.rules.definition import Group, Indicator, Version
from caunoi.measures.rules.scoring import score_indicator
from caunoi.measures.shapes import (
    Comparison,
    Difference,
    Fix,
    IndicatorScore,
    Level,
    TrendPoint,
)

WEEK = timedelta(days=7)
MOST_POINTS = 60
Gained = Callable[[int], Fraction]


def fix_first(index_id: str, *, level: Level | str, key: str, as_of: datetime, now: datetime) -> list[Fix]:
    """The indicators where points are cheapest to win, by points per dossier.

    For each: how many more in the numerator, of those that the denominator has, give the most points for each of them
    (all the points that are missing, or the next step of a stepwise score). Manual figures are left out: no work on
    dossiers changes them. Raises UnknownUnit and what `index` raises.
    """
    asked = asking(index_id, level=level, as_of=as_of, now=now)
    counted = count(asked)
    unit = one_of(view(asked, counted, geography="as_recorded", now=now, province=None), key)
    fixes = [
        fix
        for group in asked.version.groups
        for one in group.indicators
        for fix in [_fix(asked.version, level, group, one, unit.indicator(one.id))]
        if fix is not None
    ]
    return sorted(fixes, key=lambda fix: (-fix.points_per_subject, -fix.points_to_win, fix.indicator))


def trend(
    index_id: str, *, level: Level | str, key: str, until: datetime, points: int | Sequence[date], now: datetime
) -> list[TrendPoint]:
    """A unit's total and rank at the end of each of `points` days: the last ones, a week apart, or those given.

    The last of a number of points is `until` itself; all are counted from 1 January of their own year. Raises
    TooManyPoints (60), UnknownUnit and what `index` raises.
    """
    moments = list(_moments(until, points))
    if not 0 < len(moments) <= MOST_POINTS:
        raise TooManyPoints(most=MOST_POINTS)
    found = []
    for moment in moments:
        unit = one_of(index(index_id, level=level, as_of=moment, now=now), key)
        groups = {group.id: group.score for group in unit.groups}
        found.append(TrendPoint(local_date(moment), unit.total, unit.rank, groups))
    return found


def compare(index_id: str, *, level: Level | str, key: str, other: str, as_of: datetime, now: datetime) -> Comparison:
    """Two units of one level, indicator by indicator, the widest gaps first. Raises UnknownUnit."""
    asked = asking(index_id, level=level, as_of=as_of, now=now)
    found = view(asked, count(asked), geography="as_recorded", now=now, province=None)
    one, two = one_of(found, key), one_of(found, other)
    differences = [
        Difference(group.id, each.id, each.names, mine, theirs, _points(mine) - _points(theirs))
        for group in asked.version.groups
        for each in group.indicators
        for mine, theirs in [(one.indicator(each.id), two.indicator(each.id))]
    ]
    return Comparison(one, two, tuple(sorted(differences, key=lambda d: (-abs(d.gap), d.indicator))))


def _points(one: IndicatorScore) -> Fraction:
    return one.score if one.score is not None else Fraction(0)


def _moments(until: datetime, points: int | Sequence[date]) -> Iterator[datetime]:
    if isinstance(points, int):
        yield from (until - WEEK * back for back in reversed(range(min(points, MOST_POINTS + 1))))
        return
    for day in sorted(points):
        end = datetime.combine(day, time.max, VIETNAM)
        yield min(end, until)


def _fix(version: Version, level: str, group: Group, one: Indicator, now: IndicatorScore) -> Fix | None:
    if one.max == 0 or now.state != "measured" or now.numerator is None or version.is_manual(one):
        return None
    before = _points(now)
    room = _room(one, now)
    if before >= one.max or room <= 0:
        return None

    def gained(more: int) -> Fraction:
        n = (now.numerator or Fraction(0)) + _sign(one) * more
        return _points(score_indicator(one, level, n, now.denominator, manual=False)) - before

    best = _cheapest(gained, room, one)
    if best is None:
        return None
    needed, points = best
    return Fix(group.id, one.id, one.names, points, needed, points / needed, _kind(version, one))


def _cheapest(gained: Gained, room: int, one: Indicator) -> tuple[int, Fraction] | None:
    """Of all there is to win, and for a stepwise score of each next step, what gives the most for each subject."""
    targets = [gained(room)]
    if one.steps:
        known = sorted({step.points for step in one.steps})
        targets += [points for points in (step - known[0] for step in known) if 0 < points < targets[0]]
    options = []
    for target in (each for each in targets if each > 0):
        needed = _least(gained, target, room)
        options.append((needed, gained(needed)))
    return max(options, key=lambda option: (option[1] / option[0], option[1])) if options else None


def _least(gained: Gained, target: Fraction, room: int) -> int:
    """The smallest number that wins the target; scores never fall as the number grows (checked on load)."""
    low, high = 1, room
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if gained(middle) >= target else (middle + 1, high)
    return low


def _room(one: Indicator, now: IndicatorScore) -> int:
    """How many more (or fewer, where lower is better) the numerator can have."""
    n, d = now.numerator or Fraction(0), now.denominator
    if one.direction == "lower":
        return int(n)
    return int(d - n) if d is not None and one.share else 1_000_000


def _sign(one: Indicator) -> int:
    return -1 if one.direction == "lower" else 1


def _kind(version: Version, one: Indicator) -> str:
    figure = version.figures[one.numerator]
    return figure.distinct or behind.subject_kind(version, one.numerator) or ""
