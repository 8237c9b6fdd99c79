"""What an agency owes, and what is owed to it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.subjects import SubjectRef
from caunoi.tasks.models import Task
from caunoi.tasks.policies import require_reader_of, visible
from caunoi.tasks.shapes import Owed

MOST = 200
SOON = 7
PAGE = "desk:task"
"""The page of a task; its only argument is the id."""


def owed(agency_id: UUID, *, actor: Actor, now: datetime) -> list[Owed]:
    """Open tasks that the agency leads, and closings that wait for it to verify; the earliest first, at most 200.

    The kinds are `task` and `task_verification`. Raises NotYourTasks.
    """
    who = require_reader_of(agency_id, actor, now=now)
    seen = Task.objects.filter(visible(who))
    led = _tasks(seen.filter(lead_agency_id=agency_id, stage="open"), now)
    handed_in = seen.filter(issuer_id=agency_id, stage="submitted").order_by("due_on", "id")[:MOST]
    to_verify = [_owed(row, "task_verification", "open", row.issuer_id, row.lead_agency_id) for row in handed_in]
    return sorted([*led, *to_verify], key=lambda one: one.due_on or date.max)[:MOST]


def owed_to(agency_id: UUID, *, actor: Actor, now: datetime) -> list[Owed]:
    """Open tasks that the agency issued to others; the earliest first, at most 200. Raises NotYourTasks."""
    who = require_reader_of(agency_id, actor, now=now)
    issued = Task.objects.filter(visible(who), issuer_id=agency_id, stage="open")
    return _tasks(issued.exclude(lead_agency_id=agency_id), now)


def _tasks(rows: QuerySet[Task], now: datetime) -> list[Owed]:
    today = local_date(now)
    return [
        _owed(row, "task", _state(row.due_on, today), row.lead_agency_id, row.issuer_id)
        for row in rows.order_by("due_on", "position", "id")[:MOST]
    ]


def _state(due_on: date, today: date) -> str:
    left = (due_on - today).days
    return "late" if left < 0 else "soon" if left <= SOON else "open"


def _owed(row: Task, kind: str, state: str, holder_id: UUID, to_id: UUID) -> Owed:
    return Owed(
        kind=kind, subject=SubjectRef("task", row.pk), title=row.title, due_on=row.due_on, state=state,
        holder_id=holder_id, to_id=to_id, person_id=row.person_id if kind == "task" else None, url_name=PAGE,
        url_args=(str(row.pk),),
    )  # fmt: skip
