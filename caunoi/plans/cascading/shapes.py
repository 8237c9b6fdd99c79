"""What the operations and queries of the cascade take and give. Public."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from caunoi.plans.rules.fitting import Fit
from caunoi.plans.shapes import Combination, Direction, Names

Method = Literal["equal", "by_population", "by_last_value", "by_hand"]
METHODS: tuple[Method, ...] = ("equal", "by_population", "by_last_value", "by_hand")
CascadeState = Literal["draft", "open", "fixed", "withdrawn"]
OfferState = Literal["draft", "offered", "accepted", "countered", "fixed", "withdrawn"]
MoveKind = Literal["offered", "accepted", "countered", "agreed", "fixed", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a unit may know of its parent's side: which target is split, how it adds up, and how far things are.

    `value` is what all units are to carry together. `answer_by`: until when the units are asked to answer.
    """

    id: UUID
    plan_code: str
    indicator_id: UUID
    indicator_code: str
    names: Names
    unit_of_measure: str
    combination: Combination
    direction: Direction
    agency_id: UUID
    province: str
    level: str
    due_on: date
    answer_by: date | None
    value: Decimal
    method: Method
    round: int
    state: CascadeState
    proposed_at: datetime | None
    closed_at: datetime | None
    closing_reason: str


@dataclass(frozen=True, slots=True)
class OfferView:
    """What one unit is offered. `value` was offered in `round`; `counter` with `reason` is what it asks for.

    `next_value` is what the parent prepares for the next round, and only its officers see it; `prepared_*` is what the
    unit's officers prepare for their leader, and only they see it. `target_id`: what was fixed.
    """

    id: UUID
    cascade_id: UUID
    agency_id: UUID
    unit_id: UUID | None
    province: str
    code: str
    name: str
    population: int | None
    last_value: Decimal | None
    last_on: date | None
    value: Decimal
    state: OfferState
    round: int
    counter: Decimal | None
    reason: str
    answered_at: datetime | None
    next_value: Decimal | None = None
    prepared_value: Decimal | None = None
    prepared_reason: str = ""
    target_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class MoveView:
    """One step of an offer, of the unit (`accepted`, `countered`) or of its parent."""

    round: int
    kind: MoveKind
    value: Decimal
    reason: str
    agency_id: UUID
    person_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of the offers stand how."""

    offered: int = 0
    accepted: int = 0
    countered: int = 0
    fixed: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.offered + self.accepted + self.countered + self.fixed


@dataclass(frozen=True, slots=True)
class Splittable:
    """A target, or an offer, that an agency may split among the units below it."""

    plan_code: str
    indicator_code: str
    names: Names
    unit_of_measure: str
    combination: Combination
    direction: Direction
    value: Decimal
    due_on: date
    target_id: UUID | None = None
    offer_id: UUID | None = None

    @property
    def source_id(self) -> UUID | None:
        """Whichever it is."""
        return self.target_id or self.offer_id


@dataclass(frozen=True, slots=True)
class Summary:
    """A split in a list."""

    frame: Frame
    counts: Counts


@dataclass(frozen=True, slots=True)
class CascadeView:
    """A parent's side, whole. `fit`: as offered now. `fit_next`: with what is prepared for the next round.

    `fit_countered`: if every unit got what it asks for. Keys are agencies.
    """

    frame: Frame
    target_id: UUID | None
    parent_offer_id: UUID | None
    offers: tuple[OfferView, ...]
    counts: Counts
    fit: Fit[UUID]
    fit_next: Fit[UUID]
    fit_countered: Fit[UUID]
    below: Mapping[UUID, UUID]
    """By agency: the cascade in which it splits what it was offered."""


@dataclass(frozen=True, slots=True)
class OfferPage:
    """The child's side: one offer with the parent's frame and its own history. `splits`: its cascade further down."""

    frame: Frame
    offer: OfferView
    history: tuple[MoveView, ...]
    splits: UUID | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of offers, through both levels of a go: with the parent's name for grouping."""

    offers: tuple[OfferView, ...]
    total: int
    number: int
    pages: int
