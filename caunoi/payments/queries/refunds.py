"""Refunds of an agency."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.payments.errors import RefundNotFound
from caunoi.payments.models import Refund
from caunoi.payments.policies import require_reader
from caunoi.payments.shapes import RefundView
from caunoi.payments.views_of import refund_view

_READ = ("receipt__order", "receipt__attempt")


def refunds(
    *, agency_id: UUID, actor: Actor, now: datetime, state: str | None = None, limit: int = 200
) -> list[RefundView]:
    """The agency's refunds, newest first, of one state or all; one statement. Raises OrderNotFound."""
    require_reader(actor, agency_id=agency_id, now=now)
    rows = Refund.objects.filter(receipt__agency_id=agency_id).select_related(*_READ).order_by("-asked_at", "-id")
    rows = rows.filter(state=state) if state else rows
    return [refund_view(row) for row in rows[:limit]]


def refund(refund_id: UUID, *, actor: Actor, now: datetime) -> RefundView:
    """One refund. Raises RefundNotFound, OrderNotFound."""
    row = Refund.objects.select_related(*_READ).filter(id=refund_id).first()
    if row is None:
        raise RefundNotFound
    require_reader(actor, agency_id=row.receipt.agency_id, now=now)
    return refund_view(row)
