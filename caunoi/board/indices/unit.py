"""One unit's points: groups, indicators, and the page of one indicator down to its figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.urls import reverse
from django.utils.functional import Promise

from caunoi.board.indices.words import STATES, part, points
from caunoi.measures.shapes import (
    Explanation,
    FigureExplained,
    GroupInfo,
    IndexInfo,
    IndicatorInfo,
    IndicatorScore,
    Names,
    UnitScore,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator as a line. `lost`: the points that are missing, `ratio` its share for people who read per cent."""

    info: IndicatorInfo
    score: IndicatorScore
    points: Decimal | None
    most: Decimal | None
    lost: Decimal | None
    part: str
    state: Promise
    href: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group with its lines."""

    info: GroupInfo
    points: Decimal | None
    most: Decimal | None
    part: str
    lines: list[Line]


def groups_of(unit: UnitScore, info: IndexInfo, *, level: str, end: str) -> list[Group]:
    """The unit's groups in the definition's order; `end` is the day in the addresses."""
    scored = {group.id: group for group in unit.groups}
    found = []
    for group in info.groups:
        score = scored[group.id]
        each = {one.id: one for one in score.indicators}
        lines = [_line(one, each[one.id], info.id, level, unit.key, end) for one in group.indicators]
        found.append(Group(group, points(score.score), points(score.max), part(score.score, score.max), lines))
    return found


def _line(info: IndicatorInfo, score: IndicatorScore, index_id: str, level: str, key: str, end: str) -> Line:
    return Line(
        info=info, score=score, points=points(score.score), most=points(score.max),
        lost=points(score.max - (score.score or Fraction(0))), part=part(score.score, score.max),
        state=STATES[score.state], href=reverse("board:index-indicator", args=[index_id, level, key, info.id]) + end,
    )  # fmt: skip


def group_of(info: IndexInfo, group_id: str) -> GroupInfo:
    """A group by its id. Raises KeyError."""
    return {group.id: group for group in info.groups}[group_id]


def indicator_names(info: IndexInfo) -> dict[str, Names]:
    """Every indicator's names."""
    return {one.id: one.names for group in info.groups for one in group.indicators}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of an explanation, with what it is in the formula: `n`, `d` or nothing; `href`: the dossiers."""

    figure: FigureExplained
    letter: str
    side: str
    href: str


def figures_of(found: Explanation, base: str, end: str) -> list[Figure]:
    """The figures, numerator and denominator first. `base`: the indicator's address without the day."""
    sides = {found.numerator: ("n", "numerator"), found.denominator: ("d", "denominator")}
    joined = f"{end}&" if end else "?"
    made = []
    for figure in found.figures:
        letter, side = sides.get(figure.id, ("", ""))
        href = f"{base}dossiers/{joined}side={side}" if side in found.behind else ""
        made.append(Figure(figure, letter, side, href))
    return made
