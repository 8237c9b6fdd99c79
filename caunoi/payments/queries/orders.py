"""What is owed, with what was tried and received."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum

from caunoi.core.actor import Actor, Person
from caunoi.core.subjects import SubjectRef
from caunoi.payments.errors import OrderNotFound
from caunoi.payments.models import Attempt, Order, Receipt
from caunoi.payments.policies import READERS, require_payer_or_reader, require_reader
from caunoi.payments.shapes import OrderView, ReceiptView
from caunoi.payments.views_of import order_view, receipt_view
from caunoi.people import queries as people


def order(order_id: UUID, *, actor: Actor, now: datetime) -> OrderView:
    """An order, for its payer and whoever sees the agency's payments; at most four statements. Raises OrderNotFound."""
    row = Order.objects.filter(id=order_id).first()
    if row is None:
        raise OrderNotFound
    require_payer_or_reader(actor, payer_id=row.payer_id, agency_id=row.agency_id, now=now)
    return _whole(row)


def order_of(subject: SubjectRef, *, actor: Actor, now: datetime) -> OrderView | None:
    """The newest order of a subject, None when nothing was ever owed. Raises OrderNotFound."""
    found = orders_of(subject, actor=actor, now=now)
    return found[0] if found else None


def orders_of(subject: SubjectRef, *, actor: Actor, now: datetime) -> list[OrderView]:
    """Every order of a subject, newest first. Raises OrderNotFound."""
    rows = list(Order.objects.filter(subject_kind=subject.kind, subject_id=subject.id).order_by("-made_at", "-id"))
    for agency_id, payer_id in {(row.agency_id, row.payer_id) for row in rows}:
        require_payer_or_reader(actor, payer_id=payer_id, agency_id=agency_id, now=now)
    return [_whole(row) for row in rows]


def overpaid(*, agency_id: UUID, actor: Actor, now: datetime, limit: int = 200) -> list[OrderView]:
    """Orders of the agency that hold money to be given back, oldest first. Raises OrderNotFound."""
    require_reader(actor, agency_id=agency_id, now=now)
    rows = Order.objects.filter(agency_id=agency_id, state__in=["paid", "cancelled"], paid__gt=F("refunded"))
    rows = rows.filter(Q(useless=True) | Q(state="cancelled") | Q(paid__gt=F("refunded") + F("amount")))
    return [_whole(row) for row in rows.order_by("made_at")[:limit]]


def newest_orders(
    subject_kind: str, subject_ids: Collection[UUID], *, actor: Actor, now: datetime
) -> dict[UUID, OrderView]:
    """The newest order of each of many subjects, with its attempts and without its receipts; three statements.

    Raises OrderNotFound when one of them is of an agency whose payments the actor does not see.
    """
    rows = Order.objects.filter(subject_kind=subject_kind, subject_id__in=subject_ids)
    newest = {row.subject_id: row for row in rows.order_by("made_at", "id")}
    for agency_id in {row.agency_id for row in newest.values()}:
        require_reader(actor, agency_id=agency_id, now=now)
    tried: dict[UUID, list[Attempt]] = {}
    for attempt in Attempt.objects.filter(order__in=newest.values()).select_related("order").order_by("made_at"):
        tried.setdefault(attempt.order_id, []).append(attempt)
    return {subject_id: order_view(row, tried.get(row.id, [])) for subject_id, row in newest.items()}


def tills(*, actor: Actor, now: datetime, roles: Collection[str] = READERS) -> list[UUID]:
    """Agencies in which the actor holds one of `roles` (by default: sees the payments), in the order of service."""
    if not isinstance(actor, Person):
        return []
    held = people.memberships(actor.person_id, at=now)
    return list(dict.fromkeys(one.agency_id for one in held if one.role in roles))


def _whole(row: Order) -> OrderView:
    found = list(Attempt.objects.filter(order=row).order_by("made_at"))
    for attempt in found:
        attempt.order = row
    receipts = Receipt.objects.filter(order=row).select_related("attempt", "order").order_by("received_at", "number")
    return order_view(row, found, views(receipts))


def views(rows: Iterable[Receipt] | QuerySet[Receipt]) -> list[ReceiptView]:
    """Receipts with their service and what was given back of them; one more statement for all of them."""
    found = list(rows)
    sums = Receipt.objects.filter(id__in=[one.id for one in found], refunds__state="done").annotate(
        back=Sum("refunds__amount")
    )
    back = dict(sums.values_list("id", "back")) if found else {}
    return [
        receipt_view(one, provider=one.attempt.provider if one.attempt else "", refunded=back.get(one.id) or 0)
        for one in found
    ]
