"""Counts of one set of entries, rolled up to a level or into a geography: once, then kept. Private to the room.

Places and values are numbers inside (an identifier takes 36 bytes, and comparing them takes most of the time).
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any
from uuid import UUID

import numpy
import pyarrow
import pyarrow.compute as compute

from caunoi.measures.compiling import PLACE, bit_of, by_column, case_of, cases_of, summed_fields, words_of
from caunoi.measures.rules.definition import Figure, Term, Version

_DECIMAL = pyarrow.decimal128(28, 10)
Count = int | Fraction
"""A whole number; a fraction where a figure sums a decimal field."""
Place = tuple[str, str, str]
"""Province, unit version, agency, as text; empty: none."""
KEYS = {"province": "province", "commune": "unit_id", "department": "agency_id"}
_KEPT = 8


@dataclass(frozen=True, slots=True)
class Rolled:
    """The counts of each key that entries name. What is of no place is in `nation` only.

    `figures`: those that are sums, and the distinct ones as counted from these entries alone. Never changed.
    """

    figures: Mapping[str, Mapping[str, Count]]
    pairs: Mapping[str, Pairs]
    """For each distinct figure the values behind it."""

    @property
    def nbytes(self) -> int:
        """About how much memory it takes."""
        numbers = sum(len(one) for one in self.figures.values())
        columns = {id(pairs.codes): int(pairs.codes.nbytes) for pairs in self.pairs.values()}
        return numbers * 60 + sum(columns.values()) + sum(int(pairs.sums.nbytes) for pairs in self.pairs.values())


@dataclass(frozen=True, slots=True)
class Pairs:
    """For each (key, value) that occurs the sum of the figure that is counted by distinct values; by `codes`, sorted.

    A pair's code is the number of its key times the number of values, and the number of its value.
    """

    keys: Mapping[str, int]
    values: Mapping[str, int]
    codes: Any
    sums: Any

    def counts(self) -> dict[str, int]:
        """How many values have a positive sum, by key; only keys that have one."""
        found = numpy.bincount(self.codes[self.sums > 0] // max(1, len(self.values)), minlength=len(self.keys))
        return {key: int(found[number]) for key, number in self.keys.items() if found[number]}

    def at(self, pairs: Sequence[tuple[str, str]]) -> list[Count]:
        """The sums of these (key, value); 0 of one that does not occur."""
        if not len(self.codes):
            return [0] * len(pairs)
        many = len(self.values)
        known = [(self.keys.get(key), self.values.get(value)) for key, value in pairs]
        wanted = numpy.array([-1 if k is None or v is None else k * many + v for k, v in known], dtype="int64")
        places = numpy.minimum(numpy.searchsorted(self.codes, wanted), len(self.codes) - 1)
        there = self.codes[places] == wanted
        return [number if here else 0 for number, here in zip(self.sums[places].tolist(), there.tolist(), strict=True)]

    def all(self) -> list[tuple[str, str, Count]]:
        """Every (key, value, sum) that is not 0."""
        some = self.sums != 0
        keys, values = list(self.keys), list(self.values)
        codes = self.codes[some].tolist()
        return [
            (keys[code // len(values)], values[code % len(values)], number)
            for code, number in zip(codes, self.sums[some].tolist(), strict=True)
        ]


class Counts:
    """What was counted over a set of entries, and what was rolled up of it. `table`: `compiling.compile_cases`."""

    def __init__(self, version: Version, table: Any) -> None:
        self.version = version
        self._bits = {case: bit_of(number) for case, number in cases_of(version).items()}
        named = [name for name in table.column_names if name in PLACE or name.startswith("by_")]
        coded = {name: _coded(table[name]) for name in named}
        self._names = {name: column.dictionary.to_pylist() for name, column in coded.items()}
        numbers = {name: table[name].combine_chunks() for name in table.column_names if name not in coded}
        self._table = pyarrow.table({**{name: column.indices for name, column in coded.items()}, **numbers})
        self._rolled: OrderedDict[Any, Rolled] = OrderedDict()
        self._lock = threading.Lock()

    def rolled(self, level: str, into: Mapping[UUID, str] | None = None) -> Rolled:
        """Rolled up to a level, or `into` the keys that it says for unit versions; the last few are kept."""
        asked: Any = level if into is None else frozenset(into.items())
        found = self._rolled.get(asked)
        if found is None:
            found = roll(self, level, into)
        with self._lock:
            self._rolled[asked] = found
            self._rolled.move_to_end(asked)
            if len(self._rolled) > _KEPT:
                self._rolled.popitem(last=False)
        return found

    @property
    def nbytes(self) -> int:
        """About how much memory it takes, with what was rolled up."""
        with self._lock:
            return int(self._table.nbytes) + sum(one.nbytes for one in self._rolled.values())

    @cached_property
    def cells(self) -> Mapping[Place, Mapping[str, Count]]:
        """The figures that are sums, by place."""
        places = [self._names[one] for one in PLACE]
        found = self._summed(self._by_place, list(PLACE), self.version.counted)
        keys = zip(
            *(
                ["" if code is None else names[code] for code in found[one].to_pylist()]
                for one, names in zip(PLACE, places, strict=True)
            ),
            strict=True,
        )
        return dict(zip(keys, self._rows(found), strict=True))

    @cached_property
    def nowhere(self) -> Mapping[str, Count]:
        """What is of no place: the figures that are sums and count everywhere."""
        return {
            one.id: self.cells.get(("", "", ""), {}).get(one.id, 0) for one in self.version.counted if one.everywhere
        }

    @cached_property
    def values_nowhere(self) -> Mapping[str, Mapping[str, Count]]:
        """For each distinct figure that counts everywhere, by value, the sum of what is of no place."""
        found: dict[str, Mapping[str, Count]] = {}
        for figure in self.version.distinct:
            if self.version.figures[figure.of].everywhere:
                none = [compute.is_null(self._table[one]) for one in PLACE]
                here = self._table.filter(compute.and_(compute.and_(none[0], none[1]), none[2]))
                pairs = self._pairs(here, _alone(here.num_rows), {"": 0}, by_column(figure.distinct), [figure])
                found[figure.id] = {value: number for _, value, number in pairs[figure.id].all()}
        return found

    @cached_property
    def _by_place(self) -> Any:
        """Without the values: a row for each place and set of bits."""
        return _totals(self._table, [*PLACE, *words_of(self.version)], self._amounts)

    @property
    def _amounts(self) -> list[str]:
        return ["counted", *(f"sum_{one}" for one in summed_fields(self.version))]

    def keyed(self, table: Any, level: str, into: Mapping[UUID, str] | None) -> tuple[Any, list[str]]:
        """For each row the number of its key (null: none), and the keys."""
        if into is None and level == "nation":
            return _alone(table.num_rows), [""]
        column = "unit_id" if into is not None else KEYS[level]
        codes, names = table[column].combine_chunks(), self._names[column]
        if into is None:
            return codes, names
        moved = {str(unit): key for unit, key in into.items()}
        keys = {key: number for number, key in enumerate(sorted(set(moved.values())))}
        new = pyarrow.array([keys.get(moved.get(one, "")) for one in names], "int32")
        return compute.take(new, codes), list(keys)

    def sums(self, level: str, into: Mapping[UUID, str] | None) -> dict[str, dict[str, Count]]:
        """The figures that are sums, by key."""
        codes, keys = self.keyed(self._by_place, level, into)
        table = self._by_place.append_column("key", codes).filter(compute.is_valid(codes))
        found = self._summed(table, ["key"], self.version.counted)
        return dict(zip((keys[code] for code in found["key"].to_pylist()), self._rows(found), strict=True))

    def pairs(self, level: str, into: Mapping[UUID, str] | None) -> dict[str, Pairs]:
        """The distinct figures' values, by figure."""
        found: dict[str, Pairs] = {}
        for column in dict.fromkeys(by_column(figure.distinct) for figure in self.version.distinct):
            table = self._by_place if column in PLACE else self._table
            codes, keys = self.keyed(table, level, into)
            here = [figure for figure in self.version.distinct if by_column(figure.distinct) == column]
            found |= self._pairs(table, codes, {key: number for number, key in enumerate(keys)}, column, here)
        return found

    def _pairs(
        self, table: Any, codes: Any, keys: Mapping[str, int], column: str, figures: Sequence[Figure]
    ) -> dict[str, Pairs]:
        names = self._names[column]
        pair = compute.add(compute.multiply(compute.cast(codes, "int64"), len(names)), table[column])
        there = compute.is_valid(pair)
        found = _flat(pair.filter(there))
        order = numpy.argsort(found)
        found = found[order]
        first = numpy.flatnonzero(numpy.diff(found, prepend=-1))
        values = {name: number for number, name in enumerate(names)}
        made = {}
        for figure in figures:
            amounts = _flat(self._amount(table, self.version.figures[figure.of]).filter(there))[order]
            sums = numpy.add.reduceat(amounts, first) if len(first) else amounts
            made[figure.id] = Pairs(keys, values, found[first], _small(sums))
        return made

    def _has(self, table: Any, figure: Figure, term: Term) -> Any:
        word, bit = self._bits[case_of(figure, term)]
        return compute.not_equal(compute.bit_wise_and(table[word], bit), 0)

    def _summed(self, table: Any, keys: Sequence[str], figures: Sequence[Figure]) -> Any:
        """The figures by keys: first the cases are counted together, then each figure's are added and taken away."""
        cases = _totals(table, [*keys, *words_of(self.version)], self._amounts)
        for figure in figures:
            cases = cases.append_column(figure.id, self._amount(cases, figure))
        return _totals(cases, keys, [figure.id for figure in figures])

    def _amount(self, cases: Any, figure: Figure) -> Any:
        total: Any = None
        for term in figure.terms:
            amount = cases[f"sum_{term.sum}" if term.sum else "counted"]
            if pyarrow.types.is_decimal(amount.type):
                amount = amount.cast(_DECIMAL)  # a sum has all the digits there are; adding needs one more
            part = compute.if_else(self._has(cases, figure, term), amount, pyarrow.scalar(0, amount.type))
            if total is None:
                total = part if term.sign > 0 else compute.negate(part)
            else:
                total = compute.add(total, part) if term.sign > 0 else compute.subtract(total, part)
        return total

    def _rows(self, summed: Any) -> Iterable[dict[str, Count]]:
        """The counted figures of each row."""
        figures = [figure.id for figure in self.version.counted]
        columns = [_numbers(summed[one]) for one in figures]
        return (dict(zip(figures, row, strict=True)) for row in zip(*columns, strict=True))


