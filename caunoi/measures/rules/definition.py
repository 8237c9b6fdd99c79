"""What a file of `data/measures` says, once it was read and found right (see `loading`). Stable: engines compile it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from caunoi.measures.rules.formulas import Formula

FieldType = Literal["text", "integer", "decimal", "boolean", "date", "datetime", "uuid"]
Kinds = Mapping[str, Mapping[str, FieldType]]
"""The journal's kinds of entries with their scalar fields; lists and mappings are left out, they cannot be measured."""
Scalar = str | int | bool | Decimal | date | datetime
Names = Mapping[str, str]
LANGUAGES = ("vi", "en", "th")
LEVELS = ("province", "department", "commune")
OCCURRED_ON = "occurred_on"
"""As `dated_by`: the local day on which the entry happened, instead of a date in its data."""
PLACE_FIELDS = ("province", "unit_id", "agency_id")
"""Columns that every entry has; a figure may count distinct values of them."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition on a field of the entry. An entry in which a field is missing (null) satisfies `missing` only.

    `is`: equals `values[0]`; `in`: equals one of them; `not`: has a value and equals none of them; `min`, `max`: at
    least, at most `values[0]`, or the field `other` of the same entry; `missing`: has no value.
    """

    field: str
    type: FieldType
    op: Literal["is", "in", "not", "min", "max", "missing"]
    values: tuple[Scalar, ...] = ()
    other: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """Entries of one kind that satisfy all of `where` count `sign` (+1 or -1) each, or `sign` times the field `sum`.

    `past` names a date field that must lie before today (strictly); `sum` an integer or decimal field, missing is 0.
    """

    kind: str
    where: tuple[Filter, ...] = ()
    past: str = ""
    sign: int = 1
    sum: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Manual:
    """A figure that people type in with evidence, because no entry of the journal carries it."""

    unit: Literal["count", "percent", "points"]
    max: Fraction | None = None


