"""Pieces for tests of this room and of those above it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from caunoi.core.actor import System
from caunoi.core.ids import new_id
from caunoi.core.subjects import SubjectRef
from caunoi.processes import operations
from caunoi.processes.shapes import InstanceView

NOW = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)
ACTOR = System("test")
AGENCIES = {word: new_id() for word in ("receiving", "competent", "consulted", "police", "insurance")}


def start(code: str, *, agencies: dict[str, UUID] | None = None, kind: str = "test") -> InstanceView:
    """A run of the process about something of its own; every word means an agency unless `agencies` says otherwise."""
    return operations.start(
        code,
        subject=SubjectRef(kind, new_id()),
        variables={"channel": "online"},
        agencies=AGENCIES if agencies is None else agencies,
        now=NOW,
        actor=ACTOR,
    )


def do(view: InstanceView, task: UUID, action: str, *, now: datetime = NOW, **variables: Any) -> InstanceView:
    """End one task of the run."""
    return operations.complete(view.id, task, action=action, variables=variables, actor=ACTOR, now=now)


def play(code: str, *actions: str) -> InstanceView:
    """Start a run and end the first task that the last move opened with each action; a message's name is sent."""
    view = start(code)
    for action in actions:
        if action in view.waiting_for:
            view = operations.send_message(view.id, action, variables={}, actor=ACTOR, now=NOW)
        else:
            view = do(view, view.opened[0].id, action)
    return view
