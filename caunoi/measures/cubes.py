"""What was counted, rolled up to any level and into any geography, distinct figures too, without counting again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

import pyarrow
import pyarrow.compute as compute

from caunoi.measures.compiling import PLACE, by_column
from caunoi.measures.rules.definition import Figure, Version

_NONE = (None, "")
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
    columns of `compiling.compile`, a place perhaps in several rows.
    """

    version: Version
    position: int
    settled: int
    table: Any = field(repr=False)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The counted figures of each place, in no order."""
        rows = _summed(self.table, list(PLACE), self._counted).to_pylist()
        return tuple(
            Cell(
                row["province"] or "",
                UUID(row["unit_id"]) if row["unit_id"] else None,
                UUID(row["agency_id"]) if row["agency_id"] else None,
                {one: _number(row[one]) for one in self._counted},
            )
            for row in rows
        )

    def by(self, level: str, *, into: Mapping[UUID, str] | None = None) -> dict[str, dict[str, Count]]:
        """Counted and distinct figures by key: `nation` (""), `province` (code), `commune` (the unit version's UUID as
        text), `department` (the agency's).

        `into` says for each unit version recorded which key it counts for (another geography); what is of no unit, or
        of one that it does not name, is left out, and `level` does not matter. What has no key is left out too, but
        for the figures that count everywhere. A unit that no entry names is not there: its figures are `absent()`.
        """
        keyed = self._keyed(level, into)
        figures = {
            row["key"]: {one: _number(row[one]) for one in self._counted}
            for row in _summed(keyed, ["key"], self._counted).to_pylist()
        }
        for figure in self.version.distinct:
            values = _distinct(keyed, figure)
            for key, counts in figures.items():
                counts[figure.id] = values.get(key, 0)
        if into is not None or level != "nation":
            self._add_everywhere(keyed, figures)
        elif not figures:
            figures[""] = self.absent()
        return figures

    def absent(self) -> dict[str, Count]:
        """The figures of a unit that no entry names: zero, but for those that count everywhere."""
        nowhere = self._nowhere
        sums = _summed(nowhere, [], self._counted).to_pylist()[0] if nowhere.num_rows else {}
        found = {one.id: _number(sums.get(one.id, 0)) if one.everywhere else 0 for one in self.version.counted}
        for figure in self.version.distinct:
            found[figure.id] = sum(1 for count in self._nowhere_by(figure).values() if count > 0)
        return found

    @property
    def _counted(self) -> list[str]:
        return [figure.id for figure in self.version.counted]

    @property
    def _nowhere(self) -> Any:
        none = [compute.equal(compute.fill_null(compute.cast(self.table[one], "string"), ""), "") for one in PLACE]
        return self.table.filter(compute.and_(compute.and_(none[0], none[1]), none[2]))

    def _nowhere_by(self, figure: Figure) -> dict[str, Count]:
        """For each distinct value the count of what is of no place, if the figure counts that everywhere."""
        nowhere = self._nowhere
        if not nowhere.num_rows or not self.version.figures[figure.of].everywhere:
            return {}
        rows = _summed(nowhere, [by_column(figure.distinct)], [figure.of]).to_pylist()
        return {
            row[by_column(figure.distinct)]: _number(row[figure.of]) for row in rows if row[by_column(figure.distinct)]
        }

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

    def _add_everywhere(self, keyed: Any, figures: dict[str, dict[str, Count]]) -> None:
        absent = self.absent()
        for one in self.version.counted:
            if one.everywhere:
                for counts in figures.values():
                    counts[one.id] += absent[one.id]
        for figure in self.version.distinct:
            if nowhere := self._nowhere_by(figure):
                own = _values(keyed, figure)
                for key, counts in figures.items():
                    both = {
                        value: nowhere.get(value, 0) + own.get(key, {}).get(value, 0)
                        for value in {*nowhere, *own.get(key, {})}
                    }
                    counts[figure.id] = sum(1 for count in both.values() if count > 0)


def _summed(table: Any, keys: Sequence[str], figures: Sequence[str]) -> Any:
    summed = table.group_by(list(keys)).aggregate([(one, "sum") for one in figures])
    return summed.rename_columns([one.removesuffix("_sum") if one not in keys else one for one in summed.column_names])


def _distinct(keyed: Any, figure: Figure) -> dict[str, int]:
    """How many values have a positive sum, by key."""
    value = by_column(figure.distinct)
    sums = _summed(keyed, ["key", value], [figure.of])
    kept = sums.filter(compute.and_(compute.greater(sums[figure.of], 0), compute.is_valid(sums[value])))
    if kept.schema.field(value).type == pyarrow.string():
        kept = kept.filter(compute.not_equal(kept[value], ""))
    counted = kept.group_by("key").aggregate([(value, "count")])
    return dict(zip(counted["key"].to_pylist(), counted[f"{value}_count"].to_pylist(), strict=True))


def _values(keyed: Any, figure: Figure) -> dict[str, dict[str, Count]]:
    value = by_column(figure.distinct)
    found: dict[str, dict[str, Count]] = {}
    for row in _summed(keyed, ["key", value], [figure.of]).to_pylist():
        if row[value] not in _NONE:
            found.setdefault(row["key"], {})[row[value]] = _number(row[figure.of])
    return found


def _number(value: int | Decimal | None) -> Count:
    if isinstance(value, Decimal):
        exact = Fraction(value)
        return exact.numerator if exact.denominator == 1 else exact
    return value or 0
