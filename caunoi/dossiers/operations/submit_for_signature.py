"""submit_for_signature."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.dossiers.shapes import DossierView


def submit_for_signature(
    *,
    dossier_id: UUID,
    result: dict[str, Any],
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> DossierView:
    """The specialist has examined: keep the drafted result and put it before the leader; status 4."""
    raise NotImplementedError
