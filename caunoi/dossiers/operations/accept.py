"""accept."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.dossiers.shapes import DossierView


def accept(*, dossier_id: UUID, actor: Actor, now: datetime, expected_version: int | None = None) -> DossierView:
    """Receive the dossier at the counter: status 2, due date, receipt and appointment slip."""
    raise NotImplementedError
