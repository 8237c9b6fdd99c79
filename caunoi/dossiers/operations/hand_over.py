"""hand_over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.dossiers.shapes import DossierView


def hand_over(*, dossier_id: UUID, actor: Actor, now: datetime, expected_version: int | None = None) -> DossierView:
    """The counter gives the result to the applicant; status 10."""
    raise NotImplementedError
