"""Progress as the lead agency tells it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.tasks.shapes import (
    NewFile,
    ProgressView,
)


def report_progress(
    *, task_id: UUID, percent: int, words: str, actor: Actor, now: datetime, files: Sequence[NewFile] = ()
) -> ProgressView:
    """How far the work is (0 to 100 %), in words, with evidence. By whoever prepares in the lead agency.

    Raises TaskNotFound, NotTheHolder, TaskClosed, WrongTask, and what `documents.store` raises about a file.
    """
    raise NotImplementedError
