"""The grid that a form sent, and what a button does to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from caunoi.core.decisions import Grid, GridColumn
from caunoi.desk.tables.cells import ANYTHING, NUMBERS, typed_test, typed_value
from caunoi.desk.tables.place import Place

MOST_CELLS, MOST_COLUMNS, MOST_ROWS = 720, 10, 120
"""A form has at most a thousand boxes; a larger table is worked on as a file."""
KINDS = ("string", "number", "boolean")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Done:
    """The grid after a button, and the control that the visitor goes on from."""

    grid: Grid
    focus: str = ""


def size(grid: Grid) -> int:
    """How many cells the grid has."""
    return len(grid.rows) * len(grid.columns)


def sent(given: Mapping[str, str], place: Place) -> Grid:
    """The grid as the page has it, saved or not."""
    inputs = tuple(_input(given, n, place) for n in range(_count(given, "inputs", MOST_COLUMNS)))
    outputs = tuple(_output(given, n) for n in range(_count(given, "outputs", MOST_COLUMNS)))
    rows = tuple(_row(given, n, inputs, outputs, place) for n in range(_count(given, "rows", MOST_ROWS)))
    policy = "FIRST" if given.get("policy") == "FIRST" else "UNIQUE"
    return Grid(place.code, place.name, policy, inputs, outputs, rows)


def acted(grid: Grid, act: str, given: Mapping[str, str], place: Place) -> Done | None:
    """What the button named `act` makes of the grid (`row:up:3`, `in:add`); None: no such button, or no room."""
    what, _colon, rest = act.partition(":")
    deed, _colon, number = rest.partition(":")
    at = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
    match what:
        case "row":
            return _rows(grid, deed, at)
        case "in":
            return _inputs(grid, deed, at, given, place)
        case "out":
            return _outputs(grid, deed, at, place)
    return None


def _count(given: Mapping[str, str], name: str, most: int) -> int:
    text = given.get(name, "")
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def _said(given: Mapping[str, str], name: str, longest: int = 200) -> str:
    return _CONTROL.sub(" ", given.get(name, ""))[:longest].strip()


def _input(given: Mapping[str, str], n: int, place: Place) -> GridColumn:
    """A column; one that asks another question than before takes that question's label, kind and bounds."""
    name, before = _said(given, f"in{n}.name", 80), given.get(f"in{n}.was", "")
    chosen = place.question(name)
    if chosen and name != before:
        return chosen.column()
    kind = chosen.kind if chosen else _kind(given.get(f"in{n}.kind", ""))
    column = GridColumn(name, kind, chosen.label if chosen else _said(given, f"in{n}.label"))
    allowed = typed_test(_said(given, f"in{n}.allowed", 1000), column, place.words(name))
    return replace(column, allowed="" if allowed == ANYTHING else allowed)


def _output(given: Mapping[str, str], n: int) -> GridColumn:
    return GridColumn(
        _said(given, f"out{n}.name", 60), _kind(given.get(f"out{n}.kind", "")), _said(given, f"out{n}.label")
    )


def _kind(kind: str) -> str:
    return kind if kind in KINDS else "number" if kind in NUMBERS else "string"


def _row(
    given: Mapping[str, str], n: int, inputs: tuple[GridColumn, ...], outputs: tuple[GridColumn, ...], place: Place
) -> tuple[str, ...]:
    cells = [_said(given, f"c{n}.{m}", 500) for m in range(len(inputs) + len(outputs))]
    tests = [typed_test(cells[m], column, place.words(column.name)) for m, column in enumerate(inputs)]
    values = [
        typed_value(cells[len(inputs) + m], column, money=column.name in place.money)
        for m, column in enumerate(outputs)
    ]
    return (*tests, *values)


def _rows(grid: Grid, deed: str, at: int) -> Done | None:
    rows = list(grid.rows)
    if deed == "add":
        rows.append((*[ANYTHING] * len(grid.inputs), *[""] * len(grid.outputs)))
        if len(rows) > MOST_ROWS or len(rows) * len(grid.columns) > MOST_CELLS:
            return None
        return Done(replace(grid, rows=tuple(rows)), f"c{len(rows) - 1}.0")
    if at >= len(rows):
        return None
    if deed == "drop":
        del rows[at]
        return Done(replace(grid, rows=tuple(rows)), f"c{min(at, len(rows) - 1)}.0" if rows else "row-add")
    to = _to(deed, at, len(rows))
    if to is None:
        return None
    rows.insert(to, rows.pop(at))
    ends = (deed == "up" and to == 0) or (deed == "down" and to == len(rows) - 1)
    other = "down" if deed == "up" else "up"
    return Done(replace(grid, rows=tuple(rows)), f"row-{other if ends else deed}-{to}")


def _inputs(grid: Grid, deed: str, at: int, given: Mapping[str, str], place: Place) -> Done | None:
    columns = list(grid.inputs)
    if deed == "add":
        chosen = place.question(given.get("new_input", ""))
        if chosen is None or len(columns) == MOST_COLUMNS or size(grid) + len(grid.rows) > MOST_CELLS:
            return None
        rows = tuple((*row[: len(columns)], ANYTHING, *row[len(columns) :]) for row in grid.rows)
        return Done(replace(grid, inputs=(*columns, chosen.column()), rows=rows), f"in{len(columns)}.name")
    order = _order(deed, at, len(columns))
    if order is None:
        return None
    moved = replace(grid, inputs=tuple(columns[n] for n in order), rows=_by(grid, [*order, *_after(grid)]))
    return Done(moved, _column_focus("in", deed, at, len(order)))


def _outputs(grid: Grid, deed: str, at: int, place: Place) -> Done | None:
    columns, before = list(grid.outputs), len(grid.inputs)
    if deed == "add":
        if len(columns) == MOST_COLUMNS or size(grid) + len(grid.rows) > MOST_CELLS:
            return None
        rows = tuple((*row, "") for row in grid.rows)
        return Done(replace(grid, outputs=(*columns, GridColumn("")), rows=rows), f"out{len(columns)}.label")
    order = _order(deed, at, len(columns))
    if order is None or (deed == "drop" and place.fixed(columns[at])):
        return None
    kept = [*range(before), *(before + n for n in order)]
    moved = replace(grid, outputs=tuple(columns[n] for n in order), rows=_by(grid, kept))
    return Done(moved, _column_focus("out", deed, at, len(order)))


def _after(grid: Grid) -> range:
    return range(len(grid.inputs), len(grid.columns))


def _by(grid: Grid, order: list[int]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row[n] for n in order) for row in grid.rows)


def _order(deed: str, at: int, count: int) -> list[int] | None:
    """Which column stands where after one was moved or dropped."""
    order = list(range(count))
    if at >= count:
        return None
    if deed == "drop":
        return [n for n in order if n != at]
    to = _to(deed, at, count)
    if to is None:
        return None
    order.insert(to, order.pop(at))
    return order


def _to(deed: str, at: int, count: int) -> int | None:
    to = {"up": at - 1, "down": at + 1}.get(deed, -1)
    return to if 0 <= to < count else None


def _column_focus(side: str, deed: str, at: int, left: int) -> str:
    if deed == "drop":
        part = "name" if side == "in" else "label"
        return f"{side}{min(at, left - 1)}.{part}" if left else f"{side}-add"
    to = at - 1 if deed == "up" else at + 1
    ends = (deed == "up" and to == 0) or (deed == "down" and to == left - 1)
    return f"{side}-{ ({'up': 'down', 'down': 'up'}[deed] if ends else deed) }-{to}"
