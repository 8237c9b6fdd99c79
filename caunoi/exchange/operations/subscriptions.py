"""Subscribing to events, stopping, going on, sending again by hand."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core import journal
from caunoi.core.actor import Actor, Person
from caunoi.core.errors import Problem
from caunoi.core.ids import new_id
from caunoi.exchange import following
from caunoi.exchange.errors import (
    DeliveryNotFound,
    InvalidSubscription,
    MachineIsClosed,
    MachineNotFound,
    SubscriptionNotFound,
)
from caunoi.exchange.events import SubscriptionClosed, SubscriptionMade, SubscriptionPaused
from caunoi.exchange.models import Delivery, Machine, Subscription
from caunoi.exchange.queries.subscriptions import subscription_view
from caunoi.exchange.rules.webhooks import PREFIX, fault_of_url
from caunoi.exchange.shapes import SubscriptionView
from caunoi.people import policies

AT_MOST = 20
_FAULTS = {
    "scheme": _("Địa chỉ phải bắt đầu bằng https://."),
    "host": _("Địa chỉ không có tên máy chủ đúng."),
    "credentials": _("Địa chỉ không được chứa tên đăng nhập hoặc mật khẩu."),
    "fragment": _("Địa chỉ không được chứa phần sau dấu #."),
}


@transaction.atomic
def subscribe(
    *, machine_id: UUID, url: str, kinds: Collection[str] = (), actor: Actor, now: datetime
) -> SubscriptionView:
    """Tell a machine of events from now on, at `url`; no kinds: of all. The view carries the secret, this once.

    By the machine itself or an administrator of its agency. Raises InvalidSubscription (`url`, `kinds`),
    MachineNotFound, MachineIsClosed.
    """
    row = _machine(machine_id, actor, now)
    if row.closed_at is not None:
        raise MachineIsClosed(name=row.name)
    _check(row, url, kinds)
    secret = PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()
    made = Subscription.objects.create(
        id=new_id(), machine=row, url=url, kinds=sorted(set(kinds)), secret=secret, made_at=now
    )
    _note(SubscriptionMade(subscription=made.pk, kinds=made.kinds), row, actor, now)
    return subscription_view(made, secret=secret)


@transaction.atomic
def unsubscribe(*, subscription_id: UUID, actor: Actor, now: datetime) -> None:
    """Tell no more; what waits is dropped. Raises SubscriptionNotFound."""
    row = _own(subscription_id, actor, now)
    row.closed_at = now
    row.save(update_fields=["closed_at"])
    Delivery.objects.filter(subscription=row, state="waiting").update(state="failed", next_at=None)
    _note(SubscriptionClosed(subscription=row.pk), row.machine, actor, now)


@transaction.atomic
def go_on(*, subscription_id: UUID, actor: Actor, now: datetime) -> SubscriptionView:
    """Let a paused subscription go on: what waited is sent now, oldest first. Raises SubscriptionNotFound."""
    row = _own(subscription_id, actor, now)
    row.paused_at = row.failing_since = None
    row.save(update_fields=["paused_at", "failing_since"])
    Delivery.objects.filter(subscription=row, state="waiting").update(next_at=now)
    _note(SubscriptionPaused(subscription=row.pk, paused=False), row.machine, actor, now)
    return subscription_view(row)


@transaction.atomic
def resend(*, delivery_id: UUID, actor: Actor, now: datetime) -> None:
    """Send an event once more, whether or not it arrived: with the same id, so that the receiver knows it again.

    Raises DeliveryNotFound.
    """
    row = Delivery.objects.select_for_update().filter(pk=delivery_id, subscription__closed_at=None).first()
    if row is None:
        raise DeliveryNotFound
    try:
        _own(row.subscription_id, actor, now)
    except SubscriptionNotFound as error:
        raise DeliveryNotFound from error
    row.state, row.attempts, row.next_at = "waiting", 0, now
    row.save(update_fields=["state", "attempts", "next_at"])


def _check(row: Machine, url: str, kinds: Collection[str]) -> None:
    problems = []
    if fault := fault_of_url(url, development=settings.DEVELOPMENT):
        problems.append(Problem(_FAULTS[fault], field="url"))
    elif len(url) > 500:
        problems.append(Problem(_("Địa chỉ dài quá 500 ký tự."), field="url"))
    known = set(following.kinds())
    for number, kind in enumerate(kinds):
        if kind not in known:
            text = _("Không có loại sự kiện “%(kind)s”.")
            problems.append(Problem(text, field=f"kinds.{number}", params=(("kind", kind),)))
    if Subscription.objects.filter(machine=row, closed_at=None).count() >= AT_MOST:
        problems.append(Problem(_("Mỗi hệ thống đăng ký tối đa %(most)s địa chỉ."), params=(("most", AT_MOST),)))
    if problems:
        raise InvalidSubscription(problems)


def _machine(machine_id: UUID, actor: Actor, now: datetime) -> Machine:
    row = Machine.objects.filter(pk=machine_id).first()
    if row is None:
        raise MachineNotFound
    if not (isinstance(actor, Person) and actor.person_id == row.person_id):
        policies.require_administrator(actor, agency_id=row.agency_id, now=now)
    return row


def _own(subscription_id: UUID, actor: Actor, now: datetime) -> Subscription:
    rows = Subscription.objects.select_for_update(of=("self",)).select_related("machine")
    row = rows.filter(pk=subscription_id, closed_at=None).first()
    if row is None:
        raise SubscriptionNotFound
    if isinstance(actor, Person) and actor.person_id == row.machine.person_id:
        return row
    if not policies.holds_role(actor, agency_id=row.machine.agency_id, roles=["administrator"], now=now):
        raise SubscriptionNotFound
    return row


def _note(event: journal.Event, row: Machine, actor: Actor, now: datetime) -> None:
    journal.append(event, subject_id=row.pk, actor=actor, now=now, place=journal.Place(agency_id=row.agency_id))
