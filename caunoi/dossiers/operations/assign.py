"""assign."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.dossiers.shapes import DossierView


def assign(
    *, dossier_id: UUID, person_id: UUID, actor: Actor, now: datetime, expected_version: int | None = None
) -> DossierView:
    """Name the specialist who examines."""
    raise NotImplementedError
