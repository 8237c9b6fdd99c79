"""The receipt for a fee that was paid, printed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings

from caunoi.core.actor import Actor
from caunoi.documents.forms import PaymentReceiptData, payment_receipt
from caunoi.payments import queries as payments
from caunoi.people import queries as people
from caunoi.units import queries as units


def payment_receipt_pdf(receipt_id: UUID, *, actor: Actor, now: datetime) -> bytes:
    """The receipt as PDF, for its payer and whoever sees the agency's payments: the same bytes each time, until it is
    voided. Raises payments' ReceiptNotFound and OrderNotFound, FormFailed."""
    paper = payments.receipt_paper(receipt_id, actor=actor, now=now)
    row, order = paper.receipt, paper.order
    names = people.names([order.payer_id, *([row.cashier_id] if row.cashier_id else [])])
    data = PaymentReceiptData(
        number=row.number_text,
        agency_name=units.agency(row.agency_id).name,
        order_code=order.code,
        subject_code=order.subject_code,
        payer_name=row.payer_name or names.get(order.payer_id, ""),
        lines=tuple((str(line.get("name", "")), int(line["amount"])) for line in order.lines if line.get("amount")),
        amount=row.amount,
        due=order.amount or row.amount,
        method=row.method,
        received_at=row.received_at,
        cashier_name=names.get(row.cashier_id, "") if row.cashier_id else "",
        reference=paper.reference,
        voided_at=row.voided_at,
        tracking_url=f"{settings.BASE_URL}/track/?code={order.subject_code}",
    )
    return payment_receipt(data)
