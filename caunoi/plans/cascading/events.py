"""What the cascade writes to the journal: codes, numbers and dates; reasons stay in the room's tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from caunoi.core.journal import Event


@dataclass(frozen=True, kw_only=True)
class CascadeEvent(Event):
    """What every entry says of a split."""

    subject_kind: ClassVar[str] = "plan_cascade"

    plan: str
    indicator: str
    level: str
    due_on: date
    value: Decimal
    round: int


@dataclass(frozen=True, kw_only=True)
class CascadeDrafted(CascadeEvent):
    """A split was prepared; nobody below knows of it yet."""

    kind: ClassVar[str] = "plan.cascade_drafted"

    method: str
    offers: int


@dataclass(frozen=True, kw_only=True)
class CascadeProposed(CascadeEvent):
    """A leader sent it to the units."""

    kind: ClassVar[str] = "plan.cascade_proposed"

    method: str
    offers: int


@dataclass(frozen=True, kw_only=True)
class CascadeRound(CascadeEvent):
    """The parent answered: `changed` units have another value to answer, `agreed` get what they asked for."""

    kind: ClassVar[str] = "plan.cascade_round"

    changed: int
    agreed: int


@dataclass(frozen=True, kw_only=True)
class CascadeFixed(CascadeEvent):
    """Every unit's value binds. `gap`: what is missing to the parent's; `agreed`: how many units had accepted."""

    kind: ClassVar[str] = "plan.cascade_fixed"

    offers: int
    agreed: int
    gap: Decimal
    short: bool


@dataclass(frozen=True, kw_only=True)
class CascadeWithdrawn(CascadeEvent):
    """The parent took it back."""

    kind: ClassVar[str] = "plan.cascade_withdrawn"


@dataclass(frozen=True, kw_only=True)
class OfferEvent(Event):
    """What every entry says of one unit's offer: the value that it is about, in a round."""

    subject_kind: ClassVar[str] = "plan_offer"

    cascade: UUID
    value: Decimal
    round: int


@dataclass(frozen=True, kw_only=True)
class OfferMade(OfferEvent):
    """The unit was offered a value; to be answered by `answer_by`."""

    kind: ClassVar[str] = "plan.offer_made"

    answer_by: date | None


@dataclass(frozen=True, kw_only=True)
class OfferAccepted(OfferEvent):
    """The unit takes it on."""

    kind: ClassVar[str] = "plan.offer_accepted"


@dataclass(frozen=True, kw_only=True)
class OfferCountered(OfferEvent):
    """The unit asks for `counter` instead, with a reason."""

    kind: ClassVar[str] = "plan.offer_countered"

    counter: Decimal


@dataclass(frozen=True, kw_only=True)
class OfferAgreed(OfferEvent):
    """The parent gave the unit what it asked for."""

    kind: ClassVar[str] = "plan.offer_agreed"


@dataclass(frozen=True, kw_only=True)
class OfferFixed(OfferEvent):
    """It is the unit's target from now on."""

    kind: ClassVar[str] = "plan.offer_fixed"

    target: UUID


@dataclass(frozen=True, kw_only=True)
class OfferWithdrawn(OfferEvent):
    """The parent took it back."""

    kind: ClassVar[str] = "plan.offer_withdrawn"
