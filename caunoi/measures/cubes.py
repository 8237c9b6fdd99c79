"""What was counted, rolled up to any level and into any geography, distinct figures too, without counting again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from typing import Any
from uuid import UUID

import pyarrow
import pyarrow.compute as compute

from caunoi.measures.compiling import PLACE, bit_of, by_column, case_of, cases_of, summed_fields, words_of
from caunoi.measures.rules.definition import Figure, Term, Version

_NONE = (None, "")
_DECIMAL = pyarrow.decimal128(28, 10)
Count = int | Fraction
"""A whole number; a fraction where a figure sums a decimal field."""
_KEYS = {"province": "province", "commune": "unit_id", "department": "agency_id"}


@dataclass(frozen=True, slots=True)
class Cell:
    """The counts of one place: the figures that are sums of terms, by name. Distinct figures are not sums: see `by`."""

    province: str
    unit_id: UUID | None
    agency_id: UUID | None
    figures: Mapping[str, Count]


@dataclass(frozen=True, slots=True)
class Cube:
    """What was counted, up to the journal's `position`. `settled`: nothing at or below it can still appear.

    A snapshot keeps `settled` and asks for that position, then counting again gives the same forever. `table` has the
    columns of `compiling.compile_cases`, a place and set of bits perhaps in several rows.
    """

    version: Version
    position: int
    settled: int
    table: Any = field(repr=False)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The counted figures of each place, in no order."""
        figures = list(self.version.counted)
        return tuple(
            Cell(
                row["province"] or "",
                UUID(row["unit_id"]) if row["unit_id"] else None,
                UUID(row["agency_id"]) if row["agency_id"] else None,
                {one.id: _number(row[one.id]) for one in figures},
            )
            for row in self._summed(self.table, list(PLACE), figures).to_pylist()
        )

    def by(self, level: str, *, into: Mapping[UUID, str] | None = None) -> dict[str, dict[str, Count]]:
        """Counted and distinct figures by key: `nation` (""), `province` (code), `commune` (the unit version's UUID as
        text), `department` (the agency's).

        `into` says for each unit version recorded which key it counts for (another geography); what is of no unit, or
        of one that it does not name, is left out, and `level` does not matter. What has no key is left out too, but
        for the figures that count everywhere. A unit that no entry names is not there: its figures are `absent()`.
        """
        keyed = self._keyed(level, into)
        counted = self.version.counted
        rows = self._summed(keyed, ["key"], counted).to_pylist()
        figures = {row["key"]: {one.id: _number(row[one.id]) for one in counted} for row in rows}
        everywhere = into is not None or level != "nation"
        if everywhere:
            self._add_everywhere(figures)
        for figure in self.version.distinct:
            nowhere = self._nowhere_by(figure) if everywhere else {}
            values = self._distinct(keyed, figure, nowhere)
            alone = sum(1 for count in nowhere.values() if count > 0)
            for key, counts in figures.items():
                counts[figure.id] = values.get(key, alone)
        if not everywhere and not figures:
            figures[""] = self.absent()
        return figures

    def absent(self) -> dict[str, Count]:
        """The figures of a unit that no entry names: zero, but for those that count everywhere."""
        rows = self._summed(self._nowhere, [], self.version.counted).to_pylist() if self._nowhere.num_rows else [{}]
        found = {one.id: _number(rows[0].get(one.id)) if one.everywhere else 0 for one in self.version.counted}
        for figure in self.version.distinct:
            found[figure.id] = sum(1 for count in self._nowhere_by(figure).values() if count > 0)
        return found

    @property
    def _nowhere(self) -> Any:
        none = [compute.equal(compute.fill_null(self.table[one], ""), "") for one in PLACE]
        return self.table.filter(compute.and_(compute.and_(none[0], none[1]), none[2]))

    def _nowhere_by(self, figure: Figure) -> dict[str, Count]:
        """For each distinct value the count of what is of no place, if the figure counts that everywhere."""
        of, value = self.version.figures[figure.of], by_column(figure.distinct)
        if not of.everywhere:
            return {}
        rows = self._summed(self._nowhere, [value], [of]).to_pylist()
        return {str(row[value]): _number(row[of.id]) for row in rows if row[value] not in _NONE}

    def _keyed(self, level: str, into: Mapping[UUID, str] | None) -> Any:
        if into is None and level == "nation":
            return self.table.append_column("key", pyarrow.array([""] * self.table.num_rows, "string"))
        keys = self.table["unit_id" if into is not None else _KEYS[level]]
        if into is not None:
            names = {str(unit): key for unit, key in into.items()}
            seen = compute.unique(keys)
            found = pyarrow.array([names.get(one) for one in seen.to_pylist()], "string")
            keys = compute.take(found, compute.index_in(keys, seen))
        keyed = self.table.append_column("key", keys)
        return keyed.filter(compute.fill_null(compute.not_equal(keyed["key"], ""), False))

    def _add_everywhere(self, figures: dict[str, dict[str, Count]]) -> None:
        for name, number in self.absent().items():
            if self.version.figures[name].everywhere:
                for counts in figures.values():
                    counts[name] += number

    def _distinct(self, keyed: Any, figure: Figure, nowhere: Mapping[str, Count]) -> dict[str, int]:
        """How many values have a positive sum, by key; `nowhere` adds to the sums of every key."""
        of = self.version.figures[figure.of]
        keyed = keyed.filter(self._marked(keyed, of))
        keys, values = _coded(keyed["key"], empty=True), _coded(keyed[by_column(figure.distinct)])
        many = len(values.dictionary)
        pair = compute.add(compute.multiply(compute.cast(keys.indices, "int64"), many), values.indices)
        sums = _totals(pyarrow.table({"pair": pair, "sum": self._amount(keyed, of)}), ["pair"], ["sum"])
        sums = sums.filter(compute.is_valid(sums["pair"]))
        if nowhere:
            return _with_nowhere(sums, keys.dictionary.to_pylist(), values.dictionary.to_pylist(), nowhere)
        positive = sums["pair"].filter(compute.greater(sums["sum"], 0))
        counted = compute.value_counts(compute.divide(positive, many)) if len(positive) else []
        names = keys.dictionary
        return {names[one["values"].as_py()].as_py(): one["counts"].as_py() for one in counted}

    def _marked(self, table: Any, figure: Figure) -> Any:
        """Which rows a figure counts at all."""
        masks = [self._has(table, figure, term) for term in figure.terms]
        return reduce(compute.or_, masks)

    def _has(self, table: Any, figure: Figure, term: Term) -> Any:
        word, bit = bit_of(cases_of(self.version)[case_of(figure, term)])
        return compute.not_equal(compute.bit_wise_and(table[word], bit), 0)

    def _summed(self, table: Any, keys: Sequence[str], figures: Sequence[Figure]) -> Any:
        """The figures by keys: first the cases are counted together, then each figure's are added and taken away."""
        words, amounts = words_of(self.version), ["counted", *(f"sum_{one}" for one in summed_fields(self.version))]
        cases = _totals(table, [*keys, *words], amounts)
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


