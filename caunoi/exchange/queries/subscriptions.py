"""Subscriptions and their deliveries: for the machine itself, and for the administrators of its agency."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from caunoi.core.actor import Actor, Person
from caunoi.exchange.errors import MachineNotFound, SubscriptionNotFound
from caunoi.exchange.models import Delivery, Machine, Subscription
from caunoi.exchange.shapes import DeliveryView, SubscriptionView
from caunoi.people import policies


def subscriptions(machine_id: UUID, *, actor: Actor, now: datetime) -> list[SubscriptionView]:
    """The machine's open subscriptions, oldest first. Raises MachineNotFound, NotAdministrator."""
    require_own(machine_id, actor, now)
    rows = Subscription.objects.filter(machine_id=machine_id, closed_at=None).order_by("made_at", "id")
    waits = Count("deliveries", filter=Q(deliveries__state="waiting"))
    return [subscription_view(row, waiting=row.waits) for row in rows.annotate(waits=waits)]


def deliveries(
    machine_id: UUID, *, actor: Actor, now: datetime, subscription_id: UUID | None = None, limit: int = 50
) -> list[DeliveryView]:
    """What was sent or waits, newest first. Raises MachineNotFound, SubscriptionNotFound, NotAdministrator."""
    require_own(machine_id, actor, now)
    rows = Delivery.objects.filter(subscription__machine_id=machine_id).select_related("subscription")
    if subscription_id is not None:
        if not Subscription.objects.filter(pk=subscription_id, machine_id=machine_id).exists():
            raise SubscriptionNotFound
        rows = rows.filter(subscription_id=subscription_id)
    return [delivery_view(row) for row in rows.order_by("-position", "-id")[:limit]]


def require_own(machine_id: UUID, actor: Actor, now: datetime) -> Machine:
    """The machine, for itself or an administrator of its agency; private to the room."""
    row = Machine.objects.filter(pk=machine_id).first()
    if row is None:
        raise MachineNotFound
    if not (isinstance(actor, Person) and actor.person_id == row.person_id):
        policies.require_administrator(actor, agency_id=row.agency_id, now=now)
    return row


def subscription_view(row: Subscription, *, waiting: int = 0, secret: str = "") -> SubscriptionView:
    """A row as others see it; no statement."""
    return SubscriptionView(
        id=row.pk, machine_id=row.machine_id, url=row.url, kinds=tuple(row.kinds), made_at=row.made_at,
        paused_at=row.paused_at, closed_at=row.closed_at, failing_since=row.failing_since, waiting=waiting,
        secret=secret,
    )  # fmt: skip


def delivery_view(row: Delivery) -> DeliveryView:
    """A row, read with its subscription, as others see it; no statement."""
    return DeliveryView(
        id=row.pk, subscription_id=row.subscription_id, url=row.subscription.url, kind=row.kind, state=row.state,
        attempts=row.attempts, next_at=row.next_at, last_status=row.last_status, last_error=row.last_error,
        made_at=row.made_at, delivered_at=row.delivered_at, body=row.body,
    )  # fmt: skip
