"""Complete a user task."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language

from caunoi.core.actor import Actor
from caunoi.processes import engine
from caunoi.processes.errors import ActionNotAllowed, ProcessEnded, TaskNotOpen
from caunoi.processes.operations.moving import move
from caunoi.processes.operations.reschedule import set_moments
from caunoi.processes.records import definition_of, locked
from caunoi.processes.shapes import InstanceView


def complete(
    instance_id: UUID,
    task_id: UUID,
    *,
    action: str,
    variables: dict[str, Any],
    actor: Actor,
    now: datetime,
    moments: Mapping[str, datetime | None] | None = None,
) -> InstanceView:
    """End the task with one of its actions and open the tasks that follow; at most four statements.

    `moments` sets timers at the same time, as `reschedule` does; `variables` may hold an `outcome` that gateways ask
    for; no personal data. The run's row is locked,
    so of two who complete the same task the second gets TaskNotOpen. Raises ActionNotAllowed for an action that the
    step does not have, AgencyMissing when a step that follows has no agency yet (nothing is changed then, if the
    caller's transaction is left). Who may act is the calling room's policy.
    """
    with transaction.atomic(savepoint=False):
        try:
            instance = locked(instance_id)
        except ProcessEnded as ended:
            raise TaskNotOpen from ended
        definition = definition_of(instance)
        workflow = engine.restore(definition, instance.state)
        task = engine.ready(workflow).get(task_id)
        if task is None:
            raise TaskNotOpen
        step = definition.steps[task.task_spec.name]
        if action not in step.actions:
            raise ActionNotAllowed(step=step.name(get_language() or "vi"), action=action)
        set_moments(instance, definition, moments or {})
        with move(instance, definition, workflow, now=now, actor=actor, done=task_id, action=action) as moved:
            engine.advance(workflow, task_id, {"outcome": "", **variables, "action": action})
    return moved.view
