"""The ranking as a table: each unit with its points, its groups, and this week against last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.urls import reverse

from caunoi.board.indices.question import Question
from caunoi.board.indices.words import part, points
from caunoi.measures.shapes import GradeInfo, GroupInfo, IndexView, Names, UnitScore

PAGE = 50
ORDERS = ("rank", "name", "moved", "gained")


@dataclass(frozen=True, slots=True)
class Row:
    """One unit. `moved`: places won since last week (negative: lost), `gained`: points; None when it is not known."""

    unit: UnitScore
    rank: int
    name: str
    total: Decimal | None
    share: str
    moved: int | None
    gained: Decimal | None
    manual: int
    known: bool
    own: bool
    href: str
    cells: list[tuple[Names, Decimal | None]]
    grade: GradeInfo | None

    @property
    def lost(self) -> int:
        """Places lost since last week."""
        return -(self.moved or 0)


@dataclass(frozen=True, slots=True)
class Pages:
    """One page of a list, as the pagination component takes it."""

    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """A page of the table; `count`: how many units there are in all; `known`: whether anything was counted yet."""

    view: IndexView
    rows: list[Row]
    page: Pages
    count: int
    known: bool
    best: Decimal | None
    middle: Decimal | None
    own: Row | None


def ranking(question: Question, *, order: str, page: int, whole: bool = False) -> Ranking:
    """The units in an order, PAGE at a time (`whole`: all). Two indices are computed, whatever is shown."""
    view = question.view()
    before = question.last_week()
    units = sorted(view.units, key=_order(order, question.info.groups, before))
    pages = max(1, -(-len(units) // PAGE))
    number = min(max(page, 1), pages)
    chosen = units if whole else units[(number - 1) * PAGE : number * PAGE]
    totals = sorted((unit.total for unit in view.units), reverse=True)
    own = next((unit for unit in view.units if is_own(unit, question)), None)
    return Ranking(
        view=view, rows=[_row(unit, before.get(unit.key), question) for unit in chosen], page=Pages(number, pages),
        count=len(units), known=any(measured(unit) for unit in view.units),
        best=points(totals[0]) if totals else None, middle=points(_middle(totals)) if totals else None,
        own=_row(own, before.get(own.key), question) if own else None,
    )  # fmt: skip


def is_own(unit: UnitScore, question: Question) -> bool:
    """Whether it is the officer's own province, commune or agency."""
    place = question.place
    if question.level == "province":
        return unit.key == place.province_code
    agency = place.agency
    return agency is not None and unit.key in (str(agency.unit_id), str(agency.id))


def unit_url(index_id: str, level: str, key: str, end: str = "") -> str:
    """The address of a unit's page; `end` is the day, if it is not today."""
    return reverse("board:index-unit", args=[index_id, level, key]) + end


def _row(unit: UnitScore, before: UnitScore | None, question: Question) -> Row:
    scores = {group.id: group.score for group in unit.groups}
    return Row(
        unit=unit, rank=unit.rank, name=unit.name, total=points(unit.total),
        share=part(unit.total, question.info.max),
        cells=[(group.names, points(scores.get(group.id))) for group in question.info.groups],
        moved=before.rank - unit.rank if before else None,
        gained=points(unit.total - before.total) if before else None,
        manual=sum(one.state == "manual" for group in unit.groups for one in group.indicators),
        known=measured(unit), own=is_own(unit, question),
        href=unit_url(question.info.id, question.level, unit.key, question.day),
        grade=question.info.grade(unit.total) if measured(unit) else None,
    )  # fmt: skip


def measured(unit: UnitScore) -> bool:
    """Whether anything was counted for the unit itself or typed in."""
    return not unit.quiet and any(
        one.state in ("measured", "manual") for group in unit.groups for one in group.indicators
    )


def _middle(totals: list[Fraction]) -> Fraction:
    half = len(totals) // 2
    return totals[half] if len(totals) % 2 else (totals[half - 1] + totals[half]) / 2


def _order(
    order: str, groups: tuple[GroupInfo, ...], before: Mapping[str, UnitScore]
) -> Callable[[UnitScore], tuple[Any, ...]]:
    """What units are sorted by: `rank`, `name`, `moved`, `gained` or a group's id; a minus sign turns it round."""
    name, turned = order.lstrip("-"), order.startswith("-")
    sign = -1 if turned else 1

    def key(unit: UnitScore) -> tuple[Any, ...]:
        then = before.get(unit.key)
        if name == "name":
            return (unit.name, unit.rank)
        if name in ("moved", "gained"):
            won = 0 if then is None else then.rank - unit.rank if name == "moved" else unit.total - then.total
            return (-won * sign, unit.rank, unit.name)
        if name in {group.id for group in groups}:
            return (-next(g.score for g in unit.groups if g.id == name) * sign, unit.rank, unit.name)
        return (unit.rank * sign, unit.name)

    return key
