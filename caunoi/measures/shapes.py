"""What this room's queries return. Public."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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
class GradeInfo:
    """What a total of `at` or more is called. `unsure`: that it begins there was not read in the document itself."""

    id: str
    names: Names
    at: Fraction
    unsure: bool


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """An index in the version in force. `digest`: SHA-256 of what the version says. `grades`: the highest first."""

    id: str
    names: Names
    reference: str
    levels: tuple[str, ...]
    max: Fraction
    version: date
    digest: str
    unsure: bool
    groups: tuple[GroupInfo, ...]
    grades: tuple[GradeInfo, ...] = ()

    def grade(self, total: Fraction) -> GradeInfo | None:
        """The grade of a total; None when the definition has none for it."""
        return next((one for one in self.grades if total >= one.at), None)


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
    quiet: bool = False
    """Nothing was counted or typed in for it alone: it has only what counts for every unit."""

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
    """Entries of one kind that count `sign` each, or `sign` times their field `sum`; `count`: what they bring.

    `where`: (field, condition) as `("channel", "is online")`; `past`: a date that lies before the day asked for.
    """

    kind: str
    where: tuple[tuple[str, str], ...]
    past: str
    sign: int
    sum: str
    count: Fraction


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a manual value rests on: a document's number, date and abstract, and a file of `documents`, if any."""

    number: str
    dated: date
    abstract: str
    file_id: UUID | None = None


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
    """A page of the subjects behind a figure, by identifier; `after` opens the next page, None at the end.

    `kind`: what they are (`dossier`). `total`: how many there are; `value`: what they sum to, which is the figure
    (more than `total` when one of them counts more than once; nothing of the sort for a count of distinct values).
    """

    ids: tuple[UUID, ...]
    total: int
    after: UUID | None
    kind: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class Fix:
    """Points to win in one indicator: `subjects_needed` more in the numerator give `points_to_win`.

    `kind`: what they are, `dossier` mostly, or what a count of distinct values counts (`procedure`).
    """

    group: str
    indicator: str
    names: Names
    points_to_win: Fraction
    subjects_needed: int
    points_per_subject: Fraction
    kind: str


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


@dataclass(frozen=True, slots=True)
class ManualView:
    """A typed-in figure of `[start, end)`. `claimed` by the unit, `value` as verified (until then as claimed).

    `state`: proposed, verified, returned; in a yearly assessment also explained, approved, published. `counts`: it goes
    into the index. `yearly`: it follows the year's cycle of Decree 224/2026 art. 8.
    """

    id: UUID
    index: str
    figure: str
    figure_names: Names
    level: str
    key: str
    unit_name: str
    province: str
    agency_id: UUID
    start: date
    end: date
    claimed: Fraction
    value: Fraction
    evidence: Evidence
    state: str
    yearly: bool
    counts: bool
    proposed_by: UUID
    proposed_at: datetime
    decided_by: UUID | None
    decided_at: datetime | None
    remark: str
    answer: str
    approved_at: datetime | None

    @property
    def last_day(self) -> date:
        """The last day of the period."""
        return self.end - timedelta(days=1)

    @property
    def shown(self) -> str:
        """The value as people read it: without zeros that say nothing, with a point."""
        return plain_number(self.value)

    @property
    def claimed_shown(self) -> str:
        """What the unit claims, as people read it."""
        return plain_number(self.claimed)


@dataclass(frozen=True, slots=True)
class Askable:
    """A figure that an agency's unit may type in."""

    index: str
    index_names: Names
    figure: str
    figure_names: Names
    unit: str
    """What it counts in: `count`, `points`, `share` ..., as the definition says."""
    yearly: bool


@dataclass(frozen=True, slots=True)
class SnapshotView:
    """A published index. `view` as it was computed then; `replaced_by`: a later snapshot corrects it."""

    id: UUID
    view: IndexView
    province: str
    published_by: UUID
    published_at: datetime
    agency_id: UUID
    replaces: UUID | None
    replaced_by: UUID | None
    reason: str
    result_digest: str


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A snapshot counted again from the journal. `equal`: every unit has the same scores and rank."""

    snapshot_id: UUID
    equal: bool
    differing: tuple[str, ...]
    """Keys of the units that differ, are missing or are new."""


def shown(points: Fraction) -> str:
    """Points as people read them: rounded half up to 0.01, with a point: 17.54."""
    hundredths = (points * 200 + 1) // 2
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{abs(hundredths) // 100}.{abs(hundredths) % 100:02d}"


def plain_number(number: Fraction) -> str:
    """A number of at most six decimals as people read it: 125, 12.5."""
    text = f"{float(number):.6f}".rstrip("0").rstrip(".")
    return str(number.numerator) if number.denominator == 1 else text
