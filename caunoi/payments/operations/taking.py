"""What the operations share: the order, locked; money taken; the journal's entries. Private to the room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.ids import new_id
from caunoi.core.journal import Place, append
from caunoi.payments.errors import OrderNotFound
from caunoi.payments.events import MoneyReceived, PaymentEvent
from caunoi.payments.handlers import handler_of
from caunoi.payments.models import Attempt, Order, Receipt
from caunoi.payments.shapes import Paid
from caunoi.payments.views_of import excess, number_text, rest

_NEXT = """
    INSERT INTO payments_receiptcounter AS c (agency_id, year, last) VALUES (%s, %s, 1)
    ON CONFLICT (agency_id, year) DO UPDATE SET last = c.last + 1 RETURNING last
"""


@dataclass(frozen=True, slots=True)
class Money:
    """What came: `key` says which coming it was, so that the same is taken once."""

    amount: int
    method: str
    key: str
    attempt: Attempt | None = None
    payer_name: str = ""
    cashier_id: UUID | None = None


def locked_order(order_id: UUID) -> Order:
    """The order, locked after its subject; three statements. Raises OrderNotFound."""
    found = Order.objects.filter(id=order_id).values_list("subject_kind", "subject_id").first()
    if found is None:
        raise OrderNotFound
    handler = handler_of(found[0])
    if handler:
        handler.lock(found[1])
    return Order.objects.select_for_update().get(id=order_id)


def take(order: Order, money: Money, *, actor: Actor, now: datetime) -> Receipt:
    """Give a receipt for money that is here, and tell the subject when everything due was paid.

    Money is never turned away: what is above the due, or what the subject cannot use, stays visible as excess.
    """
    receipt = _receipt(order, money, now)
    order.paid += money.amount
    if order.state in ("cancelled", "refunded"):
        order.state, order.paid_at, order.useless = "paid", now, True
    elif order.state == "open":
        complete(order, money.method, number_text(receipt), now)
    order.save(update_fields=["paid", "state", "paid_at", "amount", "useless"])
    event = MoneyReceived(
        **said(order), amount=money.amount, method=money.method, receipt=number_text(receipt),
        provider=money.attempt.provider if money.attempt else "", rest=rest(order) or 0, excess=excess(order),
    )  # fmt: skip
    note(event, order, actor=actor, now=now)
    return receipt


def complete(order: Order, method: str, receipt: str, now: datetime) -> None:
    """Close the order when everything due was paid, and tell its subject. The row is not saved."""
    if order.amount is None or order.paid < order.amount:
        return
    order.state, order.paid_at = "paid", now
    handler = handler_of(order.subject_kind)
    if handler:
        order.useless = not handler.paid(Paid(order.subject_id, order.id, order.amount, method, receipt), now)


def _receipt(order: Order, money: Money, now: datetime) -> Receipt:
    year = local_date(now).year
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [order.agency_id, year])
        number = int(cursor.fetchone()[0])
    return Receipt.objects.create(
        id=new_id(), order=order, attempt=money.attempt, agency_id=order.agency_id, year=year, number=number,
        amount=money.amount, method=money.method, payer_name=money.payer_name, cashier_id=money.cashier_id,
        received_at=now, key=money.key,
    )  # fmt: skip


def said(order: Order) -> dict[str, Any]:
    """What every journal entry of an order says."""
    return {
        "order": order.code, "about_kind": order.subject_kind, "about_id": order.subject_id,
        "about_code": order.subject_code, "agency": order.agency_id,
    }  # fmt: skip


def note(event: PaymentEvent, order: Order, *, actor: Actor, now: datetime) -> None:
    """Append an entry to the order's chain; it counts where the money is received."""
    place = Place(unit_id=order.unit_id, agency_id=order.agency_id, province=order.province)
    append(event, subject_id=order.id, actor=actor, now=now, place=place)
