"""A decision table as plain values, and what it decides. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Value = str | bool | Decimal


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers from `low` to `high`; None: without end. The ends belong to it unless they are open."""

    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False

    def holds(self, number: Decimal) -> bool:
        """Whether the number lies in it."""
        above = self.low is None or number > self.low or (number == self.low and not self.low_open)
        below = self.high is None or number < self.high or (number == self.high and not self.high_open)
        return above and below


@dataclass(frozen=True, slots=True)
class Test:
    """What a cell asks of its column: one of these words, spans or truths, or none of them when `negated`."""

    __test__ = False

    words: frozenset[str] = frozenset()
    spans: tuple[Span, ...] = ()
    truths: frozenset[bool] = frozenset()
    negated: bool = False
    anything: bool = False

    def holds(self, value: Value | None) -> bool:
        """Whether the value is what is asked; a value that is missing is only anything."""
        if self.anything:
            return True
        match value:
            case bool():
                found = value in self.truths
            case Decimal():
                found = any(span.holds(value) for span in self.spans)
            case str():
                found = value in self.words
            case _:
                return False
        return found != self.negated


@dataclass(frozen=True, slots=True)
class Column:
    """An input or an output. `kind`: string, number or boolean. `allowed`: what an input can be at all."""

    name: str
    kind: str
    label: str = ""
    allowed: Test = Test(anything=True)


@dataclass(frozen=True, slots=True)
class Row:
    """A rule: a test for each input, a value for each output. `number`: from 1, as people count."""

    number: int
    tests: tuple[Test, ...]
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`policy`: UNIQUE (exactly one row fits) or FIRST (the first that fits counts)."""

    code: str
    name: str
    policy: str
    inputs: tuple[Column, ...]
    outputs: tuple[Column, ...]
    rows: tuple[Row, ...]


def matching(table: Table, said: Mapping[str, Any]) -> Row | None:
    """The first row that fits what was said, by the names of the inputs; None when none fits.

    A word that was not said is empty; a number that was not said, or is none, fits no test.
    """
    values = [_value(column, said.get(column.name)) for column in table.inputs]
    fitting = (r for r in table.rows if all(t.holds(v) for t, v in zip(r.tests, values, strict=True)))
    return next(fitting, None)


def evaluate(table: Table, said: Mapping[str, Any]) -> dict[str, Value] | None:
    """The outputs of the row that fits (see `matching`), by name; None when none fits."""
    row = matching(table, said)
    return {c.name: v for c, v in zip(table.outputs, row.values, strict=True)} if row else None


def _value(column: Column, said: Any) -> Value | None:
    if column.kind == "string":
        return said if isinstance(said, str) else "" if said is None else None
    if column.kind == "boolean":
        return said if isinstance(said, bool) else None
    if isinstance(said, bool) or not isinstance(said, int | float | Decimal):
        return None
    number = Decimal(str(said))
    return number if number.is_finite() else None
