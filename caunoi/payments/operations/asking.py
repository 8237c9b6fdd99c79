"""Ask a service what became of an attempt, and make of its answer what it is."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import System
from caunoi.payments import providers
from caunoi.payments.errors import OrderNotFound, ProviderFault, UnknownProvider
from caunoi.payments.events import AttemptEnded
from caunoi.payments.models import Attempt, Order
from caunoi.payments.operations.taking import Money, locked_order, note, said, take
from caunoi.payments.providers.base import CURRENCY, Status
from caunoi.payments.rules.waiting import GIVE_UP, next_wait
from caunoi.payments.shapes import LIVE, AttemptView
from caunoi.payments.views_of import attempt_view

SERVICE = System("payments")
_log = logging.getLogger(__name__)
_FIELDS = ["state", "reason", "provider_reference", "settled_at", "ask_at"]


def ask_provider(*, attempt_id: UUID, now: datetime) -> AttemptView:
    """Ask the service what became of a live attempt; what it answers counts at once. Never inside a transaction.

    A service that does not answer changes nothing: the job asks again. Raises OrderNotFound.
    """
    attempt = _read(attempt_id)
    if attempt.state not in LIVE:
        return attempt_view(attempt)
    try:
        status = providers.provider(attempt.provider).status(attempt.reference)
    except (ProviderFault, UnknownProvider) as error:
        _log.warning("payment %s was not answered: %s", attempt.reference, error)
        return attempt_view(attempt)
    return apply_status(attempt_id, status, now=now)


def end_live(*, order_id: UUID, now: datetime) -> AttemptView | None:
    """Let the service take no more money for the order's live attempt; the attempt afterwards, None without one.

    It may have succeeded meanwhile, or still be live when the service does not answer. Never inside a transaction.
    """
    attempt = Attempt.objects.select_related("order").filter(order_id=order_id, state__in=LIVE).first()
    if attempt is None:
        return None
    try:
        status = providers.provider(attempt.provider).cancel(attempt.reference)
    except (ProviderFault, UnknownProvider) as error:
        _log.warning("payment %s could not be cancelled: %s", attempt.reference, error)
        return attempt_view(attempt)
    if status.state == "unknown":  # it never heard of it, and without a session nobody can pay
        status = Status("expired")
    return apply_status(attempt.id, status, now=now)


def ask_due(*, now: datetime, limit: int = 100) -> int:
    """Ask about the attempts whose time has come; returns how many were answered.

    Each is put off before it is asked (15 s, 30 s ... an hour), so that a crash costs one answer and two workers do not
    ask about the same one.
    """
    answered = 0
    for _ in range(limit):
        attempt = _claimed(now)
        if attempt is None:
            break
        try:
            status = providers.provider(attempt.provider).status(attempt.reference)
        except (ProviderFault, UnknownProvider) as error:
            _log.warning("payment %s was not answered: %s", attempt.reference, error)
            continue
        apply_status(attempt.id, status, now=now)
        answered += 1
    return answered


@transaction.atomic
def _claimed(now: datetime) -> Attempt | None:
    attempt = (
        Attempt.objects.select_for_update(skip_locked=True).filter(ask_at__lte=now).order_by("ask_at").first()
    )  # fmt: skip
    if attempt is not None:
        attempt.asked += 1
        attempt.ask_at = now + next_wait(attempt.asked)
        attempt.save(update_fields=["asked", "ask_at"])
    return attempt


@transaction.atomic
def apply_status(attempt_id: UUID, status: Status, *, now: datetime) -> AttemptView:
    """Make of a service's answer what it is; the same answer again changes nothing."""
    order = locked_order(_read(attempt_id).order_id)
    attempt = Attempt.objects.select_for_update().get(id=attempt_id)
    attempt.order = order
    apply_to(order, attempt, status, now=now)
    return attempt_view(attempt)


def apply_to(order: Order, attempt: Attempt, status: Status, *, now: datetime) -> None:
    """The same, on rows that are locked. What succeeded stays so, whatever comes later."""
    if attempt.state == "succeeded":
        return
    attempt.provider_reference = status.provider_reference[:80] or attempt.provider_reference
    if status.state == "succeeded":
        _succeed(order, attempt, status, now)
    elif attempt.state not in LIVE:
        attempt.ask_at = None
        attempt.save(update_fields=["ask_at"])
    elif status.state in ("failed", "expired") or _given_up(attempt, status, now):
        state = "failed" if status.state == "failed" else "expired"
        attempt.state, attempt.reason, attempt.settled_at, attempt.ask_at = state, status.reason, now, None
        attempt.save(update_fields=_FIELDS)
        event = AttemptEnded(**said(order), provider=attempt.provider, reference=attempt.reference, state=attempt.state)
        note(event, order, actor=SERVICE, now=now)
    else:
        attempt.state = "pending" if status.state == "pending" else attempt.state
        attempt.ask_at = attempt.ask_at or now + next_wait(attempt.asked)
        attempt.save(update_fields=_FIELDS)


def _succeed(order: Order, attempt: Attempt, status: Status, now: datetime) -> None:
    if status.currency != CURRENCY or status.amount <= 0:  # no money of ours: left open for people to look at
        attempt.reason = f"{status.amount} {status.currency}"[:200]
        attempt.ask_at = attempt.ask_at if now - attempt.made_at < GIVE_UP else None
        attempt.save(update_fields=["reason", "provider_reference", "ask_at"])
        return
    attempt.state, attempt.reason, attempt.settled_at, attempt.ask_at = "succeeded", "", now, None
    attempt.save(update_fields=_FIELDS)
    money = Money(status.amount, "online", f"attempt:{attempt.id}", attempt)
    take(order, money, actor=SERVICE, now=now)


def _given_up(attempt: Attempt, status: Status, now: datetime) -> bool:
    return (status.state == "unknown" and now >= attempt.expires_at) or now - attempt.made_at > GIVE_UP


def _read(attempt_id: UUID) -> Attempt:
    attempt = Attempt.objects.select_related("order").filter(id=attempt_id).first()
    if attempt is None:
        raise OrderNotFound
    return attempt
