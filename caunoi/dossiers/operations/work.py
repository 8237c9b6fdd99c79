"""Work items kept in step with the process: what waits for whom. Private to the room."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.models import Dossier, DossierRequest, WorkItem
from caunoi.dossiers.rules.pauses import step_due
from caunoi.processes.shapes import InstanceView, TaskView


def open_work(
    dossier: Dossier, opened: Iterable[TaskView], *, now: datetime, again: WorkItem | None = None
) -> list[WorkItem]:
    """Write an item for each task that the process opened; one statement, one more for tasks that ask for an opinion.

    `again`: what stood for the step while it waited; the step comes back to whom it was.
    """
    tasks = list(opened)
    items = [_item(dossier, task, now, again) for task in tasks]
    asked = [
        DossierRequest(
            id=item.id,
            dossier=dossier,
            kind="consultation",
            asked_at=now,
            asked_by=dossier.specialist_id,
            asked_role="specialist",
            asked_agency_id=dossier.competent_agency_id,
            to_agency_id=item.agency_id,
            due_at=item.step_due_at or item.due_at,
        )
        for item, task in zip(items, tasks, strict=True)
        if "answer_consultation" in task.actions
    ]
    if asked:
        DossierRequest.objects.bulk_create(asked)
    if items:
        WorkItem.objects.bulk_create(items)
    return items


def move(
    dossier: Dossier,
    items: Iterable[WorkItem],
    after: InstanceView,
    *,
    ended: WorkItem | None,
    now: datetime,
    again: WorkItem | None = None,
) -> list[WorkItem]:
    """Follow the process: close what ended, open what it opened; the items that are open now. Two statements.

    The dossier's step becomes the first of them (not saved).
    """
    gone = {*after.closed, *(item.id for item in (ended, again) if item)}
    known = {item.id for item in items}
    if gone & known:
        WorkItem.objects.filter(id__in=gone & known).update(closed_at=now)
    left = [item for item in items if item.id not in gone]
    left += open_work(dossier, (task for task in after.opened if task.id not in known), now=now, again=again)
    dossier.step = first_step(left)
    return left


def first_step(items: Iterable[WorkItem]) -> str:
    """The step that stands for the dossier: the first open one of the process, or the one that is waited for."""
    return next((item.step for item in items if item.kind != "consultation"), "")


def close_all(dossier: Dossier, *, now: datetime) -> None:
    """Nothing waits for anybody any more: items close, requests end without an answer; two statements."""
    WorkItem.objects.filter(dossier_id=dossier.id, closed_at=None).update(closed_at=now)
    DossierRequest.objects.filter(dossier_id=dossier.id, answered_at=None).update(answered_at=now, outcome="ended")
    dossier.step = ""


def close_questions(dossier: Dossier, *, now: datetime) -> None:
    """What was asked beside the process needs no answer any more; two statements."""
    WorkItem.objects.filter(dossier_id=dossier.id, closed_at=None).exclude(kind="step").update(closed_at=now)
    DossierRequest.objects.filter(dossier_id=dossier.id, answered_at=None).update(answered_at=now, outcome="ended")


def hold(items: Iterable[WorkItem], held: bool, dossier: Dossier) -> None:
    """Hold the items while the limit does not count, or free them, with the dossier's deadline; one statement.

    What another agency was asked beside the process goes on: its own deadline stands.
    """
    found = [item for item in items if item.kind != "consultation"]
    for item in found:
        item.held, item.due_at = held, dossier.due_at
    if found:
        WorkItem.objects.bulk_update(found, ["held", "due_at", "step_due_at"])


def _item(dossier: Dossier, task: TaskView, now: datetime, again: WorkItem | None) -> WorkItem:
    assert task.agency_id is not None, f"the process names no agency for the step {task.step}"
    return WorkItem(
        id=task.id,
        dossier=dossier,
        agency_id=task.agency_id,
        role=task.role,
        step=task.step,
        actions=list(task.actions),
        assignee_id=_assignee(dossier, task, again),
        opened_at=now,
        due_at=dossier.due_at,
        step_due_at=step_due_of(dossier, task.share_of_limit, now),
    )


def _assignee(dossier: Dossier, task: TaskView, again: WorkItem | None) -> UUID | None:
    """The one who had the step before it waited; else the specialist who examines it, when it is theirs to do again."""
    if again is not None and (again.step, again.agency_id) == (task.step, task.agency_id):
        return again.assignee_id
    own = task.role == "specialist" and task.agency_id == dossier.competent_agency_id
    return dossier.specialist_id if own else None


def step_due_of(dossier: Dossier, share: Decimal, opened: datetime) -> datetime | None:
    """By when a step with this share of the limit should be done; None without a share or before the limit is known."""
    began = dossier.received_at or dossier.submitted_at
    if began is None or dossier.due_at is None or not share:
        return None
    whole = (began, dossier.first_due_at or dossier.due_at)
    return step_due(opened, whole=whole, due=dossier.due_at, share=share, calendar=vietnam())
