"""The grid for its template: columns with their words, cells with what is wrong beside them, what a try gave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caunoi.core.decisions import (
    Grid,
    GridColumn,
    Slip,
    Table,
    TableInvalid,
    Value,
    grid_slips,
    matching,
    read_table,
    write_grid,
)
from caunoi.core.errors import Problem
from caunoi.desk.tables.cells import NUMBERS, looks_grouped, shown_test, shown_value
from caunoi.desk.tables.place import Place, Question
from caunoi.ui import formats

KIND_WORDS: dict[str, str | Promise] = {
    "string": gettext_lazy("chữ"), "number": gettext_lazy("số"), "boolean": gettext_lazy("có hoặc không"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """A column in the list above the grid. `side`: in or out; `number` counts within its side."""

    side: str
    number: int
    column: GridColumn
    title: str
    kind: str
    allowed: str
    choices: tuple[tuple[str, str], ...]
    unknown: bool
    fixed: bool
    first: bool
    last: bool
    wrong: list[str]

    @property
    def number_text(self) -> str:
        """The number for addresses and names, without separators."""
        return str(self.number)

    @property
    def focus(self) -> str:
        """The control that one goes on from after the column was added."""
        return f"{self.side}{self.number}.{'name' if self.side == 'in' else 'label'}"

    @property
    def focus_up(self) -> str:
        """As the focus after a move calls the button."""
        return f"{self.side}-up-{self.number}"

    @property
    def focus_down(self) -> str:
        """As the focus after a move calls the button."""
        return f"{self.side}-down-{self.number}"


@dataclass(frozen=True, slots=True)
class CellShown:
    """A box of the grid: what stands in it, how it is called, what is wrong with it."""

    name: str
    label: str
    title: str
    value: str
    column: ColumnShown
    options: list[tuple[str, str]]
    money: bool
    wrong: list[str]


@dataclass(frozen=True, slots=True)
class RowShown:
    """A rule."""

    number: int
    cells: list[CellShown]
    wrong: list[str]
    first: bool
    last: bool

    @property
    def number_text(self) -> str:
        """The number for names, without separators."""
        return str(self.number)

    @property
    def focus_up(self) -> str:
        """As the focus after a move calls the button."""
        return f"row-up-{self.number}"

    @property
    def focus_down(self) -> str:
        """As the focus after a move calls the button."""
        return f"row-down-{self.number}"


@dataclass(frozen=True, slots=True)
class Tried:
    """What a try gave: the row from 0 (None: no row fits), its results by title; or why it could not be tried."""

    row: int | None = None
    results: tuple[tuple[str, str], ...] = ()
    why: str = ""

    @property
    def row_text(self) -> str:
        """The row for the address of its place."""
        return str(self.row)


def slips(grid: Grid, place: Place) -> list[Slip]:
    """Everything that is wrong with the grid at this place."""
    return [*_grouped(grid), *place.more(grid), *grid_slips(grid)]


def _grouped(grid: Grid) -> list[Slip]:
    said = gettext_lazy("dòng %(number)s, cột “%(column)s”: hãy viết liền các chữ số, ví dụ 1000 chứ không phải 1.000")
    return [
        Slip(Problem(said, params=(("number", r + 1), ("column", column.label or column.name))), r, c)
        for r, row in enumerate(grid.rows)
        for c, column in enumerate(grid.inputs)
        if column.kind in NUMBERS and looks_grouped(row[c])
    ]


def page(grid: Grid, place: Place, found: list[Slip]) -> dict[str, Any]:
    """The grid, its columns and its mistakes for the template."""
    at: dict[tuple[int | None, int | None], list[str]] = defaultdict(list)
    for slip in found:
        at[slip.row, slip.column].append(_sentence(slip, grid))
    columns = [_column(grid, place, n, at[None, n]) for n in range(len(grid.columns))]
    rows = [
        RowShown(
            r, [_cell(place, columns[c], r, c, text, at[r, c]) for c, text in enumerate(row)], at[r, None], r == 0,
            r == len(grid.rows) - 1,
        )
        for r, row in enumerate(grid.rows)
    ]  # fmt: skip
    return {
        "grid": grid, "columns": columns, "rows": rows, "errors": [_error(slip, grid) for slip in found],
        "unasked": [q for q in place.questions if q.name not in {column.name for column in grid.inputs}],
        "kinds": KIND_WORDS.items(), "tests": len(grid.inputs),
    }  # fmt: skip


def _sentence(slip: Slip, grid: Grid) -> str:
    """What is wrong, with columns and types by their words, not by their names in the file."""
    if slip.row is not None and slip.column is not None and not grid.rows[slip.row][slip.column]:
        return _("Dòng %(row)s: hãy điền “%(column)s”.") % {
            "row": slip.row + 1, "column": _title(grid.columns[slip.column])
        }  # fmt: skip
    said = dict(slip.problem.params)
    if slip.column is not None and "column" in said:
        said["column"] = _title(grid.columns[slip.column]) or said["column"]
    if "kind" in said:
        said["kind"] = KIND_WORDS.get(said["kind"], said["kind"])
    text = str(Problem(slip.problem.message, params=tuple(said.items())))
    return text[:1].upper() + text[1:]


def _title(column: GridColumn) -> str:
    return column.label or column.name


def _error(slip: Slip, grid: Grid) -> dict[str, str]:
    """A line of the summary with the place that it leads to."""
    where = "" if slip.column is None else _head(grid, slip.column)
    if slip.row is not None:
        where = f"c{slip.row}.{slip.column}" if slip.column is not None else f"row-{slip.row}"
    return {"text": _sentence(slip, grid), "href": f"#{where}" if where else ""}


def _head(grid: Grid, n: int) -> str:
    return f"in{n}.name" if n < len(grid.inputs) else f"out{n - len(grid.inputs)}.label"


def _column(grid: Grid, place: Place, n: int, wrong: list[str]) -> ColumnShown:
    side = "in" if n < len(grid.inputs) else "out"
    number = n if side == "in" else n - len(grid.inputs)
    column, found = grid.columns[n], place.question(grid.columns[n].name) if side == "in" else None
    count = len(grid.inputs) if side == "in" else len(grid.outputs)
    kind = "number" if column.kind in NUMBERS else column.kind
    return ColumnShown(
        side, number, column, (found.label if found else column.label) or column.name, str(KIND_WORDS.get(kind, kind)),
        shown_test(column.allowed, column), found.choices if found else (), side == "in" and found is None,
        side == "out" and place.fixed(column), number == 0, number == count - 1, wrong,
    )  # fmt: skip


def _cell(place: Place, column: ColumnShown, r: int, c: int, text: str, wrong: list[str]) -> CellShown:
    money = column.side == "out" and column.column.name in place.money
    shown = shown_test(text, column.column) if column.side == "in" else shown_value(text, column.column, money=money)
    options = _options(column, shown) if column.column.kind == "boolean" else []
    label = _("Dòng %(row)s, %(column)s") % {"row": r + 1, "column": column.title}
    return CellShown(f"c{r}.{c}", label, column.title, shown, column, options, money, wrong)


def _options(column: ColumnShown, value: str) -> list[tuple[str, str]]:
    """What a cell about yes or no may be; what was read from a file and is none of these stays as it is."""
    known = [("", _("bất kỳ") if column.side == "in" else _("Hãy chọn")), ("true", _("có")), ("false", _("không"))]
    return known if value in ("", "true", "false") else [*known, (value, value)]


def tries(grid: Grid, place: Place, given: Mapping[str, str]) -> list[dict[str, Any]]:
    """The boxes of a try, with what was typed into them."""
    return [
        {
            "name": f"t{n}", "title": (q.label if q else column.label) or column.name, "kind": column.kind,
            "choices": _values(grid, n, q), "value": given.get(f"t{n}", ""),
        }
        for n, column in enumerate(grid.inputs)
        for q in [place.question(column.name)]
    ]  # fmt: skip


def _values(grid: Grid, n: int, question: Question | None) -> list[tuple[str, str]]:
    if grid.inputs[n].kind == "boolean":
        return [("true", _("có")), ("false", _("không"))]
    return list(question.choices) if question else []


def tried(grid: Grid, place: Place, given: Mapping[str, str]) -> Tried:
    """Which row fits what was typed, and what it gives."""
    try:
        table = read_table(write_grid(grid))
    except TableInvalid as error:
        return Tried(why=error.message)
    said = {column.name: _value(given.get(f"t{n}", ""), column.kind) for n, column in enumerate(table.inputs)}
    row = matching(table, said)
    if row is None:
        return Tried()
    return Tried(row.number - 1, tuple(_result(table, place, n, value) for n, value in enumerate(row.values)))


def _value(text: str, kind: str) -> Value | None:
    text = text.strip()[:500]
    if kind == "boolean":
        return {"true": True, "false": False}.get(text)
    if kind == "string":
        return text
    try:
        found = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _result(table: Table, place: Place, n: int, value: Value) -> tuple[str, str]:
    column = table.outputs[n]
    title = column.label or column.name
    if isinstance(value, bool):
        return title, _("có") if value else _("không")
    if isinstance(value, Decimal):
        amount = formats.number(value)
        return title, _("%(amount)s đồng") % {"amount": amount} if column.name in place.money else amount
    return title, value
