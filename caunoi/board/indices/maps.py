"""The ranking on a map: provinces by colour, communes as points. The table stands behind it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from caunoi.board.indices.question import Question
from caunoi.board.indices.ranking import Ranking, measured, unit_url
from caunoi.board.indices.words import points
from caunoi.measures.shapes import UnitScore
from caunoi.ui.formats import number
from caunoi.ui.maps import Drawing, Mark, drawing
from caunoi.units import queries as units

SHADES = 5


@dataclass(frozen=True, slots=True)
class Shade:
    """One colour of the legend: from the palest (1) to the darkest, with the points that it stands for."""

    number: int
    least: str
    most: str
    count: int


@dataclass(frozen=True, slots=True)
class MapView:
    """The map with its legend; `unplaced` units have no known coordinates."""

    drawing: Drawing
    legend: list[Shade]
    unplaced: int


def of(question: Question, ranking: Ranking) -> MapView:
    """Provinces shaded by their points; or the communes of one province as points."""
    scored = list(ranking.view.units)
    shades = _shades(scored)
    legend = _legend(scored, shades)
    if question.level == "province":
        areas = {unit.code: _said(unit, shades, question) for unit in scored}
        return MapView(drawing(reverse("units:boundaries"), areas=areas), legend, 0)
    placed = _points(scored, shades, question) if question.province else []
    drawn = drawing(reverse("units:boundaries"), points=placed, focus=question.province)
    return MapView(drawn, legend, len(scored) - len(placed))


def _points(scored: list[UnitScore], shades: dict[str, int], question: Question) -> list[tuple[float, float, Mark]]:
    if question.level != "commune":
        return []
    where = units.units([UUID(unit.key) for unit in scored])
    found = []
    for unit in scored:
        place = where.get(UUID(unit.key))
        if place is not None and place.lat is not None and place.lon is not None:
            found.append((place.lat, place.lon, _said(unit, shades, question)))
    return found


def _said(unit: UnitScore, shades: dict[str, int], question: Question) -> Mark:
    said = f"{unit.rank}. {unit.name}: {number(points(unit.total), 2)}"
    return Mark(said, shades[unit.key], unit_url(question.info.id, question.level, unit.key, question.day))


def _shades(scored: list[UnitScore]) -> dict[str, int]:
    """A fifth of the units that have figures in each shade, by how many stand below; 0 for those that have none."""
    totals = sorted(unit.total for unit in scored if measured(unit))
    found = {}
    for unit in scored:
        below = bisect_left(totals, unit.total)
        found[unit.key] = 1 + below * SHADES // len(totals) if measured(unit) else 0
    return found


def _legend(scored: list[UnitScore], shades: dict[str, int]) -> list[Shade]:
    legend = []
    for shade in range(SHADES, 0, -1):  # units without figures have no colour
        totals = [unit.total for unit in scored if shades[unit.key] == shade]
        if totals:
            least, most = number(points(min(totals)), 2), number(points(max(totals)), 2)
            legend.append(Shade(shade, least, most, len(totals)))
    return legend
