"""save_answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.dossiers.shapes import DossierView


def save_answers(
    *, dossier_id: UUID, answers: dict[str, Any], actor: Actor, now: datetime, expected_version: int | None = None
) -> DossierView:
    """Merge `answers` into the draft. Raises InvalidAnswers naming each wrong field."""
    raise NotImplementedError
