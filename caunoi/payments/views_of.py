"""From rows to what is shown of them. Private to the room."""

from __future__ import annotations

from collections.abc import Iterable

from caunoi.payments.models import Attempt, Order, Receipt, Reconciliation, Refund
from caunoi.payments.shapes import AttemptView, Difference, OrderView, ReceiptView, ReconciliationView, RefundView


def number_text(row: Receipt) -> str:
    """The receipt's number as printed."""
    return f"{row.number:06d}/{row.year}"


def excess(order: Order) -> int:
    """Received above what is due and not given back, in đồng."""
    kept = 0 if order.useless or order.state == "cancelled" else order.amount
    return max(0, order.paid - order.refunded - (order.paid if kept is None else kept))


def rest(order: Order) -> int | None:
    """Still to be paid, in đồng; None while nobody knows the amount."""
    if order.state != "open":
        return 0
    return None if order.amount is None else max(0, order.amount - order.paid)


def attempt_view(row: Attempt) -> AttemptView:
    """`row.order` must be read."""
    return AttemptView(
        row.id, row.order_id, row.order.code, row.order.subject_code, row.provider, row.reference,
        row.provider_reference, row.amount, row.redirect_url, row.state, row.reason, row.made_at, row.expires_at,
        row.settled_at, row.asked,
    )  # fmt: skip


def receipt_view(row: Receipt, *, provider: str = "", refunded: int = 0) -> ReceiptView:
    """`row.order` must be read."""
    order = row.order
    return ReceiptView(
        id=row.id, order_id=order.id, order_code=order.code, subject_kind=order.subject_kind,
        subject_id=order.subject_id, subject_code=order.subject_code, agency_id=row.agency_id, year=row.year,
        number=row.number, number_text=number_text(row), amount=row.amount, method=row.method,
        payer_name=row.payer_name, cashier_id=row.cashier_id, received_at=row.received_at, voided_at=row.voided_at,
        void_reason=row.void_reason, provider=provider, refunded=refunded,
    )  # fmt: skip


def order_view(row: Order, attempts: Iterable[Attempt] = (), receipts: Iterable[ReceiptView] = ()) -> OrderView:
    """An order with what was tried and received, oldest first."""
    return OrderView(
        id=row.id, code=row.code, subject_kind=row.subject_kind, subject_id=row.subject_id,
        subject_code=row.subject_code, payer_id=row.payer_id, agency_id=row.agency_id, amount=row.amount, paid=row.paid,
        refunded=row.refunded, rest=rest(row), excess=excess(row), lines=tuple(row.lines), state=row.state,
        useless=row.useless, made_at=row.made_at, paid_at=row.paid_at,
        attempts=tuple(attempt_view(one) for one in attempts), receipts=tuple(receipts),
    )  # fmt: skip


def refund_view(row: Refund, *, refunded: int = 0) -> RefundView:
    """`row.receipt.order` must be read."""
    provider = row.receipt.attempt.provider if row.receipt.attempt else ""
    return RefundView(
        id=row.id, receipt=receipt_view(row.receipt, provider=provider, refunded=refunded), reference=row.reference,
        amount=row.amount, reason=row.reason, state=row.state, asked_by=row.asked_by, asked_at=row.asked_at,
        decided_by=row.decided_by, decided_at=row.decided_at, remark=row.remark, answer=row.answer,
        done_at=row.done_at,
    )  # fmt: skip


def reconciliation_view(row: Reconciliation) -> ReconciliationView:
    """A day compared."""
    return ReconciliationView(
        id=row.id, provider=row.provider, agency_id=row.agency_id, day=row.day, sha256=row.sha256, lines=row.lines,
        agreed=row.agreed, amount_theirs=row.amount_theirs, amount_ours=row.amount_ours,
        differences=tuple(Difference(**one) for one in row.differences), made_by=row.made_by, made_at=row.made_at,
    )  # fmt: skip
