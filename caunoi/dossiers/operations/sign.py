"""sign."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.dossiers.shapes import DossierView


def sign(*, dossier_id: UUID, actor: Actor, now: datetime, expected_version: int | None = None) -> DossierView:
    """The leader signs: result PDF made and signed; status 9."""
    raise NotImplementedError
