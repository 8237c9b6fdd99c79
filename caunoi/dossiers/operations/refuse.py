"""refuse."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.dossiers.shapes import DossierView


def refuse(
    *, dossier_id: UUID, reason: str, actor: Actor, now: datetime, expected_version: int | None = None
) -> DossierView:
    """Do not receive it (counter) or refuse after examination; status 3, with the reason."""
    raise NotImplementedError
