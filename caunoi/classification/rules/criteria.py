"""A criteria tree: what may be won where, what a share of success is worth, which grade points give. Exact numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

Names = Mapping[str, str]
KINDS = ("plan_targets", "tasks_on_time", "tasks_not_overdue", "reports_on_time", "index", "manual")
"""Where points come from: see `caunoi.classification.sources`."""
LEVELS = ("province", "department", "commune")


@dataclass(frozen=True, slots=True)
class Step:
    """From a share of success `at` on, `share` of the maximum is won (both 0 to 1)."""

    at: Fraction
    share: Fraction


@dataclass(frozen=True, slots=True)
class Source:
    """Where a criterion's points come from. `code`: the plan or index meant; `nothing`: what no data at all gives."""

    kind: str
    code: str = ""
    steps: tuple[Step, ...] = ()
    nothing: str = "zero"


@dataclass(frozen=True, slots=True)
class Criterion:
    """A node of the tree: either it has children whose maxima make its own, or a source."""

    id: str
    names: Names
    max: Fraction
    source: Source | None = None
    children: tuple[Criterion, ...] = ()


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade is given from `at` points on."""

    id: str
    names: Names
    at: Fraction


@dataclass(frozen=True, slots=True)
class Version:
    """What holds from a day on. `explain_days`: how long the one classified has to explain, by default."""

    valid_from: date
    valid_to: date | None
    max: Fraction
    grades: tuple[Grade, ...]
    criteria: tuple[Criterion, ...]
    explain_days: int
    reference: str
    digest: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way of classifying, with all its versions. `example`: not an official one."""

    id: str
    names: Names
    reference: str
    levels: tuple[str, ...]
    example: bool
    versions: tuple[Version, ...]
    text: str = ""

    def in_force(self, on: date) -> Version:
        """The version of a day. Raises LookupError."""
        for one in self.versions:
            if one.valid_from <= on and (one.valid_to is None or on < one.valid_to):
                return one
        raise LookupError(on)


def walked(criteria: tuple[Criterion, ...], depth: int = 0) -> Iterator[tuple[int, Criterion]]:
    """Every node with its depth, in the order of the tree."""
    for one in criteria:
        yield depth, one
        yield from walked(one.children, depth + 1)


def leaves(criteria: tuple[Criterion, ...]) -> list[Criterion]:
    """The criteria that win points by themselves."""
    return [one for _depth, one in walked(criteria) if one.source is not None]


def worth(criterion: Criterion, share: Fraction | None) -> Fraction:
    """The points for a share of success (None: nothing to measure), between 0 and the maximum, to 0.01 half up."""
    source = criterion.source
    if share is None:
        return criterion.max if source is not None and source.nothing == "full" else Fraction(0)
    held = min(max(share, Fraction(0)), Fraction(1))
    if source is not None and source.steps:
        held = max((one.share for one in source.steps if held >= one.at), default=Fraction(0))
    return rounded(criterion.max * held)


def rounded(points: Fraction) -> Fraction:
    """To 0.01, half up."""
    return Fraction((points * 200 + 1) // 2, 100)


def points_of(criterion: Criterion, won: Mapping[str, Fraction]) -> Fraction:
    """A node's points: its own, or the sum of its children's."""
    if not criterion.children:
        return won.get(criterion.id, Fraction(0))
    return sum((points_of(one, won) for one in criterion.children), Fraction(0))


def total(criteria: tuple[Criterion, ...], won: Mapping[str, Fraction]) -> Fraction:
    """All points."""
    return sum((points_of(one, won) for one in criteria), Fraction(0))


def grade_of(points: Fraction, grades: tuple[Grade, ...]) -> Grade:
    """The best grade that the points reach; at exactly `at` it is reached. One begins at 0, so there is always one."""
    return max((one for one in grades if points >= one.at), key=lambda one: one.at)