@dataclass(frozen=True, slots=True)
class RollUp:
    """How a figure of parts makes that of the whole. Counts are sums; only manual figures may say otherwise."""

    time: Literal["sum", "last", "mean"] = "sum"
    place: Literal["sum", "mean"] = "sum"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number per unit. Exactly one of `terms`, `distinct` (with `of`), `formula`, `manual` is set.

    counted: the sum of its terms over entries whose day `dated_by` lies in `[start, end)`; `until_end`: of everything
    dated before `end`, whenever it was. `everywhere`: entries without any place (no province, unit, agency) count for
    every unit, beside those of the unit itself. distinct: how many values of the field `distinct` have a positive sum
    of the counted figure `of`, within the unit (so a province's is not the sum of its communes'). formula: of other
    figures, worked out after they were rolled up; None where it divides by nothing or takes a None.
    """

    id: str
    names: Names = field(hash=False)
    dated_by: str = ""
    terms: tuple[Term, ...] = ()
    until_end: bool = False
    everywhere: bool = False
    distinct: str = ""
    of: str = ""
    formula: Formula | None = None
    manual: Manual | None = None
    roll_up: RollUp = RollUp()
    unsure: bool = False
    note: str = ""
    line: int = field(default=0, compare=False)

    @property
    def counted(self) -> bool:
        """Its terms are summed over the journal."""
        return bool(self.terms)

    @property
    def needs(self) -> tuple[str, ...]:
        """The figures that it is made of."""
        if self.distinct:
            return (self.of,)
        return self.formula.names if self.formula is not None else ()


@dataclass(frozen=True, slots=True)
class Step:
    """From `at` on (of r, or of n without a denominator) there are `points`."""

    at: Fraction
    points: Fraction


@dataclass(frozen=True, slots=True)
class Indicator:
    """n = figure `numerator`, d = figure `denominator` (empty: none), r = n / d; `score` or `steps` gives the points.

    Points lie in [0, max]. `max` 0: shown, not scored. `zero`: when d is 0, `full` gives max, `zero` 0, `none` no
    score. `not_applicable`: levels at which it does not apply, with what it gives there. `share`: n is a part of d, so
    n > d is a mistake. `direction` says whether a higher r (or n) is better; the formula must agree with it.
    """

    id: str
    names: Names = field(hash=False)
    max: Fraction
    numerator: str
    denominator: str = ""
    direction: Literal["higher", "lower"] = "higher"
    score: Formula | None = None
    steps: tuple[Step, ...] = ()
    zero: Literal["full", "zero", "none"] = "none"
    not_applicable: Mapping[str, Literal["full", "zero"]] = field(default_factory=dict, hash=False)
    share: bool = True
    number: int | None = None
    """Its number in the legal document."""
    reference: str = ""
    verified: bool = False
    """The formula was recomputed from published numbers, or read in the law."""
    unsure: bool = False
    note: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Group:
    """A group or pillar; `max` is the sum of its indicators'. `weight`: its part of an index that is shown as 0..1."""

    id: str
    names: Names = field(hash=False)
    max: Fraction
    indicators: tuple[Indicator, ...]
    weight: Fraction | None = None
    unsure: bool = False
    note: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Grade:
    """What a total of `at` or more is called."""

    id: str
    names: Names = field(hash=False)
    at: Fraction
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """What is in force on `[valid_from, valid_to)`. `figures` stand in an order in which each needs earlier ones only.

    `digest`: SHA-256 (hex) of what the version says; spaces and comments of the file do not change it.
    """

    index: str
    valid_from: date
    valid_to: date | None
    reference: str
    levels: tuple[str, ...]
    figures: Mapping[str, Figure] = field(hash=False)
    groups: tuple[Group, ...]
    max: Fraction
    digest: str
    agency_by: str = ""
    """The field of the entry that names the agency for which it counts; without a value, the agency of its place."""
    grades: tuple[Grade, ...] = ()
    unsure: bool = False
    note: str = ""
    line: int = field(default=0, compare=False)

    @property
    def counted(self) -> tuple[Figure, ...]:
        """The figures that are summed over the journal."""
        return tuple(figure for figure in self.figures.values() if figure.counted)

    @property
    def distinct(self) -> tuple[Figure, ...]:
        """The figures that count distinct values."""
        return tuple(figure for figure in self.figures.values() if figure.distinct)

    @property
    def manual(self) -> tuple[Figure, ...]:
        """The figures that are typed in."""
        return tuple(figure for figure in self.figures.values() if figure.manual is not None)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of entries that any figure counts, sorted."""
        return tuple(sorted({term.kind for figure in self.counted for term in figure.terms}))

    @property
    def indicators(self) -> Iterator[Indicator]:
        """All of them, in the order of the file."""
        return (one for group in self.groups for one in group.indicators)

    def indicator(self, indicator_id: str) -> Indicator:
        """One by its id. Raises KeyError."""
        for one in self.indicators:
            if one.id == indicator_id:
                return one
        raise KeyError(indicator_id)

    def made_of(self, figure_id: str) -> tuple[str, ...]:
        """The figure and everything that it is made of, itself first."""
        found: list[str] = []
        waiting = [figure_id]
        while waiting:
            one = waiting.pop(0)
            if one not in found:
                found.append(one)
                waiting += self.figures[one].needs
        return tuple(found)

    def is_manual(self, indicator: Indicator) -> bool:
        """Whether any figure that it is made of is typed in."""
        sides = (side for side in (indicator.numerator, indicator.denominator) if side)
        return any(self.figures[one].manual is not None for side in sides for one in self.made_of(side))


@dataclass(frozen=True, slots=True)
class Definition:
    """One file: an index, or a plain set of measures (no groups, no levels). `text` is the file as it is written."""

    id: str
    names: Names = field(hash=False)
    reference: str
    levels: tuple[str, ...]
    versions: tuple[Version, ...]
    file: str
    text: str = field(repr=False)

    def in_force(self, on: date) -> Version:
        """The version in force on a day. Raises LookupError."""
        for version in self.versions:
            if version.valid_from <= on and (version.valid_to is None or on < version.valid_to):
                return version
        raise LookupError(f"no version of {self.id} is in force on {on}")
