"""A report form as data: sections of cells and tables, and the checks between cells. Pure; read by `loading`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypeGuard

Names = Mapping[str, str]
"""A name by language: `vi`, `en`, `th`."""
RoundKind = Literal["monthly", "quarterly", "half_year", "yearly", "ad_hoc"]
CellKind = Literal["number", "text", "measured", "target", "task_count"]
RollUp = Literal["sum", "mean", "none"]
KINDS: tuple[RoundKind, ...] = ("monthly", "quarterly", "half_year", "yearly", "ad_hoc")
CELL_KINDS: tuple[CellKind, ...] = ("number", "text", "measured", "target", "task_count")
TYPED = frozenset({"number", "text"})
"""Kinds of cells that people fill in; the others are filled in by the system and frozen at the cut-off."""
TAKES = ("total", "score", "numerator", "denominator", "ratio")
TASK_STATES = ("done_on_time", "done_late", "open_within", "open_overdue", "done", "open", "total")


@dataclass(frozen=True, slots=True)
class MeasuredSource:
    """A number of `measures`: `take` of an index's indicator (`ratio` in percent), or the index's `total`."""

    index: str
    indicator: str = ""
    take: str = "total"


@dataclass(frozen=True, slots=True)
class TargetSource:
    """The last value of a plan's indicator (by its code) of the reporting agency."""

    plan: str
    indicator: str


@dataclass(frozen=True, slots=True)
class TaskSource:
    """How many tasks the reporting agency leads that are in `state` on the cut-off day."""

    state: str


Source = MeasuredSource | TargetSource | TaskSource


@dataclass(frozen=True, slots=True)
class Cell:
    """One thing that a report says. `code` is unique in the form; in a table it is `table.row.column`.

    `jump`: the share of the last round's value (0.5 is half of it) past which a change needs an explanation. `roll_up`:
    how the values of many agencies become one. `table`, `row`, `column` are empty for a cell of its own.
    """

    code: str
    kind: CellKind
    names: Names
    unit: Names = field(default_factory=dict)
    hint: Names = field(default_factory=dict)
    required: bool = False
    integer: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    jump: Decimal | None = None
    roll_up: RollUp = "none"
    source: Source | None = None
    table: str = ""
    row: str = ""
    column: str = ""

    @property
    def is_typed(self) -> bool:
        """Whether people fill it in."""
        return self.kind in TYPED

    @property
    def is_number(self) -> bool:
        """Whether its value is a number."""
        return self.kind != "text"


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column of a table. `total`: the row is the sum of the others, which is checked."""

    id: str
    names: Names
    unit: Names = field(default_factory=dict)
    total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows and columns of cells; `cell(row, column)` of the form's version finds each."""

    id: str
    names: Names
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: tuple[Cell, ...]

    def cell(self, row: str, column: str) -> Cell | None:
        """The cell there, or None where the form leaves a gap."""
        return next((one for one in self.cells if one.row == row and one.column == column), None)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with cells and tables in the form's order."""

    id: str
    names: Names
    hint: Names
    items: tuple[Cell | Table, ...]

    @property
    def cells(self) -> Iterator[Cell]:
        """Every cell, those of tables too, in order."""
        for item in self.items:
            yield from item.cells if isinstance(item, Table) else (item,)


@dataclass(frozen=True, slots=True)
class Check:
    """`part`: no one of `parts` is larger than `whole`; `sum`: the parts make up `whole`."""

    kind: Literal["part", "sum"]
    parts: tuple[str, ...]
    whole: str


@dataclass(frozen=True, slots=True)
class FormVersion:
    """A form as it holds from a day on. `digest`: SHA-256 of what it says; `data`: that, as JSON."""

    form: str
    names: Names
    kind: RoundKind
    levels: tuple[str, ...]
    """Who may be asked with it: `province`, `department`, `commune`, `ministry`."""
    example: bool
    """Not an official form: in plausible shape only."""
    reference: str
    valid_from: date
    sections: tuple[Section, ...]
    checks: tuple[Check, ...]
    digest: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def cells(self) -> Iterator[Cell]:
        """Every cell in the form's order."""
        for section in self.sections:
            yield from section.cells

    def cell(self, code: str) -> Cell | None:
        """A cell by its code."""
        return next((one for one in self.cells if one.code == code), None)

    def full_names(self, cell: Cell) -> Names:
        """What a cell is called where its table is not seen: its row and its column; otherwise its own names."""
        table = next((item for one in self.sections for item in one.items if _is_table(item, cell.table)), None)
        if table is None:
            return cell.names
        column = next(one for one in table.columns if one.id == cell.column)
        return {language: f"{name}, {column.names.get(language, '')}" for language, name in cell.names.items()}

    def section_of(self, code: str) -> Section | None:
        """The section that a cell stands in."""
        return next((one for one in self.sections if any(cell.code == code for cell in one.cells)), None)


def _is_table(item: Cell | Table, table: str) -> TypeGuard[Table]:
    return isinstance(item, Table) and item.id == table


@dataclass(frozen=True, slots=True)
class Form:
    """A form with all its versions, the oldest first."""

    id: str
    versions: tuple[FormVersion, ...]

    def in_force(self, on: date) -> FormVersion:
        """The version that holds on a day. Raises LookupError."""
        for one in reversed(self.versions):
            if one.valid_from <= on:
                return one
        raise LookupError(self.id)
