"""A dossier's process goes on under another version: what waits for officers follows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from caunoi.core.subjects import SubjectRef
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.models import DossierRequest, WorkItem
from caunoi.dossiers.operations.work import step_due_of
from caunoi.dossiers.rules.pauses import later_by
from caunoi.processes.shapes import TaskView
from caunoi.processes.shapes_modelling import Rescheduled

Moved = Sequence[tuple[SubjectRef, TaskView]]
Spans = list[tuple[datetime, datetime]]


def follow(moved: Moved) -> None:
    """Give the open items the role, agency, actions and due date that their steps have now; three statements.

    An item whose role or agency changed is free again: who it was assigned to may not be able to do it. The dossier's
    own deadline stays.
    """
    tasks = {task.id: task for _, task in moved}
    items = _items(tasks)
    dues = _dues(items, tasks)
    for item in items:
        task = tasks[item.id]
        agency = task.agency_id or item.agency_id
        if (item.role, item.agency_id) != (task.role, agency):
            item.role, item.agency_id, item.assignee_id = task.role, agency, None
        item.actions, item.step_due_at = list(task.actions), dues[item.id]
    WorkItem.objects.bulk_update(items, ["role", "agency_id", "assignee_id", "actions", "step_due_at"])


def foreseen(moving: Moved) -> Rescheduled:
    """How many open items would become due earlier or later; two statements. One without a time of its own is due
    with its dossier."""
    tasks = {task.id: task for _, task in moving}
    items = _items(tasks)
    dues = _dues(items, tasks)
    both = [(item.step_due_at or item.due_at, dues[item.id] or item.due_at) for item in items]
    changed = [(before, after) for before, after in both if before and after and before != after]
    earlier = sum(1 for before, after in changed if after < before)
    return Rescheduled(earlier, len(changed) - earlier, len(items) - len(changed))


def _items(ids: Collection[UUID]) -> list[WorkItem]:
    return list(WorkItem.objects.filter(id__in=ids, closed_at__isnull=True).select_related("dossier"))


def _dues(items: Iterable[WorkItem], tasks: dict[UUID, TaskView]) -> dict[UUID, datetime | None]:
    """By when each item should be done under its task's share, as if it had been opened so: with the pauses since."""
    found = list(items)
    pauses = _pauses({item.dossier_id for item in found}, min((i.opened_at for i in found), default=None))
    dues = {}
    for item in found:
        due = step_due_of(item.dossier, tasks[item.id].share_of_limit, item.opened_at)
        passed = _passed(pauses[item.dossier_id], item.opened_at)
        dues[item.id] = later_by(due, passed, vietnam()) if due else None
    return dues


def _pauses(dossier_ids: Collection[UUID], since: datetime | None) -> dict[UUID, Spans]:
    """When the limit stood still, for pauses that ended after `since`; one statement."""
    found: dict[UUID, Spans] = defaultdict(list)
    if since is None:
        return found
    rows = DossierRequest.objects.filter(dossier_id__in=dossier_ids, pauses=True, answered_at__gt=since)
    for dossier_id, start, end in rows.order_by("asked_at").values_list("dossier_id", "asked_at", "answered_at"):
        if end is not None:
            found[dossier_id].append((start, end))
    return found


def _passed(pauses: Spans, opened: datetime) -> timedelta:
    """The office time of the pauses after a step was opened; where two overlap it counts once."""
    passed, reached = timedelta(), opened
    for start, end in pauses:
        if end > reached:
            passed += vietnam().working_time_between(max(start, reached), end)
            reached = end
    return passed
