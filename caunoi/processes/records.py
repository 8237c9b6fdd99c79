"""Between the engine's runs and the rows that queues read. Private to the room."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from caunoi.core.subjects import SubjectRef
from caunoi.processes import engine
from caunoi.processes.models import ProcessDefinition, ProcessInstance, TaskRecord
from caunoi.processes.shapes import InstanceView, TaskView


def definition_of(instance: ProcessInstance) -> engine.Definition:
    """The definition that the run began with: the shipped one, or an older text from the database."""
    if instance.process_code in engine.codes():
        shipped = engine.shipped(instance.process_code)
        if shipped.digest == instance.definition_id:
            return shipped
    return _stored(instance.definition_id)


@lru_cache(maxsize=64)
def _stored(digest: str) -> engine.Definition:
    row = ProcessDefinition.objects.get(digest=digest)
    return engine.parse(row.code, row.text)


def open_records(
    instance: ProcessInstance,
    definition: engine.Definition,
    workflow: Any,
    now: datetime,
    known: Collection[UUID] = (),
) -> list[TaskRecord]:
    """Write a row for each task that became ready (an earlier one that is still open is left as it is)."""
    rows = []
    for position, task in enumerate(engine.ready(workflow), engine.passed(workflow) + 1):
        step = definition.steps[task.task_spec.name]
        agency = instance.agencies.get(step.agency)
        rows.append(
            TaskRecord(
                id=task.id,
                instance=instance,
                position=position,
                step=step.id,
                role=step.role,
                agency_id=UUID(agency) if agency else None,
                share_of_limit=step.share_of_limit,
                actions=list(step.actions),
                opened_at=now,
            )
        )
    fresh = [row for row in rows if row.id not in known]
    return TaskRecord.objects.bulk_create(fresh, ignore_conflicts=True) if fresh else []


def task_view(row: TaskRecord, definition: engine.Definition) -> TaskView:
    """A row with its step's name in the language in force."""
    return TaskView(
        id=row.id,
        instance_id=row.instance_id,
        step=row.step,
        name=definition.steps[row.step].name(get_language() or "vi"),
        role=row.role,
        agency_id=row.agency_id,
        actions=list(row.actions),
        share_of_limit=row.share_of_limit,
        opened_at=row.opened_at,
        completed_at=row.completed_at,
        action=row.action,
        completed_by=row.completed_by,
    )


def instance_view(
    instance: ProcessInstance, definition: engine.Definition, opened: Iterable[TaskRecord]
) -> InstanceView:
    """A run with the tasks that were just opened."""
    return InstanceView(
        id=instance.id,
        process_code=instance.process_code,
        subject=SubjectRef(instance.subject_kind, instance.subject_id),
        started_at=instance.started_at,
        completed_at=instance.completed_at,
        opened=[task_view(row, definition) for row in opened],
    )
