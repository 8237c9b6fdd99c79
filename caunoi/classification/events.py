"""What this room writes to the journal: codes, numbers and dates, never what officers wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from caunoi.core.journal import Event


@dataclass(frozen=True, kw_only=True)
class RoundEvent(Event):
    """Base of what is said of a year's classification."""

    subject_kind: ClassVar[str] = "classification"

    scheme: str
    year: int
    level: str


@dataclass(frozen=True, kw_only=True)
class Proposed(RoundEvent):
    """Points were computed and frozen for `agencies`, by the version of `version` with that digest."""

    kind: ClassVar[str] = "classification.proposed"

    version: date
    digest: str
    as_of: datetime
    agencies: int


@dataclass(frozen=True, kw_only=True)
class Sent(RoundEvent):
    """The proposal was shown to those classified, who may explain themselves until the end of a day."""

    kind: ClassVar[str] = "classification.sent"

    explain_by: date


@dataclass(frozen=True, kw_only=True)
class ResultEvent(Event):
    """Base of what is said of one agency's result."""

    subject_kind: ClassVar[str] = "classification_result"

    scheme: str
    year: int
    agency: UUID


@dataclass(frozen=True, kw_only=True)
class ResultProposed(ResultEvent):
    """An agency's points and the grade they give."""

    kind: ClassVar[str] = "classification.result_proposed"

    points: Decimal
    grade: str


@dataclass(frozen=True, kw_only=True)
class PointsSet(ResultEvent):
    """A criterion got points by hand: a manual one, or one re-examined after an explanation."""

    kind: ClassVar[str] = "classification.points_set"

    criterion: str
    before: Decimal
    points: Decimal
    with_file: bool


@dataclass(frozen=True, kw_only=True)
class Explained(ResultEvent):
    """The agency explained itself in time."""

    kind: ClassVar[str] = "classification.explained"

    with_file: bool


@dataclass(frozen=True, kw_only=True)
class Reexamined(ResultEvent):
    """The classifying agency looked at the explanation again."""

    kind: ClassVar[str] = "classification.reexamined"

    points: Decimal


@dataclass(frozen=True, kw_only=True)
class Decided(ResultEvent):
    """A leader decided; `differs`: not the grade that the points give."""

    kind: ClassVar[str] = "classification.decided"

    points: Decimal
    grade: str
    differs: bool
