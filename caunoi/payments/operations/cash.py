"""Money at a counter: a numbered receipt, taken back on the same day when it was wrong."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import VIETNAM, local_date
from caunoi.payments.errors import (
    AlreadyVoided,
    AnotherOrderOpen,
    KeyOfAnotherPayment,
    NothingDue,
    NotTodaysReceipt,
    PaymentUnderWay,
    ReceiptNotFound,
    SayWhy,
    SubjectNotPayable,
    UnknownWay,
)
from caunoi.payments.events import ReceiptVoided
from caunoi.payments.handlers import handler_of
from caunoi.payments.models import Attempt, Order, Receipt
from caunoi.payments.operations.asking import end_live
from caunoi.payments.operations.orders import require_sum
from caunoi.payments.operations.taking import Money, locked_order, note, said, take
from caunoi.payments.policies import require_receiver
from caunoi.payments.shapes import LIVE, ReceiptView
from caunoi.payments.views_of import number_text, receipt_view, rest

AT_COUNTER = ("cash", "transfer", "card")


def receive_cash(
    *,
    order_id: UUID,
    amount: int,
    method: str,
    payer_name: str,
    key: str,
    actor: Actor,
    now: datetime,
    fee: int | None = None,
    while_under_way: bool = False,
) -> ReceiptView:
    """Take `amount` đồng at the counter and give the next receipt; less than is due leaves the order open.

    `method`: cash, transfer or card. `fee`: the whole fee when nobody knew it (a province's); without it `amount` is
    the whole fee. The same `key` again gives the same receipt. An online attempt under way is ended at its service
    first; when that does not answer, PaymentUnderWay unless `while_under_way`. Never inside a transaction.

    Raises NotYourTill, NothingDue, WrongSum, UnknownWay, PaymentUnderWay, SubjectNotPayable, KeyOfAnotherPayment.
    """
    if method not in AT_COUNTER:
        raise UnknownWay(method=method)
    require_sum(amount)
    require_sum(fee)
    ended = end_live(order_id=order_id, now=now) if _may_end(order_id, key, actor, now) else None
    if ended is not None and ended.live and not while_under_way:
        at = f"{ended.made_at.astimezone(VIETNAM):%H:%M}"
        raise PaymentUnderWay(amount=f"{ended.amount:,}".replace(",", "."), at=at)
    try:
        return _receive(order_id, Money(amount, method, key, payer_name=payer_name.strip()[:200]), fee, actor, now)
    except IntegrityError as error:  # the same key at the same moment
        if "payments_receipt_key" not in str(error):
            raise
        return _receive(order_id, Money(amount, method, key), fee, actor, now)


def _may_end(order_id: UUID, key: str, actor: Actor, now: datetime) -> bool:
    """Whether there is an attempt to end, asked by one who may take the money and has not taken it yet."""
    order = Order.objects.filter(id=order_id, attempts__state__in=LIVE).first()
    if order is None or Receipt.objects.filter(key=key).exists():
        return False
    require_receiver(actor, agency_id=order.agency_id, now=now)
    return True


@transaction.atomic
def _receive(order_id: UUID, money: Money, fee: int | None, actor: Actor, now: datetime) -> ReceiptView:
    order = locked_order(order_id)
    cashier_id = require_receiver(actor, agency_id=order.agency_id, now=now)
    before = Receipt.objects.select_related("order").filter(key=money.key).first()
    if before is not None:
        if (before.order_id, before.amount, before.method) != (order.id, money.amount, money.method):
            raise KeyOfAnotherPayment
        return receipt_view(before)
    if order.state != "open":
        raise NothingDue
    if order.amount is None:
        order.amount = fee or money.amount
    require_sum(money.amount, most=rest(order) or 0)
    taken = Money(money.amount, money.method, money.key, None, money.payer_name, cashier_id)
    receipt = take(order, taken, actor=actor, now=now)
    if order.useless:
        raise SubjectNotPayable(code=order.subject_code)
    return receipt_view(receipt)


@transaction.atomic
def void_receipt(*, receipt_id: UUID, reason: str, actor: Actor, now: datetime) -> ReceiptView:
    """Take back a receipt given at a counter today: its number stays, voided; the money is due again.

    Raises ReceiptNotFound, NotYourTill, AlreadyVoided, NotTodaysReceipt, AnotherOrderOpen, SayWhy.
    """
    why = reason.strip()
    if not 5 <= len(why) <= 300:
        raise SayWhy
    found = Receipt.objects.filter(id=receipt_id).first()
    if found is None:
        raise ReceiptNotFound
    order = locked_order(found.order_id)
    cashier_id = require_receiver(actor, agency_id=order.agency_id, now=now)
    receipt = Receipt.objects.select_for_update().get(id=receipt_id)
    receipt.order = order
    if receipt.voided_at:
        raise AlreadyVoided
    if receipt.attempt_id or local_date(receipt.received_at) != local_date(now) or receipt.refunds.exists():
        raise NotTodaysReceipt
    receipt.voided_at, receipt.voided_by, receipt.void_reason = now, cashier_id, why
    receipt.save(update_fields=["voided_at", "voided_by", "void_reason"])
    _due_again(order, receipt.amount, now)
    event = ReceiptVoided(**said(order), amount=receipt.amount, receipt=number_text(receipt))
    note(event, order, actor=actor, now=now)
    return receipt_view(receipt)


def _due_again(order: Order, amount: int, now: datetime) -> None:
    was_paid = order.state == "paid" and not order.useless
    order.paid -= amount
    if was_paid and order.amount is not None and order.paid < order.amount:
        other = Order.objects.filter(subject_kind=order.subject_kind, subject_id=order.subject_id, state="open")
        if other.exists():
            raise AnotherOrderOpen
        order.state, order.paid_at = "open", None
        handler = handler_of(order.subject_kind)
        if handler:
            handler.undone(order.subject_id, now)
    order.save(update_fields=["paid", "state", "paid_at"])


def under_way(order_id: UUID) -> bool:
    """Whether an attempt of the order has no end yet."""
    return Attempt.objects.filter(order_id=order_id, state__in=LIVE).exists()
