"""Begin to pay through a service: the intent is committed first, then the service is called, then its answer kept."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language

from caunoi.core.actor import Actor, Person
from caunoi.core.ids import new_id
from caunoi.payments import providers
from caunoi.payments.errors import (
    AmountUnknown,
    NothingDue,
    OlderPaymentUnknown,
    OrderNotFound,
    ProviderDown,
    ProviderFault,
)
from caunoi.payments.events import AttemptBegun
from caunoi.payments.models import Attempt, Order
from caunoi.payments.operations.asking import end_live
from caunoi.payments.operations.taking import locked_order, note, said
from caunoi.payments.providers.base import Request, Started
from caunoi.payments.rules.waiting import FIRST, VALID
from caunoi.payments.shapes import LIVE, AttemptView
from caunoi.payments.views_of import attempt_view, rest
from caunoi.units import queries as units


def begin_attempt(
    *, order_id: UUID, provider: str, return_url: str, key: str, actor: Actor, now: datetime
) -> AttemptView:
    """Prepare to pay what is still due; the payer goes to `redirect_url`. Never inside a transaction.

    The same `key` gives the same attempt; while one is under way for the same sum, another key gives that one too. One
    for another sum or service is ended at its service first, so that two can never both take money.

    Raises UnknownProvider, OrderNotFound (also for whoever is not the payer), NothingDue, AmountUnknown, ProviderDown
    (nothing was taken; begin again), OlderPaymentUnknown.
    """
    service = providers.provider(provider)
    attempt = _intent(order_id, provider, key, actor, now)
    if attempt is None:
        ended = end_live(order_id=order_id, now=now)
        if ended is not None and ended.live:
            raise OlderPaymentUnknown
        attempt = _intent(order_id, provider, key, actor, now)
        if attempt is None:
            raise OlderPaymentUnknown
    if attempt.state != "started":
        return attempt_view(attempt)
    try:
        started = service.start(_request(attempt, return_url))
    except ProviderFault as error:
        raise ProviderDown from error
    return _answered(attempt.id, started)


@transaction.atomic(durable=True)
def _intent(order_id: UUID, provider: str, key: str, actor: Actor, now: datetime) -> Attempt | None:
    """The attempt, committed before the service hears of it; None when another one is in the way."""
    order = locked_order(order_id)
    if not isinstance(actor, Person) or actor.person_id != order.payer_id:
        raise OrderNotFound
    attempts = list(Attempt.objects.filter(order=order).order_by("made_at"))
    for attempt in attempts:
        attempt.order = order
        if attempt.key == key[:80]:
            return attempt
    due = rest(order)
    live = next((one for one in attempts if one.state in LIVE), None)
    if live is not None:
        same = (live.provider, live.amount) == (provider, due) and live.expires_at > now
        return live if same else None
    return _made(order, due, provider, key, len(attempts) + 1, actor, now)


def _made(order: Order, due: int | None, provider: str, key: str, number: int, actor: Actor, now: datetime) -> Attempt:
    if due is None:
        raise AmountUnknown
    if due == 0:
        raise NothingDue
    attempt = Attempt.objects.create(
        id=new_id(), order=order, provider=provider, key=key[:80], reference=f"{order.code}-{number}", amount=due,
        made_at=now, expires_at=now + VALID, ask_at=now + FIRST,
    )  # fmt: skip
    event = AttemptBegun(**said(order), provider=provider, reference=attempt.reference, amount=due)
    note(event, order, actor=actor, now=now)
    return attempt


def _request(attempt: Attempt, return_url: str) -> Request:
    return Request(
        reference=attempt.reference, amount=attempt.amount, merchant=units.agency(attempt.order.agency_id).code,
        description=attempt.order.subject_code, return_url=return_url,
        notify_url=f"{settings.BASE_URL}/payments/{attempt.provider}/notices/", expires_at=attempt.expires_at,
        language=get_language() or "vi",
    )  # fmt: skip


@transaction.atomic(durable=True)
def _answered(attempt_id: UUID, started: Started) -> AttemptView:
    """Keep where the payer goes; a notification may have come before the answer, and stays what it is."""
    attempt = Attempt.objects.select_for_update(of=("self",)).select_related("order").get(id=attempt_id)
    attempt.redirect_url = started.redirect_url[:500]
    attempt.provider_reference = attempt.provider_reference or started.provider_reference[:80]
    if attempt.state == "started":
        attempt.state = "pending"
    attempt.save(update_fields=["redirect_url", "provider_reference", "state"])
    return attempt_view(attempt)
