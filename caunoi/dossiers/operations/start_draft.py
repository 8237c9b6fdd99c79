"""start_draft."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor


def start_draft(*, procedure_code: str, receiving_agency_id: UUID, actor: Actor, now: datetime) -> UUID:
    """Start a draft for the signed-in citizen; a second start of the same filing gives the same empty draft."""
    raise NotImplementedError
