"""What this room's queries give. Frozen; points are exact decimals with two places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from caunoi.classification.rules.criteria import Criterion, Grade, Names


@dataclass(frozen=True, slots=True)
class Fact:
    """What a source says of one agency: a share of success, or None when there is nothing to measure.

    `details`: what was counted, as JSON, for the page of evidence.
    """

    numerator: Fraction | None = None
    denominator: Fraction | None = None
    details: tuple[Mapping[str, Any], ...] = ()

    @property
    def share(self) -> Fraction | None:
        """Numerator of denominator; None when there is no denominator."""
        if self.numerator is None or not self.denominator:
            return None
        return self.numerator / self.denominator


@dataclass(frozen=True, slots=True)
class SchemeInfo:
    """A scheme that may be used at a level."""

    id: str
    names: Names
    levels: tuple[str, ...]
    example: bool
    reference: str


@dataclass(frozen=True, slots=True)
class ClassingView:
    """A year's classification. `tops`: the names of the criteria at the top."""

    id: UUID
    scheme: str
    names: Names
    example: bool
    year: int
    level: str
    agency_id: UUID
    agency_name: str
    as_of: datetime
    sent_at: datetime | None
    explain_by: date | None
    max: Decimal
    grades: tuple[Grade, ...]
    total: int
    decided: int
    explain_days: int
    tops: tuple[Names, ...]


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """One agency in the table. `step`: proposed, explaining, waiting, explained, reexamined or decided."""

    id: UUID
    agency_id: UUID
    agency_name: str
    province: str
    points: Decimal
    grade: Grade
    proposed_points: Decimal
    step: str
    missing: int
    by_top: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class PointView:
    """The points of a criterion and what they rest on."""

    points: Decimal
    state: str
    numerator: Decimal | None
    denominator: Decimal | None
    facts: tuple[Mapping[str, Any], ...]
    reason: str
    document: str
    file_id: UUID | None
    at: datetime
    by: UUID


@dataclass(frozen=True, slots=True)
class NodeView:
    """A node of the tree with its points; `point` only at its leaves."""

    depth: int
    criterion: Criterion
    points: Decimal
    max: Decimal
    point: PointView | None


@dataclass(frozen=True, slots=True)
class ExplanationView:
    """What the one classified said."""

    text: str
    file_id: UUID | None
    at: datetime
    by: UUID


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """One agency's result with the tree, the explanations and the decision."""

    line: OutcomeLine
    classing: ClassingView
    nodes: tuple[NodeView, ...]
    explanations: tuple[ExplanationView, ...]
    earlier: Mapping[str, tuple[PointView, ...]]
    by_points: Grade
    decided_at: datetime | None
    decided_by: UUID | None
    reason: str
