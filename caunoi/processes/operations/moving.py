"""What every move of a run has in common: rows for what it opened, an end for what it closed, its state put back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.processes import engine
from caunoi.processes.models import ProcessInstance
from caunoi.processes.records import end_records, instance_view, new_records, put_back, write_records
from caunoi.processes.shapes import InstanceView


@dataclass(slots=True)
class Moved:
    """Holds the run as it is after the move, once the block has ended."""

    _view: InstanceView | None = None

    @property
    def view(self) -> InstanceView:
        """The run after the move."""
        assert self._view is not None
        return self._view


@contextmanager
def move(
    instance: ProcessInstance,
    definition: engine.Definition,
    workflow: Any,
    *,
    now: datetime,
    actor: Actor,
    done: UUID | None = None,
    action: str = "",
) -> Iterator[Moved]:
    """The engine moves inside the block; the rows follow after it, at most three statements."""
    before = engine.ready(workflow)
    moved = Moved()
    yield moved
    after = engine.ready(workflow)
    closed = [id_ for id_ in before if id_ not in after and id_ != done]
    opened = new_records(instance, definition, [task for id_, task in after.items() if id_ not in before], now)
    put_back(instance, definition, workflow, now=now)
    end_records(done, action, closed, actor=actor, now=now)
    write_records(opened)
    moved._view = instance_view(instance, definition, workflow, opened=opened, closed=closed)
