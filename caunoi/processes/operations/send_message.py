"""Give a run the message that it waits for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.processes import engine
from caunoi.processes.errors import MessageNotExpected
from caunoi.processes.operations.moving import move
from caunoi.processes.operations.reschedule import set_moments
from caunoi.processes.records import definition_of, locked
from caunoi.processes.shapes import InstanceView


def send_message(
    instance_id: UUID,
    name: str,
    *,
    variables: dict[str, Any],
    actor: Actor,
    now: datetime,
    moments: Mapping[str, datetime | None] | None = None,
) -> InstanceView:
    """Deliver `name` (`supplement_received`, `payment_received`) and open the tasks that follow; three statements.

    `moments` sets timers at the same time, as `reschedule` does. Raises MessageNotExpected when the run does not wait
    for it (also when it came already), ProcessEnded.
    """
    with transaction.atomic(savepoint=False):
        instance = locked(instance_id)
        definition = definition_of(instance)
        workflow = engine.restore(definition, instance.state)
        if name not in engine.messages(workflow):
            raise MessageNotExpected(message=name)
        set_moments(instance, definition, moments or {})
        with move(instance, definition, workflow, now=now, actor=actor) as moved:
            engine.deliver(workflow, name, variables)
    return moved.view
