"""The parent's next round: values are prepared one by one or from a pasted table, and sent by a leader."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import F

from caunoi.core.actor import Actor
from caunoi.core.journal import Event, Place, append_many
from caunoi.plans.cascading.errors import CascadeMovedOn, NothingPrepared, OfferNotFound
from caunoi.plans.cascading.events import CascadeRound, OfferAgreed, OfferMade
from caunoi.plans.cascading.policies import require_decider, require_preparer
from caunoi.plans.cascading.rows import Child, locked_cascade, moved, place, said, said_of
from caunoi.plans.models import Cascade, Offer, OfferMove
from caunoi.plans.operations.cascade.amounts import pasted_values
from caunoi.plans.operations.cascade.answering import fits

_SENT = ["value", "state", "round", "counter", "reason", "next_value", "answered_by", "answered_at"]


@transaction.atomic
def set_next(*, cascade_id: UUID, values: Mapping[UUID, Decimal | None], actor: Actor, now: datetime) -> None:
    """Prepare what agencies are to get in the next round; None takes it back. In a draft it is their value at once.

    Raises CascadeNotFound, NotYourSplit, CascadeMovedOn, OfferNotFound, UnfitSplit.
    """
    cascade = locked_cascade(cascade_id)
    require_preparer(actor, agency_id=cascade.agency_id, now=now)
    if cascade.state not in ("draft", "open"):
        raise CascadeMovedOn
    for value in values.values():
        if value is not None:
            fits("value", value)
    rows = {row.agency_id: row for row in cascade.offers.select_for_update().filter(agency_id__in=list(values))}
    if len(rows) != len(values):
        raise OfferNotFound
    column = "value" if cascade.state == "draft" else "next_value"
    for agency_id, row in rows.items():
        value = values[agency_id]
        setattr(row, column, row.value if value is None and column == "value" else value)
    Offer.objects.bulk_update(rows.values(), [column])
    if column == "value":
        _hand_down(rows)


def paste_next(*, cascade_id: UUID, text: str, actor: Actor, now: datetime) -> int:
    """Prepare the next round from a pasted table of some or all units; returns how many.

    Raises as `set_next`; UnfitSplit names every problem with its row and column, and nothing is kept then.
    """
    with transaction.atomic():
        cascade = locked_cascade(cascade_id)
        require_preparer(actor, agency_id=cascade.agency_id, now=now)
        rows = [
            Child(row.agency_id, row.unit_id, row.province, row.code, row.name, row.population)
            for row in cascade.offers.order_by("province", "code")
        ]
        values = dict(pasted_values(text, rows, partly=True))
        set_next(cascade_id=cascade_id, values=values, actor=actor, now=now)
    return len(values)


@transaction.atomic
def take_counters(*, cascade_id: UUID, actor: Actor, now: datetime) -> int:
    """Prepare to give every unit that asks for another value what it asks for; returns how many; two statements.

    Raises CascadeNotFound, NotYourSplit, CascadeMovedOn.
    """
    cascade = locked_cascade(cascade_id)
    require_preparer(actor, agency_id=cascade.agency_id, now=now)
    if cascade.state != "open":
        raise CascadeMovedOn
    return cascade.offers.filter(state="countered").update(next_value=F("counter"))


@transaction.atomic
def next_round(*, cascade_id: UUID, actor: Actor, now: datetime, reason: str = "") -> None:
    """A leader sends what was prepared. Who gets what it asked for has agreed; others answer anew; the rest stand.

    What is split further below follows the new values. A fixed number of statements. Raises CascadeNotFound,
    NotYourSplit, LeaderDecides, CascadeMovedOn, NothingPrepared.
    """
    cascade = locked_cascade(cascade_id)
    person_id = require_decider(actor, agency_id=cascade.agency_id, now=now)
    if cascade.state != "open":
        raise CascadeMovedOn
    rows = list(cascade.offers.select_for_update().filter(next_value__isnull=False).order_by("province", "code"))
    changing = [row for row in rows if row.state == "countered" or row.next_value != row.value]
    if not changing:
        raise NothingPrepared
    cascade.round += 1
    cascade.save(update_fields=["round"])
    agreed = {row.id for row in changing if _turn(row, cascade.round)}
    Offer.objects.bulk_update(rows, _SENT)
    kept = reason.strip()[:1000]
    OfferMove.objects.bulk_create(
        moved(row, "agreed" if row.id in agreed else "offered", agency_id=cascade.agency_id, person_id=person_id,
              now=now, reason=kept)
        for row in changing
    )  # fmt: skip
    _hand_down({row.agency_id: row for row in changing})
    append_many(_told(cascade, changing, agreed), actor=actor, now=now)


def _turn(row: Offer, round: int) -> bool:
    """Give the row its next value; True when that is what the unit asked for."""
    agreed = row.state == "countered" and row.next_value == row.counter
    assert row.next_value is not None
    row.value, row.next_value, row.round = row.next_value, None, round
    row.counter, row.reason = None, ""
    row.state = "accepted" if agreed else "offered"
    if not agreed:
        row.answered_by = row.answered_at = None
    return agreed


def _hand_down(rows: Mapping[UUID, Offer]) -> None:
    """What the units split further asks for their new values."""
    below = list(Cascade.objects.filter(parent_offer__in=rows.values(), state__in=["draft", "open"]))
    by_offer = {row.id: row for row in rows.values()}
    for cascade in below:
        if cascade.parent_offer_id is not None:
            cascade.value = by_offer[cascade.parent_offer_id].value
    if below:
        Cascade.objects.bulk_update(below, ["value"])


def _told(cascade: Cascade, changing: list[Offer], agreed: set[UUID]) -> list[tuple[Event, UUID, Place]]:
    told: list[tuple[Event, UUID, Place]] = [
        (
            CascadeRound(**said(cascade), changed=len(changing) - len(agreed), agreed=len(agreed)),
            cascade.id, place(cascade),
        )
    ]  # fmt: skip
    for row in changing:
        event = OfferAgreed(**said_of(row)) if row.id in agreed else None
        told.append((event or OfferMade(**said_of(row), answer_by=cascade.answer_by), row.id, place(row)))
    return told
