"""Handed in for closing; verified or returned by the issuer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.tasks.errors import AlreadySubmitted, ChildrenOpen, NotSubmitted, SamePerson, WrongTask
from caunoi.tasks.events import TaskCompleted, TaskReturned, TaskSubmitted
from caunoi.tasks.keeping import keep_report, locked, note, person_of, reason, require_going_on, said, wrong_words
from caunoi.tasks.models import Report, Task
from caunoi.tasks.policies import require_holder, require_leader_of_issuer, standing
from caunoi.tasks.shapes import NewFile, ProgressView, TaskView
from caunoi.tasks.viewing import progress_views, view_of


@transaction.atomic
def submit_for_closing(
    *, task_id: UUID, words: str, actor: Actor, now: datetime, files: Sequence[NewFile] = ()
) -> ProgressView:
    """The lead agency says that the work is done, with evidence. It is closed only when the issuer has verified it.

    Raises TaskNotFound, NotTheHolder, TaskClosed, AlreadySubmitted, ChildrenOpen, WrongTask.
    """
    who = standing(actor, now=now)
    row = locked(task_id, who)
    require_holder(who, row, now=now)
    require_going_on(row)
    if row.stage == "submitted":
        raise AlreadySubmitted
    require_no_open_children(row)
    if found := wrong_words(words, files):
        raise WrongTask(found)
    made = keep_report(row, kind="submission", percent=100, words=words, files=files, actor=actor, now=now)
    row.stage, row.percent = "submitted", 100
    row.save(update_fields=["stage", "percent"])
    event = TaskSubmitted(**said(row), files=len(files), on_time=made.made_on <= row.due_on)
    note(event, row, actor=actor, now=now)
    return progress_views([made])[0]


@transaction.atomic
def verify_closing(*, task_id: UUID, actor: Actor, now: datetime, remark: str = "") -> TaskView:
    """A leader of the issuer (or who acts for one) has checked: the task is closed, on time or late.

    Raises TaskNotFound, NotTheIssuer, SamePerson, NotSubmitted.
    """
    row, handed = _decided(task_id, actor, now, outcome="verified", remark=remark.strip()[:1000])
    if handed.made_by is not None and handed.made_by == person_of(actor):
        raise SamePerson
    row.stage, row.completed_on, row.verified_on = "closed", handed.made_on, local_date(now)
    row.save(update_fields=["stage", "completed_on", "verified_on"])
    event = TaskCompleted(**said(row), completed_on=handed.made_on, on_time=handed.made_on <= row.due_on)
    note(event, row, actor=actor, now=now)
    return view_of(row.pk, local_date(now))


@transaction.atomic
def return_task(*, task_id: UUID, remark: str, actor: Actor, now: datetime) -> TaskView:
    """A leader of the issuer does not accept what was handed in; it is open again, with the same deadline.

    Raises TaskNotFound, NotTheIssuer, NotSubmitted, SayWhy.
    """
    row, _handed = _decided(task_id, actor, now, outcome="returned", remark=remark)
    row.stage = "open"
    row.save(update_fields=["stage"])
    note(TaskReturned(**said(row)), row, actor=actor, now=now)
    return view_of(row.pk, local_date(now))


def require_no_open_children(row: Task) -> None:
    """Raises ChildrenOpen."""
    count = row.children.exclude(stage__in=["closed", "cancelled"]).count()
    if count:
        raise ChildrenOpen(count=count)


def _decided(task_id: UUID, actor: Actor, now: datetime, *, outcome: str, remark: str) -> tuple[Task, Report]:
    who = standing(actor, now=now)
    row = locked(task_id, who)
    require_leader_of_issuer(who, row)
    if row.stage != "submitted":
        raise NotSubmitted
    handed = row.reports.get(kind="submission", outcome="")
    handed.remark = reason(remark) if outcome == "returned" else remark
    handed.outcome, handed.decided_at, handed.decided_on = outcome, now, local_date(now)
    handed.decided_by = person_of(actor)
    handed.save(update_fields=["outcome", "remark", "decided_at", "decided_on", "decided_by"])
    return row, handed