def roll(counts: Counts, level: str, into: Mapping[UUID, str] | None) -> Rolled:
    """Roll up all figures. Work in proportion to what was counted, so not for every question: see `Counts.rolled`."""
    figures = counts.sums(level, into)
    pairs = counts.pairs(level, into)
    for figure, found in pairs.items():
        distinct = found.counts()
        for key, known in figures.items():
            known[figure] = distinct.get(key, 0)
    return Rolled(figures, pairs)


def _alone(rows: int) -> Any:
    return pyarrow.array(numpy.zeros(rows, dtype="int32"))


def _totals(table: Any, keys: Sequence[str], amounts: Sequence[str]) -> Any:
    summed = table.group_by(list(keys)).aggregate([(one, "sum") for one in amounts])
    return summed.select([*keys, *(f"{one}_sum" for one in amounts)]).rename_columns([*keys, *amounts])


def _coded(column: Any) -> Any:
    """A column with its values as numbers; what is no value, or empty, is null."""
    values = compute.cast(column, "string")
    values = compute.if_else(compute.equal(values, ""), pyarrow.scalar(None, "string"), values)
    coded = values.dictionary_encode()
    return coded.combine_chunks() if isinstance(coded, pyarrow.ChunkedArray) else coded


def _flat(column: Any) -> Any:
    """A column of numbers without nulls as an array; decimals as exact objects."""
    return column.to_numpy() if pyarrow.types.is_integer(column.type) else numpy.array(_numbers(column), dtype=object)


def _small(sums: Any) -> Any:
    """Whole numbers in an array that is no wider than it must be."""
    if sums.dtype == object:
        return sums
    return sums.astype("int32") if len(sums) and abs(sums).max() < 2**31 else sums


def _numbers(column: Any) -> list[Count]:
    found = column.to_pylist()
    return found if pyarrow.types.is_integer(column.type) else [_number(one) for one in found]


def _number(value: int | Decimal | None) -> Count:
    if isinstance(value, Decimal):
        exact = Fraction(value)
        return exact.numerator if exact.denominator == 1 else exact
    return value or 0
