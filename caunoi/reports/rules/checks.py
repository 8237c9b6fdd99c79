"""What is wrong with what a report says: single cells, parts of wholes, sums of a table, jumps. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol

from caunoi.reports.rules.form import Cell, Check, FormVersion
from caunoi.reports.rules.numbers import NotANumber, parsed, shown

Rule = Literal["required", "number", "integer", "range", "part", "sum", "jump"]
SHORTEST_EXPLANATION = 5


class Said(Protocol):
    """What stands in a cell. A `text` without a `value` in a number cell is something typed that is no number."""

    @property
    def value(self) -> Decimal | None: ...
    @property
    def text(self) -> str: ...
    @property
    def explanation(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Found:
    """A rule that a cell breaks; `why` names the sentence, `other` is the cell that it is compared with.

    `explainable`: an explanation of at least five characters settles it.
    """

    code: str
    rule: Rule
    why: str
    params: tuple[tuple[str, str], ...] = ()
    other: str = ""
    explainable: bool = False


def check(form: FormVersion, cells: Mapping[str, Said], before: Mapping[str, Said]) -> list[Found]:
    """Everything that is wrong, in the form's order; at most one finding of each rule a cell.

    `before`: the same cells in the last accepted report; a cell that is not there has no jump. Only what people type
    is judged: a measured number is what it is.
    """
    found = [one for cell in form.cells if cell.is_typed for one in _alone(cell, cells.get(cell.code), before)]
    found += [one for check_ in form.checks for one in _together(check_, cells)]
    order = {cell.code: number for number, cell in enumerate(form.cells)}
    return sorted(dict.fromkeys(found), key=lambda one: order[one.code])


def jumped(old: Decimal, new: Decimal, share: Decimal) -> bool:
    """Whether `new` differs from `old` by more than `share` of it; from zero, any change is a jump."""
    return abs(new - old) > share * abs(old)


def _alone(cell: Cell, said: Said | None, before: Mapping[str, Said]) -> Iterator[Found]:
    if said is None or (said.value is None and not said.text.strip()):
        if cell.required:
            yield Found(cell.code, "required", "required")
        return
    if not cell.is_number:
        return
    if said.value is None:
        yield Found(cell.code, "number", _why(said.text), (("text", said.text[:40]),))
        return
    if cell.integer and said.value != said.value.to_integral_value():
        yield Found(cell.code, "integer", "integer")
    yield from _range(cell, said.value)
    old = before.get(cell.code)
    if cell.jump is not None and old is not None and old.value is not None:
        unexplained = len(said.explanation.strip()) < SHORTEST_EXPLANATION
        if jumped(old.value, said.value, cell.jump) and unexplained:
            params = (("before", shown(old.value)), ("now", shown(said.value)), ("share", shown(cell.jump * 100)))
            yield Found(cell.code, "jump", "jump", params, explainable=True)


def _why(text: str) -> str:
    try:
        parsed(text)
    except NotANumber as error:
        return error.why
    return "letters"


def _range(cell: Cell, value: Decimal) -> Iterator[Found]:
    if cell.minimum is not None and value < cell.minimum:
        yield Found(cell.code, "range", "small", (("limit", shown(cell.minimum)),))
    elif cell.maximum is not None and value > cell.maximum:
        yield Found(cell.code, "range", "large_for_cell", (("limit", shown(cell.maximum)),))


def _together(one: Check, cells: Mapping[str, Said]) -> Iterator[Found]:
    whole = _value(cells, one.whole)
    if whole is None:
        return
    parts = {code: value for code in one.parts if (value := _value(cells, code)) is not None}
    if one.kind == "part":
        for code, value in parts.items():
            if value > whole:
                params = (("part", shown(value)), ("whole", shown(whole)))
                yield Found(code, "part", "part", params, other=one.whole)
    elif parts and (total := sum(parts.values(), Decimal(0))) != whole:
        yield Found(one.whole, "sum", "sum", (("sum", shown(total)), ("whole", shown(whole))))


def _value(cells: Mapping[str, Said], code: str) -> Decimal | None:
    said = cells.get(code)
    return said.value if said is not None else None
