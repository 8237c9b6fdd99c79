"""What the issuer changes: deadline, holder, place under a parent, cancelling."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.tasks.shapes import (
    TaskView,
)


def change_deadline(*, task_id: UUID, due_on: date, reason: str, actor: Actor, now: datetime) -> TaskView:
    """Another deadline from now on, an event of its own with a reason. By a leader of the issuer.

    Raises TaskNotFound, NotTheIssuer, TaskClosed, AlreadySubmitted, SayWhy, WrongTask (in the past, the same).
    """
    raise NotImplementedError


def reassign(
    *,
    task_id: UUID,
    reason: str,
    actor: Actor,
    now: datetime,
    person_id: UUID | None = None,
    lead_agency_id: UUID | None = None,
    coordinating: tuple[UUID, ...] | None = None,
    following: tuple[UUID, ...] | None = None,
) -> TaskView:
    """Another person, lead agency, or other coordinating and following agencies; what is left out stays.

    Agencies are changed by a leader of the issuer; the person also by a head or leader of the lead agency. Another lead
    needs a person of its own. Raises TaskNotFound, NotTheIssuer, NotTheHolder, TaskClosed, SayWhy, WrongTask.
    """
    raise NotImplementedError


def place_under(*, task_id: UUID, parent_id: UUID | None, actor: Actor, now: datetime) -> TaskView:
    """Make it a part of another task, or of none. By who prepares at its issuer.

    Raises TaskNotFound, NotTheAssigner, TaskClosed, ParentCycle.
    """
    raise NotImplementedError


def cancel(*, task_id: UUID, reason: str, actor: Actor, now: datetime) -> TaskView:
    """The task falls away; it is counted nowhere from today on. By a leader of the issuer.

    Raises TaskNotFound, NotTheIssuer, TaskClosed, ChildrenOpen, SayWhy.
    """
    raise NotImplementedError