def _totals(table: Any, keys: Sequence[str], amounts: Sequence[str]) -> Any:
    summed = table.group_by(list(keys)).aggregate([(one, "sum") for one in amounts])
    return summed.select([*keys, *(f"{one}_sum" for one in amounts)]).rename_columns([*keys, *amounts])


def _coded(column: Any, *, empty: bool = False) -> Any:
    """A column with its values as numbers; what is no value is null. `empty`: "" is one (the nation's key is)."""
    values = compute.cast(column, "string")
    if not empty:
        values = compute.if_else(compute.equal(values, ""), pyarrow.scalar(None, "string"), values)
    whole = values.combine_chunks() if isinstance(values, pyarrow.ChunkedArray) else values
    coded = whole.dictionary_encode()
    return coded.combine_chunks() if isinstance(coded, pyarrow.ChunkedArray) else coded


def _with_nowhere(
    sums: Any, keys: Sequence[str], values: Sequence[str], nowhere: Mapping[str, Count]
) -> dict[str, int]:
    own: dict[str, dict[str, Count]] = {}
    for pair, number in zip(sums["pair"].to_pylist(), sums["sum"].to_pylist(), strict=True):
        own.setdefault(keys[pair // len(values)], {})[values[pair % len(values)]] = _number(number)
    return {
        key: sum(1 for one in {*nowhere, *counts} if nowhere.get(one, 0) + counts.get(one, 0) > 0)
        for key, counts in own.items()
    }


def _number(value: int | Decimal | None) -> Count:
    if isinstance(value, Decimal):
        exact = Fraction(value)
        return exact.numerator if exact.denominator == 1 else exact
    return value or 0
