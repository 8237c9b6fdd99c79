"""One task."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.documents.queries import FileView
from caunoi.tasks.shapes import (
    HistoryLine,
    TaskDetail,
    TaskView,
)


def task(task_id: UUID, *, actor: Actor, now: datetime, as_of: date | None = None) -> TaskView:
    """The task at the end of a day (today). For officers of the agencies concerned. Raises TaskNotFound."""
    raise NotImplementedError


def detail(task_id: UUID, *, actor: Actor, now: datetime, as_of: date | None = None) -> TaskDetail:
    """All of the task, and what the actor may do with it now. Raises TaskNotFound."""
    raise NotImplementedError


def history(task_id: UUID, *, actor: Actor, now: datetime) -> list[HistoryLine]:
    """What happened to it, the oldest first. Raises TaskNotFound."""
    raise NotImplementedError


def evidence_file(task_id: UUID, file_id: UUID, *, actor: Actor, now: datetime) -> tuple[FileView, bytes]:
    """A file that was handed in with the task. Raises TaskNotFound."""
    raise NotImplementedError
