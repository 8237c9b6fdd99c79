"""attach."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.dossiers.shapes import DossierView


def attach(
    *,
    dossier_id: UUID,
    component_id: str,
    file_id: UUID,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> DossierView:
    """Attach a stored file as a component, replacing what was there."""
    raise NotImplementedError
