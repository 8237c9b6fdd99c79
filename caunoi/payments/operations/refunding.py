"""Money given back: proposed by one officer, decided by another, handed out or sent by the service."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from caunoi.core.actor import Actor
from caunoi.core.ids import new_id
from caunoi.payments.errors import (
    AlreadyVoided,
    ReceiptNotFound,
    RefundDecided,
    RefundNotFound,
    RefundNotGranted,
    SamePerson,
    SayWhy,
)
from caunoi.payments.events import RefundAsked, RefundEnded
from caunoi.payments.events import RefundDecided as Decided
from caunoi.payments.handlers import handler_of
from caunoi.payments.models import Order, Receipt, Refund
from caunoi.payments.operations.orders import require_sum
from caunoi.payments.operations.taking import locked_order, note, said
from caunoi.payments.policies import require_decider, require_receiver
from caunoi.payments.shapes import RefundView
from caunoi.payments.views_of import number_text, refund_view

COUNTS = ("asked", "sent", "done")
"""States of a refund whose sum cannot be given back a second time."""


@transaction.atomic
def ask_refund(*, receipt_id: UUID, amount: int, reason: str, actor: Actor, now: datetime) -> RefundView:
    """Propose to give `amount` đồng of a receipt back, by a cashier or counter officer of its agency.

    Raises ReceiptNotFound, NotYourTill, AlreadyVoided, SayWhy, WrongSum (more than is left of the receipt).
    """
    why = reason.strip()
    if not 5 <= len(why) <= 300:
        raise SayWhy
    order, receipt = _locked_receipt(receipt_id)
    person_id = require_receiver(actor, agency_id=order.agency_id, now=now)
    if receipt.voided_at:
        raise AlreadyVoided
    before = receipt.refunds.filter(state__in=COUNTS).aggregate(sum=Sum("amount"))["sum"] or 0
    require_sum(amount, most=receipt.amount - before)
    number = Refund.objects.filter(receipt__order=order).count() + 1
    refund = Refund.objects.create(
        id=new_id(), receipt=receipt, reference=f"{order.code}-R{number}", amount=amount, reason=why,
        asked_by=person_id, asked_at=now,
    )  # fmt: skip
    event = RefundAsked(
        **said(order), amount=amount, reference=refund.reference, receipt=number_text(receipt)
    )  # fmt: skip
    note(event, order, actor=actor, now=now)
    return refund_view(refund)


@transaction.atomic
def decide_refund(*, refund_id: UUID, grant: bool, actor: Actor, now: datetime, remark: str = "") -> RefundView:
    """Grant or refuse, by the centre's manager or leader, never by the one who asked.

    Granted: a service is asked by a job; cash waits to be handed out. Refusing needs a `remark`. Raises RefundNotFound,
    NotYourDecision, SamePerson, RefundDecided, SayWhy.
    """
    order, refund = locked_refund(refund_id)
    person_id = require_decider(actor, agency_id=order.agency_id, now=now)
    if refund.state != "asked":
        raise RefundDecided
    if person_id == refund.asked_by:
        raise SamePerson
    if not grant and not 5 <= len(remark.strip()) <= 300:
        raise SayWhy
    refund.state = "sent" if grant else "refused"
    refund.decided_by, refund.decided_at, refund.remark = person_id, now, remark.strip()[:500]
    refund.ask_at = now if grant and refund.receipt.attempt_id else None
    refund.save(update_fields=["state", "decided_by", "decided_at", "remark", "ask_at"])
    event = Decided(**said(order), amount=refund.amount, reference=refund.reference, granted=grant)
    note(event, order, actor=actor, now=now)
    return refund_view(refund)


@transaction.atomic
def hand_out_refund(*, refund_id: UUID, actor: Actor, now: datetime) -> RefundView:
    """The cash of a granted refund was handed out at the counter.

    Raises RefundNotFound, NotYourTill, RefundNotGranted.
    """
    order, refund = locked_refund(refund_id)
    refund.paid_by = require_receiver(actor, agency_id=order.agency_id, now=now)
    if refund.state != "sent" or refund.receipt.attempt_id:
        raise RefundNotGranted
    finish(order, refund, done=True, answer="", actor=actor, now=now)
    return refund_view(refund)


def finish(order: Order, refund: Refund, *, done: bool, answer: str, actor: Actor, now: datetime) -> None:
    """The refund's end, on locked rows; tells the subject when everything paid was given back."""
    refund.state, refund.answer, refund.ask_at = "done" if done else "failed", answer[:200], None
    refund.done_at = now if done else None
    refund.save(update_fields=["state", "answer", "ask_at", "done_at", "paid_by"])
    if done:
        order.refunded += refund.amount
        _all_returned(order, now)
        order.save(update_fields=["refunded", "state", "closed_at"])
    event = RefundEnded(**said(order), amount=refund.amount, reference=refund.reference, done=done)
    note(event, order, actor=actor, now=now)


def _all_returned(order: Order, now: datetime) -> None:
    if order.refunded < order.paid or order.state == "open":
        return
    order.state, order.closed_at = "refunded", now
    handler = handler_of(order.subject_kind)
    if handler and not order.useless:
        handler.returned(order.subject_id, now)


def locked_refund(refund_id: UUID) -> tuple[Order, Refund]:
    """The refund and its order, locked: subject, order, refund. Raises RefundNotFound."""
    order_id = Refund.objects.filter(id=refund_id).values_list("receipt__order_id", flat=True).first()
    if order_id is None:
        raise RefundNotFound
    order = locked_order(order_id)
    rows = Refund.objects.select_for_update(of=("self",)).select_related("receipt__attempt")
    refund = rows.get(id=refund_id)
    refund.receipt.order = order
    return order, refund


def _locked_receipt(receipt_id: UUID) -> tuple[Order, Receipt]:
    order_id = Receipt.objects.filter(id=receipt_id).values_list("order_id", flat=True).first()
    if order_id is None:
        raise ReceiptNotFound
    order = locked_order(order_id)
    receipt = Receipt.objects.select_related("attempt").get(id=receipt_id)
    receipt.order = order
    return order, receipt
