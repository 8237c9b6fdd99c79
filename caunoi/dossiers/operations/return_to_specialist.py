"""return_to_specialist."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.dossiers.shapes import DossierView


def return_to_specialist(
    *, dossier_id: UUID, note: str, actor: Actor, now: datetime, expected_version: int | None = None
) -> DossierView:
    """The leader does not sign yet and says why."""
    raise NotImplementedError
