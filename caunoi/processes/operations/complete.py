"""Complete a user task."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.processes import engine
from caunoi.processes.errors import ActionNotAllowed, TaskNotOpen
from caunoi.processes.models import ProcessInstance, TaskRecord
from caunoi.processes.records import definition_of, instance_view, open_records
from caunoi.processes.shapes import InstanceView


def complete(
    instance_id: UUID, task_id: UUID, *, action: str, variables: dict[str, Any], actor: Actor, now: datetime
) -> InstanceView:
    """End the task with one of its actions and open the tasks that follow; at most four statements.

    The run's row is locked, so of two who complete the same task the second gets TaskNotOpen. Raises ActionNotAllowed
    for an action that the step does not have. Who may act is the calling room's policy.
    """
    with transaction.atomic(savepoint=False):
        instance = ProcessInstance.objects.select_for_update().filter(id=instance_id).first()
        if instance is None or instance.completed_at is not None:
            raise TaskNotOpen
        definition = definition_of(instance)
        workflow = engine.restore(definition, instance.state)
        task = next((t for t in engine.ready(workflow) if t.id == task_id), None)
        if task is None:
            raise TaskNotOpen
        step = definition.steps[task.task_spec.name]
        if action not in step.actions:
            raise ActionNotAllowed(step=step.name("vi"), action=action)
        engine.advance(workflow, task_id, action, variables)
        instance.state = engine.save(workflow)
        instance.completed_at = now if workflow.completed else None
        instance.save(update_fields=["state", "completed_at"])
        TaskRecord.objects.filter(id=task_id).update(completed_at=now, completed_by=actor.ref, action=action)
        opened = open_records(instance, definition, workflow, now, known={task_id})
    return instance_view(instance, definition, opened)
