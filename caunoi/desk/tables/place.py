"""What an editor of tables has to know of the place where it is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http.response import HttpResponseBase

from caunoi.core.decisions import Grid, GridColumn, Slip


@dataclass(frozen=True, slots=True)
class Question:
    """What a column can ask: its name in the data, what people call it, its values with their names."""

    name: str
    label: str
    kind: str
    choices: tuple[tuple[str, str], ...] = ()
    allowed: str = ""
    """The bounds that a new column begins with, as DMN writes them."""

    def column(self) -> GridColumn:
        """A new column for it."""
        return GridColumn(self.name, self.kind, self.label, self.allowed)


def nothing_more(_grid: Grid) -> list[Slip]:
    """A place without rules of its own."""
    return []


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table is written: its saved text, what may be asked and is given, how it is kept, where it leads."""

    title: str
    text: str
    code: str
    name: str
    back: str
    questions: Sequence[Question]
    outputs: Sequence[GridColumn]
    """What every table here gives: these columns can be neither renamed nor dropped."""
    keep: Callable[[str], HttpResponseBase]
    """Saves the DMN text and says where to go; raises Conflict when somebody was faster."""
    template: str
    context: Mapping[str, Any]
    revision: int
    money: frozenset[str] = frozenset()
    """Outputs in whole đồng."""
    more: Callable[[Grid], list[Slip]] = field(default=nothing_more)

    def question(self, name: str) -> Question | None:
        """The question of that name."""
        return next((one for one in self.questions if one.name == name), None)

    def words(self, name: str) -> dict[str, str]:
        """What the values of a question are called, in small letters -> the value."""
        found = self.question(name)
        return {label.casefold(): code for code, label in found.choices} if found else {}

    def fixed(self, column: GridColumn) -> bool:
        """Whether every table here gives this column."""
        return any(column.name == one.name for one in self.outputs)

    def first(self) -> Grid:
        """The table that one begins with."""
        outputs = tuple(self.outputs)
        return Grid(self.code, self.name, "UNIQUE", (), outputs, (("",) * len(outputs),))
