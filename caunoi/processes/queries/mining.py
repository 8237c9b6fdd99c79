"""Real paths and times, from the records of tasks."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.processes.shapes_modelling import MiningView


def mining(
    code: str,
    *,
    start: datetime,
    end: datetime,
    actor: Actor,
    now: datetime,
    agency_id: UUID | None = None,
    digest: str = "",
) -> MiningView:
    """The runs of `code` that began in `[start, end)` in the actor's place, or those of one agency.

    `digest`: only those of that text (and its drawing); otherwise all, over the text that most of them have. Raises
    NotForProcesses, ProcessNotFound.
    """
    raise NotImplementedError
