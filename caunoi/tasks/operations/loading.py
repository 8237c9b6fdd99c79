"""Tasks as another system or a published document tells them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import connection, transaction

from caunoi.core.actor import Actor, System
from caunoi.core.clock import VIETNAM, local_date
from caunoi.core.errors import Problem
from caunoi.core.ids import new_id
from caunoi.core.journal import Place, append
from caunoi.tasks import texts
from caunoi.tasks.checking import require_origin
from caunoi.tasks.errors import AlreadyLoaded, NotTheAssigner, WrongTasks
from caunoi.tasks.events import TasksLoaded
from caunoi.tasks.models import Deadline, Reminder, Report, Task, TaskAgency, TaskOrigin
from caunoi.tasks.operations.assign import kept_origin, search_key
from caunoi.tasks.rules.clear import unclear
from caunoi.tasks.shapes import LoadedTask, Origin, TaskCounts
from caunoi.units import queries as units
from caunoi.units.queries import AgencyView

_HANDED_IN = "Báo cáo hoàn thành theo nguồn đã nạp."


@transaction.atomic
def load_tasks(*, origin: Origin, tasks: Sequence[LoadedTask], actor: Actor, now: datetime, sample: bool) -> list[UUID]:
    """Load tasks with their course as it was, for the program itself (`System`).

    `sample` marks them: only samples may leave some of the six points open, and samples of the same origin that were
    loaded before are replaced. The issuer is the origin's. One journal entry tells of all of them. A handful of
    statements. Raises NotTheAssigner, WrongOrigin, WrongTasks, AlreadyLoaded.
    """
    if not isinstance(actor, System):
        raise NotTheAssigner
    require_origin(origin)
    agencies = units.agencies({one.lead_agency_id for one in tasks})
    if found := [one for line, task in enumerate(tasks, 1) for one in _problems(line, task, agencies, sample)]:
        raise WrongTasks(found, count=len(found))
    source = kept_origin(origin)
    replaced = _forget(source, sample=sample)
    rows = [_row(place, one, source, agencies, origin, actor, sample) for place, one in enumerate(tasks, 1)]
    Task.objects.bulk_create(rows, batch_size=5000)
    TaskAgency.objects.bulk_create((_lead(row) for row in rows), batch_size=10_000)
    handed = [_handed(row, one) for row, one in zip(rows, tasks, strict=True) if _waits(one)]
    Report.objects.bulk_create(handed, batch_size=5000)
    _tell(origin, source, len(rows), replaced, sample, actor, now)
    return [row.pk for row in rows]


@transaction.atomic
def load_counts(*, counts: TaskCounts, origin: Origin, actor: Actor, now: datetime) -> int:
    """As many sample tasks in each state (on the day of `now`) as were published, all led by the origin's issuer.

    One statement a state makes the rows, whatever their number; one journal entry tells of all of them. Samples of the
    same origin that were there are replaced. Returns how many. Raises NotTheAssigner, WrongOrigin.
    """
    if not isinstance(actor, System):
        raise NotTheAssigner
    require_origin(origin)
    source = kept_origin(origin)
    replaced = _forget(source, sample=True)
    today = local_date(now)
    past, ahead = today - timedelta(days=30), today + timedelta(days=30)
    groups: tuple[tuple[int, date, date | None], ...] = (
        (counts.done_on_time, past, past),
        (counts.done_late, past, past + timedelta(days=1)),
        (counts.open_within, ahead, None),
        (counts.open_overdue, past, None),
    )
    lead = units.agency(origin.issuer_id)
    for number, due_on, done_on in groups:
        like = LoadedTask(
            title="Nhiệm vụ mẫu", lead_agency_id=lead.id, assigned_on=today - timedelta(days=120), due_on=due_on,
            completed_on=done_on, verified_on=done_on,
        )  # fmt: skip
        _multiply(_row(0, like, source, {lead.id: lead}, origin, actor, True), number)
    _tell(origin, source, counts.total, replaced, True, actor, now)
    return counts.total


def _multiply(row: Task, number: int) -> None:
    """So many rows like this one, and their leads; set by set in the database, which numbers and identifies them."""
    fields = [field for field in Task._meta.concrete_fields if field.name not in ("id", "position")]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH made AS (INSERT INTO tasks_task (id, position, {columns}) "
            f"SELECT gen_random_uuid(), n, {', '.join(['%s'] * len(fields))} FROM generate_series(1, %s) n "
            "RETURNING id, lead_agency_id, assigned_on, assigned_at) "
            "INSERT INTO tasks_taskagency (id, task_id, agency_id, side, valid_from, set_at, reason) "
            "SELECT gen_random_uuid(), id, lead_agency_id, 'lead', assigned_on, assigned_at, '' FROM made",
            [*values, number],
        )
        # The plan by which foreign keys are checked may be of a time when the table was small, and would read all of it
        # for every row; it is made anew for what the table has become.
        cursor.execute("DISCARD PLANS")


def _tell(
    origin: Origin, source: TaskOrigin, count: int, replaced: int, sample: bool, actor: Actor, now: datetime
) -> None:
    event = TasksLoaded(
        issuing_agency=origin.issuer_id, origin_kind=source.kind, tasks=count, replaced=replaced, samples=sample
    )
    append(event, subject_id=source.pk, actor=actor, now=now, place=Place(agency_id=origin.issuer_id))


def _problems(line: int, task: LoadedTask, agencies: dict[UUID, AgencyView], sample: bool) -> list[Problem]:
    missing = ("title",) if sample and not task.title.strip() else () if sample else unclear(task)
    found = [Problem(texts.MISSING[name], field=name, line=line) for name in missing]
    if task.lead_agency_id not in agencies:
        found.append(Problem(texts.NO_AGENCY, field="lead_agency_id", line=line))
    verified, completed = task.verified_on, task.completed_on
    wrong = completed is not None and completed < task.assigned_on
    if wrong or (verified is not None and (completed is None or verified < completed)):
        found.append(Problem(texts.COMPLETED_BEFORE, field="verified_on", line=line))
    return found


def _forget(source: TaskOrigin, *, sample: bool) -> int:
    """Delete the samples that were loaded before. What is no sample is never deleted, and not loaded twice."""
    loaded = Task.objects.filter(origin=source, is_sample=True)
    if not sample and source.tasks.exists():
        raise AlreadyLoaded(number=source.number)
    count = loaded.count() if sample else 0
    if count:
        for beside in (Deadline, Reminder, TaskAgency, Report):
            beside._default_manager.filter(task__in=loaded).delete()
        with connection.cursor() as cursor:  # Django would read each of them to look for what else belongs to it
            cursor.execute("DELETE FROM tasks_task WHERE origin_id = %s AND is_sample", [source.pk])
    return count


def _row(
    place: int, one: LoadedTask, source: TaskOrigin, agencies: dict[UUID, AgencyView], origin: Origin, actor: Actor,
    sample: bool,
) -> Task:  # fmt: skip
    lead = agencies[one.lead_agency_id]
    stage = "closed" if one.verified_on else "submitted" if one.completed_on else "open"
    return Task(
        id=new_id(),
        origin=source,
        part=(one.part or origin.part).strip(),
        position=place,
        title=one.title.strip(),
        search_key=search_key(one.title, source),
        responsibility=one.responsibility.strip(),
        result=one.result.strip(),
        authority=one.authority.strip(),
        issuer_id=origin.issuer_id,
        lead_agency_id=lead.id,
        unit_id=lead.unit_id,
        province=lead.province_code,
        person_id=one.person_id,
        assigned_at=_morning(one.assigned_on),
        assigned_on=one.assigned_on,
        assigned_by=actor.ref,
        first_due_on=one.due_on,
        due_on=one.due_on,
        due_set_on=one.assigned_on,
        percent=100 if one.completed_on else 0,
        stage=stage,
        completed_on=one.completed_on if one.verified_on else None,
        verified_on=one.verified_on,
        is_sample=sample,
    )


def _lead(row: Task) -> TaskAgency:
    return TaskAgency(
        task=row, agency_id=row.lead_agency_id, side="lead", person_id=row.person_id, valid_from=row.assigned_on,
        set_at=row.assigned_at,
    )  # fmt: skip


def _waits(one: LoadedTask) -> bool:
    return one.completed_on is not None and one.verified_on is None


def _handed(row: Task, one: LoadedTask) -> Report:
    assert one.completed_on is not None
    return Report(
        id=new_id(), task=row, kind="submission", percent=100, words=_HANDED_IN, made_at=_morning(one.completed_on),
        made_on=one.completed_on, agency_id=row.lead_agency_id,
    )  # fmt: skip


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(8), tzinfo=VIETNAM)
