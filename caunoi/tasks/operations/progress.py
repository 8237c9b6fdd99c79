"""Progress as the lead agency tells it, and what coordinating agencies tell of their part."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.errors import Problem
from caunoi.tasks import texts
from caunoi.tasks.errors import AlreadySubmitted, NotCoordinating, WrongTask
from caunoi.tasks.events import TaskPartReported, TaskProgressed
from caunoi.tasks.keeping import keep_report, locked, note, require_going_on, said, wrong_words
from caunoi.tasks.policies import coordinates_for, require_holder, standing
from caunoi.tasks.shapes import NewFile, ProgressView
from caunoi.tasks.viewing import progress_views


@transaction.atomic
def report_progress(
    *, task_id: UUID, percent: int, words: str, actor: Actor, now: datetime, files: Sequence[NewFile] = ()
) -> ProgressView:
    """How far the work is (0 to 100 %), in words, with evidence. By whoever prepares in the lead agency.

    Raises TaskNotFound, NotTheHolder, TaskClosed, AlreadySubmitted, WrongTask (also of a file that is not taken).
    """
    who = standing(actor, now=now)
    row = locked(task_id, who)
    require_holder(who, row, now=now)
    require_going_on(row)
    if row.stage == "submitted":
        raise AlreadySubmitted
    found = wrong_words(words, files)
    if not 0 <= percent <= 100:
        found.append(Problem(texts.PERCENT, field="percent"))
    if found:
        raise WrongTask(found)
    made = keep_report(row, kind="progress", percent=percent, words=words, files=files, actor=actor, now=now)
    row.percent = percent
    row.save(update_fields=["percent"])
    note(TaskProgressed(**said(row), percent=percent, files=len(files)), row, actor=actor, now=now)
    return progress_views([made])[0]


@transaction.atomic
def report_part(
    *, task_id: UUID, words: str, actor: Actor, now: datetime, files: Sequence[NewFile] = ()
) -> ProgressView:
    """What a coordinating agency did of its part, in words, with evidence; how far the whole is, the lead agency says.

    By whoever prepares in the coordinating agency, until the task is closed. Raises TaskNotFound, NotCoordinating,
    TaskClosed, WrongTask (also of a file that is not taken).
    """
    who = standing(actor, now=now)
    row = locked(task_id, who)
    agency_id = coordinates_for(who, row)
    if agency_id is None:
        raise NotCoordinating
    require_going_on(row)
    if found := wrong_words(words, files):
        raise WrongTask(found)
    made = keep_report(
        row, kind="part", percent=row.percent, words=words, files=files, actor=actor, now=now, agency_id=agency_id
    )
    note(TaskPartReported(**said(row), agency=agency_id, files=len(files)), row, actor=actor, now=now)
    return progress_views([made])[0]
