"""The figures of all units of a level: counted by the engine, beside manual values. Private to the room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from caunoi.core.clock import local_date
from caunoi.core.journal.queries import latest
from caunoi.measures import engine, manual
from caunoi.measures.cubes import Cell, Count, Cube
from caunoi.measures.places import Ground, Part, Spot, as_recorded, on_a_day
from caunoi.measures.rules.definition import Version
from caunoi.measures.rules.formulas import Amount

Figures = Mapping[str, Amount | None]
Typed = dict[str, dict[str, Fraction]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is counted: a version's figures of `[start, end)` for a level, seen at `as_of`, in a geography.

    `ground_on`: the day of the geography; None as recorded.
    """

    version: Version
    level: str
    start: date
    end: date
    as_of: datetime
    ground_on: date | None = None
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted and typed in for every unit, by key. `manual`: which (key, figure) were typed in.

    Formulas are not worked out yet: see `rules.scoring.worked_out`. Whole numbers are int.
    """

    spots: Mapping[str, Spot]
    figures: Mapping[str, Figures]
    manual: frozenset[tuple[str, str]]
    assumed: frozenset[str]
    homeless: Mapping[str, Fraction]
    position: int
    own: frozenset[str] = frozenset()
    """The units for which anything was counted or typed in, beside what counts for every unit."""


@dataclass(frozen=True, slots=True)
class Uncounted:
    """As a cube, for an index of which nothing is counted: everything in it is typed in."""

    position: int
    cells: tuple[Cell, ...] = ()

    def by(self, level: str, *, into: Mapping[UUID, str] | None = None) -> Mapping[str, Mapping[str, Count]]:
        """Nothing."""
        return {}

    def absent(self) -> Mapping[str, Count]:
        """Nothing."""
        return {}


def count(asked: Asked) -> Counted:
    """Every unit of the level with all its figures, those that nothing happened in too."""
    cube = _cube(asked)
    typed = _typed(asked, cube.position)
    if asked.ground_on is None or asked.level == "department":
        found = cube.by(asked.level)
        on = asked.ground_on or local_date(asked.as_of)
        ground = as_recorded(asked.level, on=on, start=asked.start, recorded={*found, *typed})
        sums: Mapping[str, Figures] = found
        assumed: set[str] = set()
        homeless: Mapping[str, Fraction] = {}
    else:
        ground = _ground(cube, asked, typed)
        sums, assumed, homeless = _moved(cube, asked, ground)
        typed = _settled_in(ground, typed, asked)
    nothing: Figures = cube.absent()
    figures = {
        key: {**sums.get(key, nothing), **typed[key]} if key in typed else sums.get(key, nothing)
        for key in ground.spots
    }
    marked = frozenset((key, name) for key, values in typed.items() for name in values)
    own = frozenset({*sums, *typed})
    return Counted(ground.spots, figures, marked, frozenset(assumed), homeless, cube.position, own)


def _cube(asked: Asked) -> Cube | Uncounted:
    if not asked.version.counted:
        newest = latest(1)
        last = newest[0].id if newest else 0
        return Uncounted(last if asked.position is None else min(last, asked.position))
    return engine.cube(
        asked.version, start=asked.start, end=asked.end, today=local_date(asked.as_of), position=asked.position,
        as_of=asked.as_of,
    )  # fmt: skip


def _ground(cube: Cube | Uncounted, asked: Asked, typed: Typed) -> Ground:
    assert asked.ground_on is not None
    recorded = {cell.unit_id for cell in cube.cells if cell.unit_id is not None}
    if asked.level == "commune":
        recorded |= {UUID(key) for key in typed}
    last = local_date(asked.as_of)
    provinces = {cell.province: last for cell in cube.cells if cell.unit_id is None and cell.province}
    return on_a_day(asked.level, on=asked.ground_on, recorded=recorded, provinces=provinces)


def _moved(
    cube: Cube | Uncounted, asked: Asked, ground: Ground
) -> tuple[Mapping[str, Figures], set[str], dict[str, Fraction]]:
    """Sums add through mergers and are shared out by splits; distinct figures go where the largest part went."""
    absent = cube.absent()
    sums: dict[str, dict[str, Count]] = defaultdict(lambda: dict(absent))
    homeless: dict[str, Count] = defaultdict(int)
    assumed: set[str] = set()
    for cell in cube.cells:
        for part in _parts_of(cell, ground):
            share = part.share if part.share != 1 else 1
            into: dict[str, Count] = homeless if part.key is None else sums[part.key]
            for name, number in cell.figures.items():
                into[name] += number * share
            if part.key is not None and not part.sure and any(cell.figures.values()):
                assumed.add(part.key)
    if asked.version.distinct:
        largest = {unit: key for unit, parts in ground.parts.items() if (key := _largest(parts)) is not None}
        for key, found in cube.by(asked.level, into=largest).items():
            for one in asked.version.distinct:
                sums[key][one.id] = found.get(one.id, 0)
    return dict(sums), assumed, {name: Fraction(number) for name, number in homeless.items()}


def _parts_of(cell: Cell, ground: Ground) -> tuple[Part, ...]:
    if cell.unit_id is not None:
        return ground.parts.get(cell.unit_id, ())
    return ground.provinces.get(cell.province, ())


def _largest(parts: tuple[Part, ...]) -> str | None:
    known = [part for part in parts if part.key is not None]
    return max(known, key=lambda part: (part.share, part.key)).key if known else None


def _typed(asked: Asked, position: int) -> Typed:
    """Manual values by recorded key and figure, rolled up over time; no statement when the version has none."""
    if not asked.version.manual:
        return {}
    rows = manual.counting(
        asked.version.index, asked.level, start=asked.start, end=asked.end, as_of=asked.as_of, position=position
    )
    typed: Typed = defaultdict(dict)
    for (key, name), found in rows.items():
        figure = asked.version.figures.get(name)
        if figure is not None and figure.manual is not None:
            typed[key][name] = manual.rolled(figure.roll_up.time, [Fraction(row.value) for row in found])
    return dict(typed)


def _settled_in(ground: Ground, typed: Typed, asked: Asked) -> Typed:
    """Manual values in the geography asked for: of units that became one, rolled up over place."""
    if asked.ground_on is None or asked.level != "commune":
        return typed
    several: dict[str, dict[str, list[Fraction]]] = defaultdict(lambda: defaultdict(list))
    for key, values in sorted(typed.items()):
        now = _largest(ground.parts.get(UUID(key), ())) or key
        for name, number in values.items():
            several[now][name].append(number)
    figures = asked.version.figures
    return {
        key: {name: manual.rolled(figures[name].roll_up.place, numbers) for name, numbers in found.items()}
        for key, found in several.items()
    }
