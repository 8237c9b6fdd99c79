"""Fire the timers that are due."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from caunoi.core.subjects import SubjectRef
from caunoi.processes.handlers import handler_of
from caunoi.processes.models import ProcessInstance
from caunoi.processes.shapes import TimerFired

log = logging.getLogger(__name__)
TRY_AGAIN = timedelta(minutes=10)
"""How long a timer whose handler failed waits, so that it does not hold up the others."""


def tick(*, now: datetime, limit: int = 500) -> int:
    """Fire what is due at `now`, oldest first, in at most `limit` runs; returns how many timers fired.

    Each run's timers fire in a transaction of their own together with what their handler writes: a timer fires once,
    whether the program was down at its moment or two workers look at the same time (the second skips the locked row).
    A handler that fails changes nothing; its timer is tried again after ten minutes.
    """
    due = ProcessInstance.objects.filter(next_timer_at__lte=now).order_by("next_timer_at")
    fired = 0
    for instance_id, kind, subject_id in list(due.values_list("id", "subject_kind", "subject_id")[:limit]):
        try:
            with transaction.atomic():
                fired += _fire(instance_id, SubjectRef(kind, subject_id), now)
        except Exception:
            log.exception("timers of process %s failed", instance_id)
            ProcessInstance.objects.filter(id=instance_id, next_timer_at__lte=now).update(next_timer_at=now + TRY_AGAIN)
    return fired


def _fire(instance_id: UUID, subject: SubjectRef, now: datetime) -> int:
    handler, lock = handler_of(subject.kind) or (None, None)
    if lock is not None:
        lock(subject)
    rows = ProcessInstance.objects.select_for_update(skip_locked=True)
    instance = rows.filter(id=instance_id, next_timer_at__lte=now).first()
    if instance is None:  # somebody else fired or moved them meanwhile
        return 0
    moments = {name: datetime.fromisoformat(moment) for name, moment in instance.timers.items()}
    due = sorted((moment, name) for name, moment in moments.items() if moment <= now)
    instance.timers = {name: moment for name, moment in instance.timers.items() if moments[name] > now}
    instance.next_timer_at = min((moment for moment in moments.values() if moment > now), default=None)
    instance.save(update_fields=["timers", "next_timer_at"])
    for moment, name in due:
        if handler is not None:
            handler(TimerFired(subject=subject, name=name, instance_id=instance.id, due_at=moment, now=now))
    return len(due)
