"""What happens at the services."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.payments.models import Attempt, ProviderNotice
from caunoi.payments.policies import require_reader
from caunoi.payments.providers import names
from caunoi.payments.shapes import AttemptView
from caunoi.payments.views_of import attempt_view

WRONG = ("wrong_signature", "malformed", "unknown_reference", "wrong_amount", "wrong_currency", "id_reused")


def providers() -> dict[str, str]:
    """Services that payers may choose: name and title. Empty: nothing is paid online."""
    return names()


def online(
    *, agency_id: UUID, actor: Actor, now: datetime, state: str | None = None, limit: int = 100
) -> list[AttemptView]:
    """The agency's attempts, newest first, of one state or all; one statement. Raises OrderNotFound."""
    require_reader(actor, agency_id=agency_id, now=now)
    rows = Attempt.objects.filter(order__agency_id=agency_id).select_related("order").order_by("-made_at", "-id")
    rows = rows.filter(state=state) if state else rows
    return [attempt_view(row) for row in rows[:limit]]


def strange_notices(*, limit: int = 100) -> list[tuple[datetime, str, str, str]]:
    """Notifications that were not believed, newest first, for operators: when, service, outcome, reference."""
    rows = ProviderNotice.objects.filter(outcome__in=WRONG).order_by("-came_at")[:limit]
    return [(row.came_at, row.provider, row.outcome, row.reference) for row in rows]
