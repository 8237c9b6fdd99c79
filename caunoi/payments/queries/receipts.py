"""Receipts: one, a day's, found again."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, Sum

from caunoi.core.actor import Actor
from caunoi.core.clock import VIETNAM
from caunoi.payments.errors import ReceiptNotFound
from caunoi.payments.models import Receipt, Refund
from caunoi.payments.policies import require_payer_or_reader, require_reader
from caunoi.payments.queries.orders import views
from caunoi.payments.shapes import DayClosing, ReceiptPaper, ReceiptView
from caunoi.payments.views_of import order_view


def receipt(receipt_id: UUID, *, actor: Actor, now: datetime) -> ReceiptView:
    """A receipt, for its payer and whoever sees the agency's payments. Raises ReceiptNotFound."""
    return views([_allowed(receipt_id, actor, now)])[0]


def closing(*, agency_id: UUID, day: date, actor: Actor, now: datetime) -> DayClosing:
    """What the agency received on a civil day of Việt Nam, oldest first, with sums by method. Raises OrderNotFound."""
    require_reader(actor, agency_id=agency_id, now=now)
    start = datetime.combine(day, time.min, tzinfo=VIETNAM)
    within: dict[str, Any] = {"received_at__gte": start, "received_at__lt": start + timedelta(days=1)}
    rows = Receipt.objects.filter(agency_id=agency_id, **within).select_related("order", "attempt")
    found = views(rows.order_by("year", "number"))
    sums: Counter[str] = Counter()
    for one in found:
        sums[one.method] += 0 if one.voided else one.amount
    handed = Refund.objects.filter(
        receipt__agency_id=agency_id, receipt__attempt=None, state="done", done_at__gte=start,
        done_at__lt=start + timedelta(days=1),
    ).aggregate(sum=Sum("amount"))["sum"]  # fmt: skip
    return DayClosing(
        day, tuple(found), dict(sums), sums.total(), sum(one.voided for one in found), handed or 0,
        found[0].number_text if found else "", found[-1].number_text if found else "",
    )  # fmt: skip


def find_receipts(text: str, *, agency_id: UUID, actor: Actor, now: datetime, limit: int = 50) -> list[ReceiptView]:
    """The agency's receipts by number (12 or 000012/2026), order's code, subject's code or payer's name, newest first.

    Raises OrderNotFound.
    """
    require_reader(actor, agency_id=agency_id, now=now)
    said = text.strip()[:80]
    number, _slash, year = said.partition("/")
    wanted = Q(order__code__iexact=said) | Q(order__subject_code__iexact=said) | Q(payer_name__icontains=said)
    if number.isascii() and number.isdigit() and len(number) < 9:
        wanted |= Q(number=int(number), **({"year": int(year)} if year.isascii() and year.isdigit() else {}))
    rows = Receipt.objects.filter(agency_id=agency_id).filter(wanted) if said else Receipt.objects.none()
    return views(rows.select_related("order", "attempt").order_by("-received_at")[:limit])


def receipt_paper(receipt_id: UUID, *, actor: Actor, now: datetime) -> ReceiptPaper:
    """What is printed on a receipt: the receipt and its order. Raises ReceiptNotFound."""
    row = _allowed(receipt_id, actor, now)
    reference = row.attempt.reference if row.attempt else ""
    return ReceiptPaper(views([row])[0], order_view(row.order), reference)


def _allowed(receipt_id: UUID, actor: Actor, now: datetime) -> Receipt:
    row = Receipt.objects.select_related("order", "attempt").filter(id=receipt_id).first()
    if row is None:
        raise ReceiptNotFound
    require_payer_or_reader(actor, payer_id=row.order.payer_id, agency_id=row.agency_id, now=now)
    return row
