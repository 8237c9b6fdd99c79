"""Move a run's timers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.processes import engine
from caunoi.processes.errors import UnknownTimer
from caunoi.processes.models import ProcessInstance
from caunoi.processes.records import definition_of, locked


def reschedule(instance_id: UUID, *, moments: Mapping[str, datetime | None], now: datetime) -> None:
    """Set the timers named in `moments`; None takes one away (while the limit does not count). Two statements.

    A timer that has fired fires again when it is given a new moment. One whose moment has passed fires at the next
    look of the clock. Raises UnknownTimer for a name that the process does not have, ProcessEnded.
    """
    with transaction.atomic(savepoint=False):
        instance = locked(instance_id)
        set_moments(instance, definition_of(instance), moments)
        instance.save(update_fields=["timers", "next_timer_at"])


def set_moments(
    instance: ProcessInstance, definition: engine.Definition, moments: Mapping[str, datetime | None]
) -> None:
    """Put the moments on the run's row, which the caller locked and saves. Raises UnknownTimer."""
    known = definition.graph.timers
    timers = dict(instance.timers)
    for name, moment in moments.items():
        if known and name not in known:  # definitions from before there were timers have none to compare with
            raise UnknownTimer(process=instance.process_code, timer=name)
        timers.pop(name, None)
        if moment is not None:
            timers[name] = moment.isoformat()
    instance.timers = timers
    instance.next_timer_at = min(map(datetime.fromisoformat, timers.values()), default=None)
