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
AT_ONCE = 10
"""So many timers of one run fire in one look, should a handler set them to the past again and again."""


def tick(*, now: datetime, limit: int = 500) -> int:
    """Fire what is due at `now`, oldest first, in at most `limit` runs; returns how many timers fired.

    Each timer fires in a transaction of its own together with what its handler writes: it fires once, whether the
    program was down at its moment or two workers look at the same time (the second skips the locked row). A handler
    that fails changes nothing; its timer is tried again after ten minutes.
    """
    due = ProcessInstance.objects.filter(next_timer_at__lte=now).order_by("next_timer_at")
    fired = 0
    for instance_id, kind, subject_id in list(due.values_list("id", "subject_kind", "subject_id")[:limit]):
        try:
            for _ in range(AT_ONCE):
                with transaction.atomic():
                    if not _fire(instance_id, SubjectRef(kind, subject_id), now):
                        break
                fired += 1
        except Exception:
            log.exception("timers of process %s failed", instance_id)
            ProcessInstance.objects.filter(id=instance_id, next_timer_at__lte=now).update(next_timer_at=now + TRY_AGAIN)
    return fired


def _fire(instance_id: UUID, subject: SubjectRef, now: datetime) -> bool:
    """Fire the run's earliest timer that is due; False when there is none, or when another worker is at it."""
    handler, lock = handler_of(subject.kind) or (None, None)
    if lock is not None:
        lock(subject)
    rows = ProcessInstance.objects.select_for_update(skip_locked=True)
    instance = rows.filter(id=instance_id, next_timer_at__lte=now).first()
    if instance is None:  # somebody else fired or moved it meanwhile
        return False
    moment, name = min((datetime.fromisoformat(at), name) for name, at in instance.timers.items())
    instance.timers = {other: at for other, at in instance.timers.items() if other != name}
    instance.next_timer_at = min(map(datetime.fromisoformat, instance.timers.values()), default=None)
    instance.save(update_fields=["timers", "next_timer_at"])
    if handler is not None:
        handler(TimerFired(subject=subject, name=name, instance_id=instance.id, due_at=moment, now=now))
    return True
