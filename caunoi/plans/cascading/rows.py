"""Rows of the cascade: read, locked and told of. Private to the room."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from caunoi.core.clock import local_date
from caunoi.core.journal import Place
from caunoi.plans.cascading.errors import CascadeNotFound, OfferNotFound, SayWhyCascade
from caunoi.plans.cascading.shapes import MoveKind
from caunoi.plans.models import Cascade, Offer, OfferMove, PlanIndicator, Value
from caunoi.plans.rules.fitting import Fit, fit
from caunoi.plans.shapes import Combination, Direction
from caunoi.plans.store import measure_of
from caunoi.plans.values import live
from caunoi.units import queries as units

COMMITTEE = "peoples_committee"
BELOW = {"nation": "province", "province": "commune"}


@dataclass(frozen=True, slots=True)
class Child:
    """A unit that may be offered a part: its committee, and what is known of it."""

    agency_id: UUID
    unit_id: UUID | None
    province: str
    code: str
    name: str
    population: int | None
    last_value: Decimal | None = None
    last_on: date | None = None


def children(level: str, *, provinces: Iterable[str] | None, on: date) -> list[Child]:
    """The committees of a level, by province and code of unit, with their population; two statements."""
    wanted = None if provinces is None else list(provinces)
    agencies = units.agencies_at(level=level, kinds=[COMMITTEE], on=on, provinces=wanted)
    known = units.units({one.unit_id for one in agencies if one.unit_id})
    found = []
    for agency in agencies:
        unit = known.get(agency.unit_id) if agency.unit_id else None
        name, population = (unit.full_name, unit.population) if unit else (agency.name, None)
        code = agency.unit_code or agency.code
        found.append(Child(agency.id, agency.unit_id, agency.province_code, code, name, population))
    return sorted(found, key=lambda child: (child.province, child.code))


def last_values(
    indicator: PlanIndicator, holders: Iterable[UUID], *, now: datetime
) -> dict[UUID, tuple[Decimal, date]]:
    """Where each of the holders stands: of a live indicator what `measures` says today, by one call, else the last
    value that was reported, by one statement."""
    on = local_date(now)
    measure = measure_of(indicator)
    if measure is not None:
        found = live(((measure, holder, on) for holder in holders), now=now)
        return {holder: (value.value, value.on) for (_measure, holder, _on), value in found.items()}
    rows = (
        Value.objects.filter(plan_id=indicator.version.plan_id, indicator_code=indicator.code, on__lte=on)
        .order_by("holder_id", "-on", "-reported_at")
        .distinct("holder_id")
        .values_list("holder_id", "value", "on")
    )
    return {holder: (value, day) for holder, value, day in rows}


def locked_cascade(cascade_id: UUID) -> Cascade:
    """The row, locked until the transaction ends. Raises CascadeNotFound."""
    found = Cascade.objects.select_for_update(of=("self",)).select_related("indicator__version__plan")
    row = found.filter(pk=cascade_id).first()
    if row is None:
        raise CascadeNotFound
    return row


def locked_offer(offer_id: UUID) -> Offer:
    """The offer and its cascade, the cascade locked first. Raises OfferNotFound."""
    cascade_id = Offer.objects.filter(pk=offer_id).values_list("cascade_id", flat=True).first()
    if cascade_id is None:
        raise OfferNotFound
    cascade = locked_cascade(cascade_id)
    row = Offer.objects.select_for_update().get(pk=offer_id)
    row.cascade = cascade
    return row


def moved(
    offer: Offer, kind: MoveKind, *, agency_id: UUID, person_id: UUID, now: datetime, reason: str = "",
    value: Decimal | None = None,
) -> OfferMove:  # fmt: skip
    """A step of an offer, not saved yet."""
    return OfferMove(
        offer_id=offer.id, round=offer.round, kind=kind, value=offer.value if value is None else value, reason=reason,
        agency_id=agency_id, person_id=person_id, at=now,
    )  # fmt: skip


def said(cascade: Cascade) -> dict[str, Any]:
    """What every entry of the journal says of a cascade."""
    indicator = cascade.indicator
    return {
        "plan": indicator.version.plan.code, "indicator": indicator.code, "level": cascade.level,
        "due_on": cascade.due_on, "value": cascade.value, "round": cascade.round,
    }  # fmt: skip


def said_of(offer: Offer) -> dict[str, Any]:
    """What every entry says of an offer."""
    return {"cascade": offer.cascade_id, "value": offer.value, "round": offer.round}


def place(row: Cascade | Offer) -> Place:
    """Where an entry counts: at the parent, or at the unit."""
    return Place(unit_id=row.unit_id, agency_id=row.agency_id, province=row.province)


def fit_of(cascade: Cascade, parts: dict[UUID, Decimal | None]) -> Fit[UUID]:
    """Whether parts carry what the cascade asks."""
    return fit(
        cascade.value, parts, combination=cast(Combination, cascade.combination),
        direction=cast(Direction, cascade.direction),
    )  # fmt: skip


def why(text: str) -> str:
    """A reason, trimmed. Raises SayWhyCascade."""
    if not 5 <= len(text.strip()) <= 1000:
        raise SayWhyCascade
    return text.strip()
