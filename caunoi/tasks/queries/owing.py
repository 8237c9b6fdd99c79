"""What an agency owes, and what is owed to it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.tasks.shapes import (
    Owed,
)


def owed(agency_id: UUID, *, actor: Actor, now: datetime) -> list[Owed]:
    """Open tasks that the agency leads, and closings that wait for it to verify; the earliest first, at most 200.

    Raises NotYourTasks.
    """
    raise NotImplementedError


def owed_to(agency_id: UUID, *, actor: Actor, now: datetime) -> list[Owed]:
    """Open tasks that the agency issued to others; the earliest first, at most 200. Raises NotYourTasks."""
    raise NotImplementedError
