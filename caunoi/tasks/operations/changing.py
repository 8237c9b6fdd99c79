"""What the issuer changes: deadline, holder, place under a parent, cancelling."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.errors import Problem
from caunoi.tasks import texts
from caunoi.tasks.checking import after_parent, wrong_due
from caunoi.tasks.errors import AlreadySubmitted, ParentCycle, TaskNotFound, WrongTask
from caunoi.tasks.events import TaskCancelled, TaskDeadlineChanged, TaskPlacedUnder
from caunoi.tasks.keeping import locked, note, person_of, reason, require_going_on, said
from caunoi.tasks.models import Deadline, Task
from caunoi.tasks.operations.closing import require_no_open_children
from caunoi.tasks.policies import require_leader_of_issuer, require_preparer_of_issuer, standing, visible
from caunoi.tasks.rules.parents import cycle_through
from caunoi.tasks.shapes import TaskView
from caunoi.tasks.viewing import view_of

_NAMED = 10
"""So many parts of a task are named when they stand in the way."""
_PARENTS = 0x7A5C
"""The lock of whoever changes parents: two at once could close a cycle that neither sees."""


@transaction.atomic
def change_deadline(*, task_id: UUID, due_on: date, reason: str, actor: Actor, now: datetime) -> TaskView:
    """Another deadline from now on, an event of its own with a reason. By a leader of the issuer.

    Raises TaskNotFound, NotTheIssuer, TaskClosed, AlreadySubmitted, SayWhy, WrongTask (in the past, the same, after
    that of the task it is a part of, before that of an open part of it; those are named).
    """
    who = standing(actor, now=now)
    row = locked(task_id, who)
    require_leader_of_issuer(who, row)
    require_going_on(row)
    if row.stage == "submitted":
        raise AlreadySubmitted
    why = _reason(reason)
    today = local_date(now)
    if found := _wrong_deadline(row, due_on, today):
        raise WrongTask(found)
    before = row.due_on
    Deadline.objects.create(
        task=row, before=before, due_on=due_on, set_at=now, set_on=today, set_by=person_of(actor), reason=why
    )
    row.due_on, row.due_set_on = due_on, today
    row.save(update_fields=["due_on", "due_set_on"])
    event = TaskDeadlineChanged(**said(row), due_before=before, times=row.deadlines.count())
    note(event, row, actor=actor, now=now)
    return view_of(row.pk, today)


@transaction.atomic
def place_under(*, task_id: UUID, parent_id: UUID | None, actor: Actor, now: datetime) -> TaskView:
    """Make it a part of another task, or of none. By who prepares at its issuer, which issued or leads the other.

    Raises TaskNotFound, NotTheAssigner, TaskClosed, ParentCycle, WrongTask (its deadline is after the other's).
    """
    who = standing(actor, now=now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_PARENTS])
    row = locked(task_id, who)
    require_preparer_of_issuer(who, row)
    require_going_on(row)
    if parent_id is not None:
        parent = Task.objects.filter(visible(who), pk=parent_id).first()
        if parent is None or row.issuer_id not in (parent.issuer_id, parent.lead_agency_id):
            raise TaskNotFound
        require_going_on(parent)
        _require_no_cycle(row, parent)
        if found := list(after_parent(row.due_on, parent.due_on)):
            raise WrongTask(found)
    row.parent_id = parent_id
    row.save(update_fields=["parent"])
    note(TaskPlacedUnder(**said(row), parent_task=parent_id), row, actor=actor, now=now)
    return view_of(row.pk, local_date(now))


@transaction.atomic
def cancel(*, task_id: UUID, reason: str, actor: Actor, now: datetime) -> TaskView:
    """The task falls away; it is counted nowhere from today on. By a leader of the issuer.

    Raises TaskNotFound, NotTheIssuer, TaskClosed, ChildrenOpen, SayWhy.
    """
    who = standing(actor, now=now)
    row = locked(task_id, who)
    require_leader_of_issuer(who, row)
    require_going_on(row)
    require_no_open_children(row)
    row.cancel_reason, row.stage = _reason(reason), "cancelled"
    row.cancelled_at, row.cancelled_on, row.cancelled_by = now, local_date(now), person_of(actor)
    row.save(update_fields=["cancel_reason", "stage", "cancelled_at", "cancelled_on", "cancelled_by"])
    note(TaskCancelled(**said(row)), row, actor=actor, now=now)
    return view_of(row.pk, local_date(now))


_reason = reason


def _wrong_deadline(row: Task, due_on: date, today: date) -> list[Problem]:
    if due_on == row.due_on:
        return [Problem(texts.DUE_SAME, field="due_on")]
    parent_due = row.parent.due_on if row.parent is not None else None
    return [*wrong_due(due_on, today), *after_parent(due_on, parent_due), *_before_children(row, due_on)]


def _before_children(row: Task, due_on: date) -> list[Problem]:
    """Open parts of the task that would end after the whole, the first few by name."""
    later = row.children.filter(stage__in=["open", "submitted"], due_on__gt=due_on).order_by("due_on", "position", "id")
    found = list(later.values_list("title", "due_on"))
    if not found:
        return []
    tasks = "; ".join(f"“{title[:100]}” ({due:%d/%m/%Y})" for title, due in found[:_NAMED])
    said = (("count", len(found)), ("tasks", f"{tasks}; …" if len(found) > _NAMED else tasks))
    return [Problem(texts.DUE_BEFORE_CHILDREN, field="due_on", params=said)]


def _require_no_cycle(row: Task, parent: Task) -> None:
    """Raises ParentCycle; a statement for each step up to the root, and trees are shallow."""
    parents: dict[UUID, UUID | None] = {row.pk: parent.pk}
    here: UUID | None = parent.pk
    while here is not None and here not in parents:
        parents[here] = Task.objects.values_list("parent_id", flat=True).get(pk=here)
        here = parents[here]
    if cycle_through(row.pk, parents):
        raise ParentCycle
