"""Assigning tasks, one or many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.errors import Problem
from caunoi.core.ids import new_id
from caunoi.core.journal import append_many
from caunoi.tasks import texts
from caunoi.tasks.checking import Known, known, numbered, problems, problems_of_all, require_origin
from caunoi.tasks.errors import UnclearTask, WrongTask, WrongTasks
from caunoi.tasks.events import TaskAssigned
from caunoi.tasks.keeping import person_of, place_of, said
from caunoi.tasks.models import Task, TaskAgency, TaskOrigin
from caunoi.tasks.policies import require_assigner
from caunoi.tasks.rules.clear import unclear
from caunoi.tasks.shapes import Origin, TaskDraft, TaskView
from caunoi.tasks.viewing import view_of
from caunoi.units.rules.text import fold


@transaction.atomic
def assign(*, origin: Origin, draft: TaskDraft, actor: Actor, now: datetime, issuer_id: UUID | None = None) -> TaskView:
    """Assign one task. `issuer_id`: the agency that assigns and will verify; the actor's own agency when left out.

    By a specialist, head or leader of that agency; to an agency below it (or itself), and to a person who serves there.
    Raises NotTheAssigner, WrongOrigin, UnclearTask (every missing point named), WrongTask.
    """
    assigner = require_assigner(actor, issuer_id=issuer_id, default=origin.issuer_id, now=now)
    require_origin(origin)
    about = known([draft], assigner, now)
    if found := problems(draft, about):
        raise (UnclearTask if unclear(draft) else WrongTask)(found)
    (task_id,) = _keep(origin, [draft], about, actor, now)
    return view_of(task_id, about.today)


@transaction.atomic
def assign_many(
    *, origin: Origin, drafts: Sequence[TaskDraft], actor: Actor, now: datetime, issuer_id: UUID | None = None
) -> list[UUID]:
    """Assign all or none, in one transaction; ids in the order of the drafts.

    Raises NotTheAssigner, WrongOrigin, and WrongTasks with every problem of every draft (`line`: the draft's `row`, or
    its place from 1; `column`: what the column is called; `field`: the field of TaskDraft).
    """
    assigner = require_assigner(actor, issuer_id=issuer_id, default=origin.issuer_id, now=now)
    require_origin(origin)
    if not drafts:
        raise WrongTasks([texts.EMPTY_LIST], count=1)
    about = known(drafts, assigner, now)
    if found := problems_of_all(drafts, about):
        raise WrongTasks(found, count=len(found))
    return _keep(origin, drafts, about, actor, now)


def check_many(
    *, origin: Origin, drafts: Sequence[TaskDraft], actor: Actor, now: datetime, issuer_id: UUID | None = None
) -> list[Problem]:
    """What `assign_many` would refuse, for a preview; nothing is written. Raises NotTheAssigner, WrongOrigin."""
    assigner = require_assigner(actor, issuer_id=issuer_id, default=origin.issuer_id, now=now)
    require_origin(origin)
    return problems_of_all(drafts, known(drafts, assigner, now))


def kept_origin(origin: Origin) -> TaskOrigin:
    """The origin's row: the one that is there, or a new one."""
    subject = origin.subject
    found, _made = TaskOrigin.objects.get_or_create(
        issuer_id=origin.issuer_id,
        kind=origin.kind.strip(),
        number=origin.number.strip(),
        issued_on=origin.issued_on,
        subject_kind=subject.kind if subject else "",
        subject_id=subject.id if subject else None,
        defaults={"abstract": origin.abstract.strip()},
    )
    return found


def search_key(title: str, origin: TaskOrigin) -> str:
    """What a search looks in: the title and the document's number, folded."""
    return f"{fold(title)} {fold(origin.number)}"[:1300]


def _keep(origin: Origin, drafts: Sequence[TaskDraft], about: Known, actor: Actor, now: datetime) -> list[UUID]:
    """Four statements and the journal's, whatever their number."""
    source = kept_origin(origin)
    rows = [_row(number, draft, source, origin.part, about, actor, now) for number, draft in numbered(drafts)]
    of_row = {row.position: row.pk for row in rows}
    for row, draft in zip(rows, drafts, strict=True):
        row.parent_id = draft.parent_id or (of_row[draft.parent_row] if draft.parent_row is not None else None)
    Task.objects.bulk_create(rows, batch_size=2000)
    sides = [side for row, draft in zip(rows, drafts, strict=True) for side in sides_of(row, draft, actor, now)]
    TaskAgency.objects.bulk_create(sides, batch_size=5000)
    entries = [(_event(row, draft), row.pk, place_of(row)) for row, draft in zip(rows, drafts, strict=True)]
    append_many(entries, actor=actor, now=now)
    return [row.pk for row in rows]


def _row(
    number: int, draft: TaskDraft, source: TaskOrigin, part: str, about: Known, actor: Actor, now: datetime
) -> Task:
    assert draft.lead_agency_id is not None  # both were checked before
    assert draft.due_on is not None
    lead = about.agencies[draft.lead_agency_id]
    return Task(
        id=new_id(),
        origin=source,
        part=(draft.part or part).strip(),
        position=number,
        title=draft.title.strip(),
        search_key=search_key(draft.title, source),
        responsibility=draft.responsibility.strip(),
        result=draft.result.strip(),
        authority=draft.authority.strip(),
        issuer_id=about.issuer.id,
        lead_agency_id=lead.id,
        unit_id=lead.unit_id,
        province=lead.province_code,
        person_id=draft.person_id,
        assigned_at=now,
        assigned_on=local_date(now),
        assigned_by=actor.ref,
        first_due_on=draft.due_on,
        due_on=draft.due_on,
        due_set_on=local_date(now),
    )


def sides_of(row: Task, draft: TaskDraft, actor: Actor, now: datetime) -> list[TaskAgency]:
    """The agencies' parts in a new task."""
    sides = [("lead", row.lead_agency_id), *(("coordinating", one) for one in draft.coordinating),
             *(("following", one) for one in draft.following)]  # fmt: skip
    return [
        TaskAgency(
            task=row, agency_id=agency_id, side=side, person_id=row.person_id if side == "lead" else None,
            valid_from=row.assigned_on, set_at=now, set_by=person_of(actor),
        )
        for side, agency_id in sides
    ]  # fmt: skip


def _event(row: Task, draft: TaskDraft) -> TaskAssigned:
    assert row.person_id is not None  # one of the six points
    return TaskAssigned(
        **said(row), assignee=row.person_id, coordinating=len(draft.coordinating), following=len(draft.following),
        parent_task=row.parent_id,
    )  # fmt: skip
