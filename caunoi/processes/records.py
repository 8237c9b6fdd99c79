"""Between the engine's runs and the rows that queues read. Private to the room."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Case, CharField, Value, When
from django.utils.translation import get_language
from psycopg.types.json import Jsonb

from caunoi.core.actor import Actor
from caunoi.core.subjects import SubjectRef
from caunoi.processes import current, engine
from caunoi.processes.errors import AgencyMissing, ProcessEnded
from caunoi.processes.models import ProcessInstance, TaskRecord
from caunoi.processes.shapes import InstanceView, TaskView

STATE = ("state", "tasks_opened", "completed_at", "timers", "next_timer_at")


def locked(instance_id: UUID) -> ProcessInstance:
    """The run's row, locked until the transaction ends. Raises ProcessEnded when it has ended or never was."""
    instance = ProcessInstance.objects.select_for_update().filter(id=instance_id).first()
    if instance is None or instance.completed_at is not None:
        raise ProcessEnded
    return instance


def definition_of(instance: ProcessInstance) -> engine.Definition:
    """The definition that the run goes by: the shipped one, or a text from the database (once per process)."""
    return current.by_digest(instance.process_code, instance.definition_id)


_IN_FORCE = """
    SELECT v.digest FROM processes_processversion v
    WHERE v.kind = 'process' AND v.state = 'published' AND v.code = %(process_code)s
        AND v.province IN ('', %(province)s)
    ORDER BY v.province DESC, v.number DESC LIMIT 1
"""
_INSERT = (
    """
    INSERT INTO processes_processinstance (
        id, process_code, definition_id, subject_kind, subject_id, province, agencies, state, tasks_opened, timers,
        next_timer_at, started_at, completed_at
    )
    SELECT %(id)s, %(process_code)s, %(definition_id)s, %(subject_kind)s, %(subject_id)s, %(province)s, %(agencies)s,
        %(state)s, %(tasks_opened)s, %(timers)s, NULL, %(started_at)s, NULL
    WHERE coalesce(("""
    + _IN_FORCE
    + """), '') = %(believed)s
"""
)


def insert_run(instance: ProcessInstance, *, believed: str) -> bool:
    """Insert the run if the version in force is still the one `believed` (empty: what ships); one statement."""
    row: dict[str, Any] = {
        "id": instance.id,
        "process_code": instance.process_code,
        "definition_id": instance.definition_id,
        "subject_kind": instance.subject_kind,
        "subject_id": instance.subject_id,
        "province": instance.province,
        "agencies": Jsonb(instance.agencies),
        "state": Jsonb(instance.state),
        "tasks_opened": instance.tasks_opened,
        "timers": Jsonb(instance.timers),
        "started_at": instance.started_at,
        "believed": believed,
    }
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, row)
        inserted: bool = cursor.rowcount == 1
    instance._state.adding = False
    return inserted


def put_back(instance: ProcessInstance, definition: engine.Definition, workflow: Any, *, now: datetime) -> None:
    """Write what the engine made of the run; one statement. A run that ended has no timers any more."""
    if workflow.completed:
        instance.state = engine.epitaph(definition, workflow)
        instance.completed_at, instance.timers, instance.next_timer_at = now, {}, None
    else:
        instance.state = engine.save(workflow)
    instance.save(update_fields=STATE)


def new_records(
    instance: ProcessInstance, definition: engine.Definition, tasks: Iterable[Any], now: datetime
) -> list[TaskRecord]:
    """Rows (not yet written) for tasks that became ready, numbered in the run. Raises AgencyMissing."""
    rows = []
    for task in tasks:
        step = definition.steps[task.task_spec.name]
        agency = instance.agencies.get(step.agency)
        if not agency:
            raise AgencyMissing(step=step.name(get_language() or "vi"), word=step.agency)
        instance.tasks_opened += 1
        rows.append(
            TaskRecord(
                id=task.id,
                instance=instance,
                position=instance.tasks_opened,
                step=step.id,
                role=step.role,
                agency_id=UUID(agency),
                share_of_limit=step.share_of_limit,
                actions=list(step.actions),
                opened_at=now,
            )
        )
    return rows


def write_records(rows: list[TaskRecord]) -> None:
    """Insert the rows; one statement, none when there are none."""
    if rows:
        TaskRecord.objects.bulk_create(rows)


def end_records(done: UUID | None, action: str, others: Iterable[UUID], *, actor: Actor, now: datetime) -> None:
    """End the task that was done with its action, and others without one; at most one statement."""
    ids = [*([done] if done else []), *others]
    if not ids:
        return
    said = Case(When(id=done, then=Value(action)), default=Value(""), output_field=CharField())
    TaskRecord.objects.filter(id__in=ids, completed_at__isnull=True).update(
        completed_at=now, completed_by=actor.ref, action=said if done else ""
    )


def task_view(row: TaskRecord, definition: engine.Definition) -> TaskView:
    """A row with its step's name in the language in force."""
    step = definition.steps[row.step]
    return TaskView(
        id=row.id,
        instance_id=row.instance_id,
        step=row.step,
        name=step.name(get_language() or "vi"),
        role=row.role,
        agency_id=row.agency_id,
        actions=list(row.actions),
        share_of_limit=row.share_of_limit,
        opened_at=row.opened_at,
        completed_at=row.completed_at,
        action=row.action,
        completed_by=row.completed_by,
        kind=step.kind,
        result=step.result,
    )


def instance_view(
    instance: ProcessInstance,
    definition: engine.Definition,
    workflow: Any,
    *,
    opened: Iterable[TaskRecord] = (),
    closed: Iterable[UUID] = (),
) -> InstanceView:
    """A run with the tasks that were just opened and closed, and what it waits for now."""
    return InstanceView(
        id=instance.id,
        process_code=instance.process_code,
        subject=SubjectRef(instance.subject_kind, instance.subject_id),
        started_at=instance.started_at,
        completed_at=instance.completed_at,
        opened=[task_view(row, definition) for row in opened],
        closed=list(closed),
        waiting_for=[] if instance.completed_at else engine.messages(workflow),
        digest=instance.definition_id,
    )
