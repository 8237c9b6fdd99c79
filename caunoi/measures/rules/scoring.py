"""Figures made into points, exactly. Points are rounded only when they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from caunoi.measures.rules import formulas
from caunoi.measures.rules.definition import Group, Indicator, Version
from caunoi.measures.rules.indicators import points_of
from caunoi.measures.shapes import GroupScore, IndicatorScore, State


def worked_out(version: Version, figures: Mapping[str, Fraction | None]) -> dict[str, Fraction | None]:
    """All figures of a unit: what was counted or typed in, then the formulas.

    A counted figure that is not given is 0, one typed in that is not given is None (nobody knows it).
    """
    values: dict[str, Fraction | None] = {}
    for name, figure in version.figures.items():
        if figure.formula is not None:
            values[name] = formulas.value(figure.formula, values)
        else:
            values[name] = figures.get(name, None if figure.manual else Fraction(0))
    return values


def score(version: Version, level: str, figures: Mapping[str, Fraction | None]) -> tuple[GroupScore, ...]:
    """A unit's points by group. `figures`: what was counted and typed in."""
    return Scoring(version, level).of(worked_out(version, figures))


@dataclass(frozen=True, slots=True)
class Scoring:
    """How the units of one level are scored: what does not depend on the unit is looked up once for all of them."""

    version: Version
    level: str
    typed: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        indicators = (one for group in self.version.groups for one in group.indicators)
        typed = frozenset(one.id for one in indicators if self.version.is_manual(one))
        object.__setattr__(self, "typed", typed)

    def of(self, values: Mapping[str, Fraction | None]) -> tuple[GroupScore, ...]:
        """A unit's points by group, from all its figures, formulas worked out."""
        return tuple(self._group(group, values) for group in self.version.groups)

    def _group(self, group: Group, values: Mapping[str, Fraction | None]) -> GroupScore:
        scores = tuple(
            score_indicator(
                one, self.level, values[one.numerator], values[one.denominator] if one.denominator else None,
                manual=one.id in self.typed,
            )
            for one in group.indicators
        )  # fmt: skip
        return GroupScore(group.id, group.max, sum((one.score for one in scores if one.score), Fraction(0)), scores)


def total(groups: Iterable[GroupScore]) -> Fraction:
    """The index: the sum of the groups' points."""
    return sum((group.score for group in groups), Fraction(0))


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
    indicator: Indicator, level: str, n: Fraction | None, d: Fraction | None, *, manual: bool
) -> IndicatorScore:
    """One indicator's points from its numerator and denominator (None: not known, or it has none)."""
    has_denominator = bool(indicator.denominator)
    ratio = n / d if n is not None and d else None
    state, points = _points(indicator, level, n, d if has_denominator else None, ratio)
    shown = "manual" if manual and state == "measured" else state
    return IndicatorScore(indicator.id, indicator.max, points, n, d if has_denominator else None, ratio, shown)


def _points(
    indicator: Indicator, level: str, n: Fraction | None, d: Fraction | None, ratio: Fraction | None
) -> tuple[State, Fraction | None]:
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
    return "measured", min(max(found, Fraction(0)), indicator.max)
