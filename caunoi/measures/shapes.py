"""What this room's queries return. Public."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Literal
from uuid import UUID

Level = Literal["province", "department", "commune"]
Geography = Literal["as_recorded", "as_of", "today"]
Side = Literal["numerator", "denominator", "missing"]
State = Literal["measured", "manual", "not_applicable", "zero", "no_data"]
"""How a score came about: `measured` from the journal; `manual`: a figure in it was typed in and verified;
`not_applicable` at this level, so the full points are given; `zero`: nothing to divide by, so the definition's rule
for it applied; `no_data`: nothing is known, so no points."""
Names = Mapping[str, str]
"""A name by language: `vi`, `en`, `th`."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """Settlement of the dossiers received in a period, counted from the journal.

    `on_time` = done early or on the day + still in process within the limit; `late` is the rest of `received`.
    """

    scope: str
    code: str
    received: int
    in_process: int
    done: int
    on_time: int
    late: int
    on_time_share: float | None
    """on_time / received in [0, 1]; None when nothing was received."""


@dataclass(frozen=True, slots=True)
class IndicatorInfo:
    """An indicator as its definition says it. `max` 0: shown, not scored. `unsure`: its wording was not checked."""

    id: str
    names: Names
    max: Fraction
    direction: Literal["higher", "lower"]
    reference: str
    unsure: bool
    manual: bool
    """One of its figures is typed in with evidence."""


@dataclass(frozen=True, slots=True)
class GroupInfo:
    """A group (pillar) of indicators; `max` is the sum of theirs."""

    id: str
    names: Names
    max: Fraction
    indicators: tuple[IndicatorInfo, ...]


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """An index in the version in force. `digest`: SHA-256 of what the version says."""

    id: str
    names: Names
    reference: str
    levels: tuple[str, ...]
    max: Fraction
    version: date
    digest: str
    unsure: bool
    groups: tuple[GroupInfo, ...]


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """One indicator of one unit. `ratio` is numerator / denominator, None when there is nothing to divide by."""

    id: str
    max: Fraction
    score: Fraction | None
    numerator: Fraction | None
    denominator: Fraction | None
    ratio: Fraction | None
    state: State


@dataclass(frozen=True, slots=True)
class GroupScore:
    """The sum of a group's indicators; those without a score count 0."""

    id: str
    max: Fraction
    score: Fraction
    indicators: tuple[IndicatorScore, ...]


@dataclass(frozen=True, slots=True)
class UnitScore:
    """One unit's scores, exact; rounded half-up to 0.01 only when shown (`shown`).

    `key`: province code, commune version UUID or agency UUID as text. `rank`: equal totals share one, the next is
    skipped; it is among the units of the view asked for. `province` is the province's code. `assumed`: a share of a
    divided unit that no source gives went into its figures.
    """

    key: str
    code: str
    name: str
    province: str
    total: Fraction
    rank: int
    groups: tuple[GroupScore, ...]
    assumed: bool = False

    def indicator(self, indicator_id: str) -> IndicatorScore:
        """One indicator's score. Raises KeyError."""
        for group in self.groups:
            for one in group.indicators:
                if one.id == indicator_id:
                    return one
        raise KeyError(indicator_id)


@dataclass(frozen=True, slots=True)
class IndexView:
    """An index for all units of a level, the best first: of `[start, end)`, as it stood at `as_of`.

    `position`: the last entry of the journal that was counted; `version` and `digest` name the definition.
    `homeless`: figures that belong to units with no known successor in the geography asked for; never hidden.
    """

    id: str
    level: str
    as_of: datetime
    start: date
    end: date
    geography: str
    version: date
    digest: str
    position: int
    computed_at: datetime
    units: tuple[UnitScore, ...]
    homeless: Mapping[str, Fraction]

    def unit(self, key: str) -> UnitScore:
        """One unit by its key. Raises KeyError."""
        for one in self.units:
            if one.key == key:
                return one
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class Condition:
    """Entries of one kind that count `sign` each; `where`, `past` (a date that lies before the day asked for)."""

    kind: str
    where: tuple[tuple[str, str], ...]
    past: str
    sign: int
    count: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a manual value rests on: a document's number, date and abstract, and a file of `documents`, if any."""

    number: str
    dated: date
    abstract: str
    file_id: UUID | None


@dataclass(frozen=True, slots=True)
class FigureExplained:
    """One figure of an indicator: its value, and how it came about (one of conditions, formula, distinct, manual)."""

    id: str
    names: Names
    value: Fraction | None
    dated_by: str
    conditions: tuple[Condition, ...] = ()
    formula: str = ""
    of: tuple[str, ...] = ()
    """The figures that its formula, or its counting of distinct values, takes."""
    distinct: str = ""
    manual: bool = False
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where one indicator of one unit comes from. `formula` as in the definition: n, d, r = n / d.

    `figures`: numerator and denominator first, then everything that they are made of. `definition`: the text of the
    definition file. `behind`: the sides that `subjects_behind` can open (a figure counted from dossiers).
    """

    index: str
    level: str
    unit: UnitScore
    group: str
    indicator: IndicatorScore
    info: IndicatorInfo
    formula: str
    zero: str
    numerator: str
    denominator: str
    figures: tuple[FigureExplained, ...]
    definition: str
    reference: str
    as_of: datetime
    start: date
    end: date
    position: int
    version: date
    digest: str
    behind: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subjects:
    """A page of the dossiers behind a figure, by identifier; `after` opens the next page, None at the end.

    `total`: how many there are in all.
    """

    ids: tuple[UUID, ...]
    total: int
    after: UUID | None


@dataclass(frozen=True, slots=True)
class Fix:
    """Points to win in one indicator: `subjects_needed` more dossiers in the numerator give `points_to_win`.

    Cheapest first: by `points_per_subject`.
    """

    indicator: str
    names: Names
    points_to_win: Fraction
    subjects_needed: int
    points_per_subject: Fraction


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A unit's total and rank as they stood at the end of a day."""

    on: date
    total: Fraction
    rank: int
    groups: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Difference:
    """One indicator of two units: `gap` = the first's points less the second's."""

    group: str
    indicator: str
    names: Names
    one: IndicatorScore
    other: IndicatorScore
    gap: Fraction


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two units of one level side by side, the widest gaps first."""

    one: UnitScore
    other: UnitScore
    differences: tuple[Difference, ...]


def shown(points: Fraction) -> str:
    """Points as people read them: rounded half up to 0.01, with a point: 17.54."""
    hundredths = (points * 200 + 1) // 2
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{abs(hundredths) // 100}.{abs(hundredths) % 100:02d}"
