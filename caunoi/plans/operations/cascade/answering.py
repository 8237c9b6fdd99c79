"""A unit answers what it was offered: it accepts, or asks for another value with a reason."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import Actor
from caunoi.core.errors import Problem
from caunoi.core.journal import append
from caunoi.plans.cascading.errors import NotYourOffer, OfferMovedOn, UnfitSplit
from caunoi.plans.cascading.events import OfferAccepted, OfferCountered, OfferEvent
from caunoi.plans.cascading.policies import require_decider, require_preparer
from caunoi.plans.cascading.rows import locked_offer, moved, place, said_of, why
from caunoi.plans.models import Offer
from caunoi.plans.rules.splitting import LARGEST, PLACES

ANSWERABLE = ("offered", "countered")


@transaction.atomic
def accept(*, offer_id: UUID, round: int, actor: Actor, now: datetime) -> None:
    """The unit's leader takes on the value that was offered in `round`.

    Raises OfferNotFound, NotYourOffer, LeaderDecides, OfferMovedOn (answered, closed, or another value meanwhile).
    """
    row = locked_offer(offer_id)
    person_id = require_decider(actor, agency_id=row.agency_id, now=now, refusal=NotYourOffer)
    _answerable(row, round)
    row.state, row.counter, row.reason = "accepted", None, ""
    _answered(row, person_id, OfferAccepted(**said_of(row)), actor, now)
    moved(row, "accepted", agency_id=row.agency_id, person_id=person_id, now=now).save()


@transaction.atomic
def counter(*, offer_id: UUID, round: int, value: Decimal, reason: str, actor: Actor, now: datetime) -> None:
    """The unit's leader asks for `value` instead, with a reason.

    Raises OfferNotFound, NotYourOffer, LeaderDecides, OfferMovedOn, SayWhyCascade, UnfitSplit.
    """
    row = locked_offer(offer_id)
    person_id = require_decider(actor, agency_id=row.agency_id, now=now, refusal=NotYourOffer)
    _answerable(row, round)
    row.state, row.counter, row.reason = "countered", _other(value, row), why(reason)
    _answered(row, person_id, OfferCountered(**said_of(row), counter=value), actor, now)
    moved(
        row, "countered", agency_id=row.agency_id, person_id=person_id, now=now, reason=row.reason, value=value
    ).save()


@transaction.atomic
def prepare_answer(*, offer_id: UUID, value: Decimal, reason: str, actor: Actor, now: datetime) -> None:
    """A specialist of the unit prepares to ask for `value`; its leader finds it on the page and decides.

    Raises OfferNotFound, NotYourOffer, OfferMovedOn, SayWhyCascade, UnfitSplit.
    """
    row = locked_offer(offer_id)
    person_id = require_preparer(actor, agency_id=row.agency_id, now=now, refusal=NotYourOffer)
    _answerable(row, row.round)
    row.prepared_value, row.prepared_reason, row.prepared_by = _other(value, row), why(reason), person_id
    row.save(update_fields=["prepared_value", "prepared_reason", "prepared_by"])


def _answerable(row: Offer, round: int) -> None:
    if row.cascade.state != "open" or row.state not in ANSWERABLE or row.round != round:
        raise OfferMovedOn


def _other(value: Decimal, row: Offer) -> Decimal:
    fits("value", value)
    if value == row.value:
        raise UnfitSplit([Problem(_("Giá trị đề nghị bằng giá trị được giao; hãy chấp nhận."), "value")])
    return value


def fits(field: str, value: Decimal) -> None:
    """Raises UnfitSplit unless the value is a number of a size and precision that is kept."""
    if not value.is_finite() or abs(value) >= LARGEST or value != round(value, PLACES):
        raise UnfitSplit([Problem(_("Chỉ tiêu phải là một số, nhiều nhất 6 chữ số thập phân."), field)])


def _answered(row: Offer, person_id: UUID, event: OfferEvent, actor: Actor, now: datetime) -> None:
    row.answered_by, row.answered_at = person_id, now
    row.prepared_value, row.prepared_reason, row.prepared_by = None, "", None
    row.save(
        update_fields=[
            "state", "counter", "reason", "answered_by", "answered_at", "prepared_value", "prepared_reason",
            "prepared_by",
        ]
    )  # fmt: skip
    append(event, subject_id=row.id, actor=actor, now=now, place=place(row))
