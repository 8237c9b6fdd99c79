"""Tasks as another system or a published document tells them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.tasks.shapes import (
    LoadedTask,
    Origin,
    TaskCounts,
)


def load_tasks(*, origin: Origin, tasks: Sequence[LoadedTask], actor: Actor, now: datetime, sample: bool) -> list[UUID]:
    """Load tasks with their course as it was, for the program itself (`System`); again with the same origin: replaced.

    `sample` marks them; only samples may have no person. The issuer is the origin's. Raises NotTheAssigner, WrongTasks.
    """
    raise NotImplementedError


def load_counts(*, counts: TaskCounts, origin: Origin, actor: Actor, now: datetime) -> int:
    """As many sample tasks in each state (on the day of `now`) as were published. Raises NotTheAssigner."""
    raise NotImplementedError
