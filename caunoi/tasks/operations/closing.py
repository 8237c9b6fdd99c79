"""Handed in for closing; verified or returned by the issuer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.tasks.shapes import (
    NewFile,
    ProgressView,
    TaskView,
)


def submit_for_closing(
    *, task_id: UUID, words: str, actor: Actor, now: datetime, files: Sequence[NewFile] = ()
) -> ProgressView:
    """The lead agency says that the work is done, with evidence. It is closed only when the issuer has verified it.

    Raises TaskNotFound, NotTheHolder, TaskClosed, AlreadySubmitted, ChildrenOpen, WrongTask, and `documents.store`'s.
    """
    raise NotImplementedError


def verify_closing(*, task_id: UUID, actor: Actor, now: datetime, remark: str = "") -> TaskView:
    """A leader of the issuer (or who acts for one) has checked: the task is closed, on time or late.

    Raises TaskNotFound, NotTheIssuer, SamePerson, NotSubmitted.
    """
    raise NotImplementedError


def return_task(*, task_id: UUID, remark: str, actor: Actor, now: datetime) -> TaskView:
    """A leader of the issuer does not accept what was handed in; it is open again, with the same deadline.

    Raises TaskNotFound, NotTheIssuer, NotSubmitted, SayWhy.
    """
    raise NotImplementedError
