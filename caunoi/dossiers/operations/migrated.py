"""A dossier's process goes on under another version: what waits for officers follows."""

from __future__ import annotations

from collections.abc import Sequence

from caunoi.core.subjects import SubjectRef
from caunoi.dossiers.models import WorkItem
from caunoi.processes.shapes import TaskView


def follow(moved: Sequence[tuple[SubjectRef, TaskView]]) -> None:
    """Give the open items the role, agency and actions that their steps have now; two statements.

    An item whose role or agency changed is free again: who it was assigned to may not be able to do it.
    """
    tasks = {task.id: task for _, task in moved}
    items = list(WorkItem.objects.filter(id__in=tasks, closed_at__isnull=True))
    for item in items:
        task = tasks[item.id]
        agency = task.agency_id or item.agency_id
        if (item.role, item.agency_id) != (task.role, agency):
            item.role, item.agency_id, item.assignee_id = task.role, agency, None
        item.actions = list(task.actions)
    WorkItem.objects.bulk_update(items, ["role", "agency_id", "assignee_id", "actions"])
