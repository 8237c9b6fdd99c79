"""submit."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.dossiers.shapes import DossierView


def submit(
    *, dossier_id: UUID, idempotency_key: str, actor: Actor, now: datetime, expected_version: int | None = None
) -> DossierView:
    """File the draft: code, status 1, provisional due date. Repeated with the same key it returns the same dossier."""
    raise NotImplementedError
