"""Assigning tasks, one or many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.core.errors import Problem
from caunoi.tasks.shapes import (
    Origin,
    TaskDraft,
    TaskView,
)


def assign(*, origin: Origin, draft: TaskDraft, actor: Actor, now: datetime, issuer_id: UUID | None = None) -> TaskView:
    """Assign one task. `issuer_id`: the agency that assigns and will verify; the actor's own agency when left out.

    By a specialist, head or leader of that agency; to an agency below it (or itself), and to a person who serves there.
    Raises NotTheAssigner, UnclearTask (every missing point named), WrongTask.
    """
    raise NotImplementedError


def assign_many(
    *, origin: Origin, drafts: Sequence[TaskDraft], actor: Actor, now: datetime, issuer_id: UUID | None = None
) -> list[UUID]:
    """Assign all or none, in one transaction; ids in the order of the drafts.

    Raises NotTheAssigner, and WrongTasks with every problem of every draft (`line`: the draft's `row`, or its place
    from 1; `column`: what the column is called; `field`: the field of TaskDraft).
    """
    raise NotImplementedError


def check_many(
    *, origin: Origin, drafts: Sequence[TaskDraft], actor: Actor, now: datetime, issuer_id: UUID | None = None
) -> list[Problem]:
    """What `assign_many` would refuse, for a preview; nothing is written. Raises NotTheAssigner."""
    raise NotImplementedError
