"""What is owed: opened once, changed while nobody paid it, cancelled."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.ids import new_id
from caunoi.core.subjects import SubjectRef
from caunoi.payments.errors import WrongSum
from caunoi.payments.events import OrderCancelled, OrderOpened
from caunoi.payments.models import Order
from caunoi.payments.operations.taking import complete, note, said
from caunoi.payments.shapes import OrderView
from caunoi.payments.views_of import order_view

LARGEST = 10_000_000_000
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without what is easily misread: a payer may have to type it."""


@transaction.atomic
def open_order(
    *,
    subject: SubjectRef,
    subject_code: str,
    payer_id: UUID,
    agency_id: UUID,
    amount: int | None,
    lines: Sequence[dict[str, Any]],
    actor: Actor,
    now: datetime,
    unit_id: UUID | None = None,
    province: str = "",
) -> OrderView:
    """The open order of the subject, made when there is none; the same again changes nothing.

    `amount` in đồng, None while nobody knows it: what a cashier said since stays. Another amount changes the open
    order. The caller has decided that `actor` may, and has locked the subject. At most four statements. Raises
    WrongSum.
    """
    require_sum(amount)
    order = Order.objects.select_for_update().filter(
        subject_kind=subject.kind, subject_id=subject.id, state="open"
    ).first()  # fmt: skip
    if order is None:
        order = Order.objects.create(
            id=new_id(), code=_code(), subject_kind=subject.kind, subject_id=subject.id, subject_code=subject_code,
            payer_id=payer_id, agency_id=agency_id, unit_id=unit_id, province=province, amount=amount,
            lines=list(lines), made_at=now,
        )  # fmt: skip
        note(OrderOpened(**said(order), amount=amount), order, actor=actor, now=now)
    elif amount is not None and order.amount != amount:
        order.amount, order.lines = amount, list(lines)
        complete(order, "cash", "", now)
        order.save(update_fields=["amount", "lines", "state", "paid_at", "useless"])
        note(OrderOpened(**said(order), amount=amount), order, actor=actor, now=now)
    return order_view(order)


@transaction.atomic
def cancel_order(*, subject: SubjectRef, actor: Actor, now: datetime) -> bool:
    """The subject owes nothing any more; whether something was open.

    Money that a service reports afterwards is still taken, and shown as excess. The caller has locked the subject.
    """
    order = Order.objects.select_for_update().filter(
        subject_kind=subject.kind, subject_id=subject.id, state="open"
    ).first()  # fmt: skip
    if order is None:
        return False
    order.state, order.closed_at = "cancelled", now
    order.save(update_fields=["state", "closed_at"])
    note(OrderCancelled(**said(order)), order, actor=actor, now=now)
    return True


def require_sum(amount: int | None, *, most: int = LARGEST) -> None:
    """Raise WrongSum for what is no amount of money; None is one that nobody knows."""
    if amount is not None and not 0 < amount <= most:
        raise WrongSum(most=_dots(most), given=_dots(amount))


def _dots(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def _code() -> str:
    return "CN" + "".join(secrets.choice(_LETTERS) for _ in range(10))
