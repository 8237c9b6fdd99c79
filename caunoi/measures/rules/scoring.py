"""Figures made into points, exactly. Points are rounded only when they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from caunoi.measures.rules.definition import Group, Indicator, Version
from caunoi.measures.rules.formulas import Amount
from caunoi.measures.rules.indicators import points_of
from caunoi.measures.shapes import GroupScore, IndicatorScore, State

_KEPT = 4096
_SCORINGS = 16


def worked_out(version: Version, figures: Mapping[str, Amount | None]) -> dict[str, Amount | None]:
    """All figures of a unit: what was counted or typed in, then the formulas.

    A counted figure that is not given is 0, one typed in that is not given is None (nobody knows it).
    """
    values: dict[str, Amount | None] = {}
    for name, figure in version.figures.items():
        if figure.formula is not None:
            values[name] = figure.formula.run(values)
        else:
            values[name] = figures.get(name, None if figure.manual else 0)
    return values


def score(version: Version, level: str, figures: Mapping[str, Amount | None]) -> tuple[GroupScore, ...]:
    """A unit's points by group. `figures`: what was counted and typed in."""
    return Scoring(version, level).of(figures).groups


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit's points by group, and their sum."""

    groups: tuple[GroupScore, ...]
    total: Fraction


class Scoring:
    """How the units of one level are scored. One thread may fill what another reads: only whole results are kept.

    What the same figures gave before is remembered: from one question to the next most units have the figures that
    they had, and many have the same (none at all). `_KEPT` units at least are remembered, twice as many at most.
    """

    def __init__(self, version: Version, level: str) -> None:
        self.version = version
        self.level = level
        given = {name: figure for name, figure in version.figures.items() if figure.formula is None}
        self._given = list(given)
        self._unknown = [None if figure.manual else 0 for figure in given.values()]
        self._typed = frozenset(one.id for one in version.indicators if version.is_manual(one))
        self._units: dict[tuple[Amount | None, ...], Scored] = {}
        self._earlier: dict[tuple[Amount | None, ...], Scored] = {}
        self._indicators: dict[str, dict[tuple[Amount | None, Amount | None], IndicatorScore]] = {
            one.id: {} for one in version.indicators
        }

    def of(self, figures: Mapping[str, Amount | None]) -> Scored:
        """A unit's points from what was counted and typed in."""
        key = tuple(map(figures.get, self._given, self._unknown))
        units, earlier = self._units, self._earlier
        found = units.get(key)
        if found is None:
            found = earlier.get(key) or self._scored(figures)
            if len(units) >= _KEPT:
                self._units, self._earlier = units, earlier = {}, units
            units[key] = found
        return found

    def _scored(self, figures: Mapping[str, Amount | None]) -> Scored:
        values = worked_out(self.version, figures)
        groups = tuple(self._group(group, values) for group in self.version.groups)
        return Scored(groups, total(groups))

    def _group(self, group: Group, values: Mapping[str, Amount | None]) -> GroupScore:
        scores = tuple(self._indicator(one, values) for one in group.indicators)
        return GroupScore(group.id, group.max, _sum(one.score for one in scores if one.score), scores)

    def _indicator(self, one: Indicator, values: Mapping[str, Amount | None]) -> IndicatorScore:
        n, d = values[one.numerator], values[one.denominator] if one.denominator else None
        kept = self._indicators[one.id]
        found = kept.get((n, d))
        if found is None:
            found = score_indicator(one, self.level, n, d, manual=one.id in self._typed)
            if len(kept) >= _KEPT:
                kept.clear()
            kept[n, d] = found
        return found


_scorings: dict[tuple[str, str, str], Scoring] = {}


def scoring_of(version: Version, level: str) -> Scoring:
    """The scoring of a version's units of a level, with what it remembers."""
    key = version.index, version.digest, level
    found = _scorings.get(key)
    if found is None or found.version is not version:
        if len(_scorings) >= _SCORINGS:
            _scorings.clear()
        found = _scorings[key] = Scoring(version, level)
    return found


def forget() -> None:
    """Drop what was remembered."""
    _scorings.clear()


def _sum(numbers: Iterable[Fraction]) -> Fraction:
    """Their sum, reduced once instead of at each step."""
    n, d = 0, 1
    for one in numbers:
        numerator, denominator = one.as_integer_ratio()
        if denominator == d:
            n += numerator
        else:
            n, d = n * denominator + numerator * d, d * denominator
    return Fraction(n, d)


def total(groups: Iterable[GroupScore]) -> Fraction:
    """The index: the sum of the groups' points."""
    return _sum(group.score for group in groups)


def weighted(version: Version, groups: Iterable[GroupScore]) -> Fraction | None:
    """The index on a scale of 0 to 1: each group's weight times its part of its maximum; None without weights."""
    by_id = {group.id: group for group in groups}
    parts = [
        group.weight * by_id[group.id].score / group.max if group.max else Fraction(0)
        for group in version.groups
        if group.weight is not None
    ]
    return sum(parts, Fraction(0)) if parts else None


def grade(version: Version, points: Fraction) -> str:
    """The id of the grade that a total has; empty when the definition names none for it."""
    return next((one.id for one in version.grades if points >= one.at), "")


def score_indicator(
    indicator: Indicator, level: str, n: Amount | None, d: Amount | None, *, manual: bool
) -> IndicatorScore:
    """One indicator's points from its numerator and denominator (None: not known, or it has none)."""
    if not indicator.denominator:
        d = None
    ratio = Fraction(n, d) if n is not None and d else None
    state, points = _points(indicator, level, n, d, ratio)
    shown = "manual" if manual and state == "measured" else state
    return IndicatorScore(indicator.id, indicator.max, _exact(points), _exact(n), _exact(d), ratio, shown)


def _exact(number: Amount | None) -> Fraction | None:
    return None if number is None else Fraction(number)


def _points(
    indicator: Indicator, level: str, n: Amount | None, d: Amount | None, ratio: Fraction | None
) -> tuple[State, Amount | None]:
    if level in indicator.not_applicable:
        full = indicator.not_applicable[level] == "full"
        return "not_applicable", indicator.max if full else Fraction(0)
    if n is None or (indicator.denominator and d is None):
        return "no_data", None
    if indicator.denominator and d == 0:
        return "zero", {"full": indicator.max, "zero": Fraction(0), "none": None}[indicator.zero]
    if not indicator.max:
        return "measured", None
    found = points_of(indicator, n, d, ratio)
    if found is None:
        return "no_data", None
    return "measured", min(max(found, 0), indicator.max)
