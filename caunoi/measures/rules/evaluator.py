"""Figures counted by reading the journal entry by entry: slow, plain, and what every engine is compared with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from caunoi.measures.rules.definition import OCCURRED_ON, PLACE_FIELDS, FieldType, Figure, Filter, Term, Version
from caunoi.measures.rules.scoring import worked_out

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
Cell = tuple[str, str | None, str | None]
"""Where an entry counts: province, unit version, agency; identifiers as text."""
NOWHERE: Cell = ("", None, None)
_KEY = {"province": 0, "commune": 1, "department": 2}


class Row(Protocol):
    """An entry of the journal, as `core.journal.queries` gives it."""

    @property
    def kind(self) -> str: ...
    @property
    def occurred_at(self) -> datetime: ...
    @property
    def province(self) -> str: ...
    @property
    def unit_id(self) -> UUID | None: ...
    @property
    def agency_id(self) -> UUID | None: ...
    @property
    def data(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Counted:
    """The counted figures by cell, and those that distinct figures need also by the value counted.

    A cell or figure that is not there is 0.
    """

    version: Version
    cells: Mapping[Cell, Mapping[str, Fraction]]
    values: Mapping[Cell, Mapping[str, Mapping[str, Fraction]]]
    """By cell, distinct figure, and value of its field: the sum of the figure that it is `of`."""

    def at(self, level: str, keys: Iterable[str] = ()) -> dict[str, dict[str, Fraction | None]]:
        """All figures but those typed in, by the keys of a level: those that have entries, and `keys`.

        Keys: the province's code, the unit version's id for communes, the agency's id for departments.
        """
        found = {cell[_KEY[level]] for cell in (*self.cells, *self.values)}
        wanted = {key for key in found if key} | set(keys)
        return {key: self._figures(level, key) for key in sorted(wanted)}

    def _figures(self, level: str, key: str) -> dict[str, Fraction | None]:
        cells = [cell for cell in self.cells if cell[_KEY[level]] == key]
        figures: dict[str, Fraction | None] = {}
        for figure in self.version.counted:
            places = [*cells, *([NOWHERE] if figure.everywhere else [])]
            figures[figure.id] = sum((self.cells.get(c, {}).get(figure.id, Fraction(0)) for c in places), Fraction(0))
        for figure in self.version.distinct:
            places = [*cells, *([NOWHERE] if self.version.figures[figure.of].everywhere else [])]
            figures[figure.id] = self._distinct(figure, places)
        values = worked_out(self.version, figures)
        return {name: None if number is None else Fraction(number) for name, number in values.items()}

    def _distinct(self, figure: Figure, places: Iterable[Cell]) -> Fraction:
        sums: defaultdict[str, Fraction] = defaultdict(Fraction)
        for cell in places:
            for value, number in self.values.get(cell, {}).get(figure.id, {}).items():
                sums[value] += number
        return Fraction(sum(1 for number in sums.values() if number > 0))


def count(
    entries: Iterable[Row], version: Version, *, start: date, end: date, today: date, zone: ZoneInfo = VIETNAM
) -> Counted:
    """Count what is dated in `[start, end)`, as it stands on `today`. `entries`: those up to a position, in any order.

    `today` is the day that `past` compares with; `zone` gives the day of `occurred_on`.
    """
    cells: dict[Cell, dict[str, Fraction]] = {}
    values: dict[Cell, dict[str, dict[str, Fraction]]] = {}
    watched = [(distinct, version.figures[distinct.of]) for distinct in version.distinct]
    for entry in entries:
        agency = entry.data.get(version.agency_by) if version.agency_by else None
        cell = (entry.province, _text(entry.unit_id), _text(agency or entry.agency_id))
        for figure in version.counted:
            if number := amount(figure, entry, start=start, end=end, today=today, zone=zone):
                sums = cells.setdefault(cell, {})
                sums[figure.id] = sums.get(figure.id, Fraction(0)) + number
                for distinct in (one for one, of in watched if of is figure):
                    _add(values.setdefault(cell, {}).setdefault(distinct.id, {}), _value(entry, distinct), number)
    return Counted(version, cells, values)


def amount(figure: Figure, entry: Row, *, start: date, end: date, today: date, zone: ZoneInfo = VIETNAM) -> Fraction:
    """What one entry adds to a counted figure."""
    terms = [term for term in figure.terms if term.kind == entry.kind]
    if not terms:
        return Fraction(0)
    day = _day(entry, figure.dated_by, zone)
    if day is None or day >= end or (day < start and not figure.until_end):
        return Fraction(0)
    return sum((_amount(term, entry) for term in terms if _holds(term, entry, today)), Fraction(0))


def _amount(term: Term, entry: Row) -> Fraction:
    number = Fraction(str(entry.data.get(term.sum) or 0)) if term.sum else Fraction(1)
    return term.sign * number


def _holds(term: Term, entry: Row, today: date) -> bool:
    if term.past:
        said = entry.data.get(term.past)
        if said is None or date.fromisoformat(said) >= today:
            return False
    return all(_satisfies(one, entry.data) for one in term.where)


def _satisfies(condition: Filter, data: Mapping[str, Any]) -> bool:
    value = _typed(data.get(condition.field), condition.type)
    if condition.op == "missing":
        return (value is None) == condition.values[0]
    if value is None:
        return False
    match condition.op:
        case "is" | "in":
            return value in condition.values
        case "not":
            return value not in condition.values
    bound = _typed(data.get(condition.other), condition.type) if condition.other else condition.values[0]
    if bound is None:
        return False
    return bool(value >= bound if condition.op == "min" else value <= bound)


def _typed(value: Any, type_: FieldType) -> Any:
    if value is None:
        return None
    match type_:
        case "integer" | "decimal":
            return Decimal(str(value))
        case "date":
            return date.fromisoformat(value)
        case "boolean":
            return bool(value)
    return str(value)


def _day(entry: Row, dated_by: str, zone: ZoneInfo) -> date | None:
    if dated_by == OCCURRED_ON:
        return entry.occurred_at.astimezone(zone).date()
    said = entry.data.get(dated_by)
    return None if said is None else date.fromisoformat(said)


def _value(entry: Row, figure: Figure) -> str | None:
    if figure.distinct in PLACE_FIELDS:
        return _text(getattr(entry, figure.distinct)) or None
    return _text(entry.data.get(figure.distinct)) or None


def _add(sums: dict[str, Fraction], value: str | None, number: Fraction) -> None:
    if value is not None:
        sums[value] = sums.get(value, Fraction(0)) + number


def _text(value: object) -> str | None:
    return None if value is None else str(value)
