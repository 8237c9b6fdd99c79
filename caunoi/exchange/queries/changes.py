"""The feed of changes that machines page through."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.exchange.models import Change, HandOverProof
from caunoi.exchange.shapes import Caller, ChangeView, ProofView


def changes(*, caller: Caller, after: int = 0, since: datetime | None = None, limit: int = 100) -> list[ChangeView]:
    """Dossiers that the caller follows by their last change, in order of it, behind position `after`; one statement.

    Positions only grow: who goes on behind the last one seen misses nothing, and sees a dossier again when it changed
    again.
    """
    rows = Change.objects.filter(party_id__in=[caller.agency_id, caller.person_id], position__gt=after)
    if since is not None:
        rows = rows.filter(changed_at__gte=since)
    found: dict[UUID, ChangeView] = {}
    for row in rows.order_by("position")[: 2 * limit]:
        found.setdefault(row.dossier_id, ChangeView(row.position, row.dossier_id, row.kind, row.changed_at))
    return list(found.values())[:limit]


def proof_of(dossier_id: UUID) -> ProofView | None:
    """How the result was brought to its owner, for a caller that may read the dossier; one statement."""
    row = HandOverProof.objects.filter(dossier_id=dossier_id).first()
    if row is None:
        return None
    return ProofView(row.way, row.tracking_number, row.received_by, row.delivered_at, row.file_id)
