"""Work items kept in step with the process: what waits for whom. Private to the room."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.models import Dossier, WorkItem
from caunoi.dossiers.rules.pauses import step_due
from caunoi.processes.shapes import InstanceView, TaskView


def open_work(dossier: Dossier, opened: Iterable[TaskView], *, now: datetime) -> list[WorkItem]:
    """Write an item for each task that the process opened; one statement. Sets the dossier's step (not saved)."""
    items = [_item(dossier, task, now) for task in opened]
    if items:
        WorkItem.objects.bulk_create(items)
    return items


def move(
    dossier: Dossier, items: Iterable[WorkItem], after: InstanceView, *, ended: WorkItem | None, now: datetime
) -> list[WorkItem]:
    """Follow the process: close what ended, open what it opened; the items that are open now. Two statements.

    The dossier's step becomes the first of them (not saved).
    """
    gone = {*getattr(after, "closed", ()), *([ended.id] if ended else ())}
    known = {item.id for item in items}
    if gone & known:
        WorkItem.objects.filter(id__in=gone & known).update(closed_at=now)
    left = [item for item in items if item.id not in gone]
    left += open_work(dossier, (task for task in after.opened if task.id not in known), now=now)
    dossier.step = first_step(left)
    return left


def first_step(items: Iterable[WorkItem]) -> str:
    """The step that stands for the dossier: the first open one of the process, or the one that is waited for."""
    return next((item.step for item in items if item.kind != "consultation"), "")


def _item(dossier: Dossier, task: TaskView, now: datetime) -> WorkItem:
    assert task.agency_id is not None, f"the process names no agency for the step {task.step}"
    return WorkItem(
        id=task.id,
        dossier=dossier,
        agency_id=task.agency_id,
        role=task.role,
        step=task.step,
        actions=list(task.actions),
        assignee_id=_assignee(dossier, task.role, task.agency_id),
        opened_at=now,
        due_at=dossier.due_at,
        step_due_at=_step_due(dossier, task, now),
    )


def _assignee(dossier: Dossier, role: str, agency_id: UUID) -> UUID | None:
    """The specialist who examines it, when it is theirs to do again."""
    return dossier.specialist_id if role == "specialist" and agency_id == dossier.competent_agency_id else None


def _step_due(dossier: Dossier, task: TaskView, now: datetime) -> datetime | None:
    began = dossier.received_at or dossier.submitted_at
    if began is None or dossier.due_at is None or not task.share_of_limit:
        return None
    return step_due(now, began=began, due=dossier.due_at, share=task.share_of_limit, calendar=vietnam())
