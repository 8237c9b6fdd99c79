"""Days of services compared with ours."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.payments.errors import ReconciliationNotFound
from caunoi.payments.models import Reconciliation
from caunoi.payments.policies import require_reader
from caunoi.payments.shapes import ReconciliationView
from caunoi.payments.views_of import reconciliation_view


def reconciliations(*, agency_id: UUID, actor: Actor, now: datetime, limit: int = 100) -> list[ReconciliationView]:
    """The agency's, newest day first. Raises OrderNotFound."""
    require_reader(actor, agency_id=agency_id, now=now)
    rows = Reconciliation.objects.filter(agency_id=agency_id).order_by("-day", "-made_at")
    return [reconciliation_view(row) for row in rows[:limit]]


def reconciliation(reconciliation_id: UUID, *, actor: Actor, now: datetime) -> ReconciliationView:
    """One. Raises ReconciliationNotFound, OrderNotFound."""
    row = Reconciliation.objects.filter(id=reconciliation_id).first()
    if row is None:
        raise ReconciliationNotFound
    require_reader(actor, agency_id=row.agency_id, now=now)
    return reconciliation_view(row)
