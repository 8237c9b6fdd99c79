"""detach."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.dossiers.shapes import DossierView


def detach(
    *, dossier_id: UUID, component_id: str, actor: Actor, now: datetime, expected_version: int | None = None
) -> DossierView:
    """Take a component's file off the draft."""
    raise NotImplementedError
