"""What the operations share: locking a task, its place in the journal, words that were given. Private to the room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.errors import DomainError, Problem
from caunoi.core.ids import new_id
from caunoi.core.journal import Place, append
from caunoi.core.subjects import SubjectRef
from caunoi.documents import operations as documents
from caunoi.tasks import texts
from caunoi.tasks.errors import SayWhy, TaskClosed, TaskNotFound, WrongTask
from caunoi.tasks.events import TaskEvent
from caunoi.tasks.models import Evidence, Report, Task
from caunoi.tasks.policies import Standing, visible
from caunoi.tasks.shapes import NewFile

MOST_FILES = 20
MOST_WORDS = 4000


def locked(task_id: UUID, who: Standing) -> Task:
    """The task, locked, when the actor may see it. Raises TaskNotFound."""
    row = Task.objects.select_for_update(of=("self",)).select_related("origin").filter(visible(who), pk=task_id).first()
    if row is None:
        raise TaskNotFound
    return row


def require_going_on(row: Task) -> None:
    """Raises TaskClosed."""
    if row.stage in ("closed", "cancelled"):
        raise TaskClosed


def person_of(actor: Actor) -> UUID | None:
    """Who acts, None for the program itself."""
    found = getattr(actor, "person_id", None)
    return found if isinstance(found, UUID) else None


def place_of(row: Task) -> Place:
    """Where the task counts: its lead agency as recorded."""
    return Place(unit_id=row.unit_id, agency_id=row.lead_agency_id, province=row.province)


def said(row: Task) -> dict[str, Any]:
    """What every entry says of a task."""
    return {
        "issuing_agency": row.issuer_id,
        "lead_agency": row.lead_agency_id,
        "origin_id": row.origin_id,
        "origin_kind": row.origin.kind,
        "due_on": row.due_on,
    }


def note(event: TaskEvent, row: Task, *, actor: Actor, now: datetime) -> None:
    """Append the entry."""
    append(event, subject_id=row.pk, actor=actor, now=now, place=place_of(row))


def reason(text: str) -> str:
    """Why, trimmed. Raises SayWhy."""
    trimmed = text.strip()
    if not 5 <= len(trimmed) <= 1000:
        raise SayWhy
    return trimmed


def wrong_words(words: str, files: Sequence[NewFile]) -> list[Problem]:
    """What is wrong with a report's words and the number of its files."""
    problems = []
    if not words.strip():
        problems.append(Problem(texts.NO_WORDS, field="words"))
    if len(words.strip()) > MOST_WORDS:
        problems.append(Problem(texts.TOO_LONG, field="words", params=(("most", MOST_WORDS),)))
    if len(files) > MOST_FILES:
        problems.append(Problem(texts.TOO_MANY_FILES, field="files", params=(("most", MOST_FILES),)))
    return problems


def keep_report(
    row: Task, *, kind: str, percent: int, words: str, files: Sequence[NewFile], actor: Actor, now: datetime,
    agency_id: UUID | None = None,
) -> Report:  # fmt: skip
    """A report with its evidence, of the lead agency when no other is given.

    Raises WrongTask that names every file that is not taken; nothing is kept then.
    """
    made = Report(
        id=new_id(), task=row, kind=kind, percent=percent, words=words.strip(), made_at=now, made_on=local_date(now),
        made_by=person_of(actor), agency_id=agency_id or row.lead_agency_id,
    )  # fmt: skip
    made.save(force_insert=True)
    stored, problems = [], []
    for file in files:
        try:
            stored.append(_stored(file, row, actor, now))
        except DomainError as error:
            if error.status >= 500:
                raise
            problems.append(_problem(file, error))
    if problems:
        raise WrongTask(problems)
    Evidence.objects.bulk_create([Evidence(report=made, file_id=file_id) for file_id in stored])
    return made


def _stored(file: NewFile, row: Task, actor: Actor, now: datetime) -> UUID:
    kept = documents.store(
        content=file.content, name=file.name, media_type=None, subject=SubjectRef("task", row.pk), actor=actor,
        now=now, place=place_of(row),
    )  # fmt: skip
    return kept.id


def _problem(file: NewFile, error: DomainError) -> Problem:
    text: str | Promise = texts.FILE_PROBLEM
    return Problem(text, field="files", params=(("name", file.name[:150]), ("problem", error.message)))
