"""What a newer program wrote is left to it: while both work on one database, the older one does not lose it.

A job whose task this program does not know is put back for a minute instead of failing. A follower of the journal stops
before an entry whose kind it does not know, as long as the entry is young: the newer program's worker goes on from
there. After `PATIENCE` it goes past: then there is no newer program any more, or nobody wants that kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import connection
from procrastinate import App, RetryStrategy
from procrastinate.job_context import JobContext
from procrastinate.tasks import Task

from caunoi.core.clock import SystemClock
from caunoi.core.journal.events import registered_events
from caunoi.core.journal.queries import Entry

PATIENCE = timedelta(hours=1)
"""How long a follower waits for the worker of a newer program."""
WAIT = 60
"""Seconds until a job of an unknown task is offered again."""


class UnknownTask(Exception):
    """This program has no such task."""


class _Tasks(dict[str, Task[Any, Any, Any]]):
    """The known tasks; the worker gets one that puts the job back for any other name."""

    def __init__(self, app: App) -> None:
        super().__init__(app.tasks)
        self.other: Task[Any, Any, Any] = Task(
            _put_back, blueprint=app, name="core.unknown", queue="default", pass_context=True,
            retry=RetryStrategy(wait=WAIT),
        )  # fmt: skip

    def get(self, name: str, default: Any = None) -> Any:
        return super().get(name, default or self.other)


def _put_back(context: JobContext, **kwargs: Any) -> None:
    """Fail without using up a try: those are for the program that knows the task."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET attempts = attempts - 1 WHERE id = %s", [context.job.id])
    raise UnknownTask(context.job.task_name)


def leave_unknown_tasks(app: App) -> None:
    """Called with procrastinate's app when Django is ready."""
    app.tasks = _Tasks(app)


def before_unknown(entries: Sequence[Entry]) -> Sequence[Entry]:
    """The entries before the first young one of a kind that this program does not know."""
    known = registered_events()
    young = SystemClock().now() - PATIENCE
    for number, entry in enumerate(entries):
        if entry.kind not in known and entry.recorded_at > young:
            return entries[:number]
    return entries
