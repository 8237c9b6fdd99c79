"""Background jobs, on procrastinate: the core's own, and what operators need to see and do about failed ones."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from caunoi.core import brakes
from caunoi.core.clock import SystemClock
from caunoi.core.errors import NotFound
from caunoi.core.journal.checkpoints import make_checkpoint
from caunoi.core.journal.followers import run_followers

BACK_OFF = RetryStrategy(max_attempts=8, exponential_wait=4)
"""Tried again after 4, 16, 64 ... seconds; after eight tries a job stays failed until someone sends it again."""

AHEAD = 13
"""Months for which the journal has partitions."""


@app.periodic(cron="0 * * * *")
@app.task(name="core.checkpoint", retry=BACK_OFF, queueing_lock="core.checkpoint", pass_context=False)
def checkpoint(timestamp: int) -> None:
    """Sign the journal's new entries, every hour."""
    make_checkpoint(now=SystemClock().now())


@app.periodic(cron="10 2 * * *")
@app.task(name="core.partitions", retry=BACK_OFF, queueing_lock="core.partitions", pass_context=False)
def partitions(timestamp: int) -> None:
    """Keep the journal's partitions a year ahead, every night; later when the journal is being copied.

    A new partition needs the whole journal for a moment. Whoever waits for it makes every writer wait, so it does not
    wait long.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '2s'")
        cursor.execute("SELECT core_journal_partitions(%s)", [AHEAD])


@app.periodic(cron="20 3 * * *")
@app.task(name="core.brakes", retry=BACK_OFF, queueing_lock="core.brakes", pass_context=False)
def release_brakes(timestamp: int) -> None:
    """Forget counters whose time is over, every night."""
    brakes.forget(now=SystemClock().now())


@app.periodic(cron="* * * * * */5")
@app.task(name="core.follow", queueing_lock="core.follow", lock="core.follow", pass_context=False)
def follow(timestamp: int) -> None:
    """Let every registered reader of the journal go on, every five seconds."""
    run_followers()


@app.periodic(cron="* * * * * */30")
@app.task(name="core.revive", retry=BACK_OFF, queueing_lock="core.revive", pass_context=False)
def revive(timestamp: int) -> None:
    """Begin again what a dead worker left, every half minute."""
    revive_left(now=SystemClock().now())


SILENT = 120
"""Seconds without a sign of life after which a worker is held for dead: one that only stalls is given time."""


def revive_left(*, now: datetime) -> int:
    """Put jobs of dead workers back in the queue; how many. One whose successor already waits is dropped."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT job.id, EXISTS (
                SELECT FROM procrastinate_jobs next
                WHERE next.status = 'todo' AND next.queueing_lock = job.queueing_lock)
            FROM procrastinate_jobs job LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
            WHERE job.status = 'doing'
              AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => %s))
            ORDER BY job.id
            """,
            [SILENT],
        )
        left = cursor.fetchall()
        for job_id, replaced in left:
            if replaced:
                cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'failed', true)", [job_id])
            else:
                app.job_manager.retry_job_by_id(job_id, retry_at=now)
    return len(left)


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as operators see it."""

    id: int
    task: str
    queue: str
    status: str
    attempts: int
    scheduled_at: datetime | None
    args: dict[str, Any]


def jobs(*, status: str | None = None, limit: int = 100) -> list[JobView]:
    """The newest jobs, of one status (`todo`, `doing`, `succeeded`, `failed`) or of all."""
    where, params = ("WHERE status = %s::procrastinate_job_status", [status]) if status else ("", [])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, task_name, queue_name, status, attempts, scheduled_at, args::text "
            f"FROM procrastinate_jobs {where} ORDER BY id DESC LIMIT %s",
            [*params, limit],
        )
        rows: list[list[Any]] = [[*row[:6], json.loads(row[6])] for row in cursor.fetchall()]
    return [JobView(*row) for row in rows]


def resend(job_id: int, *, now: datetime) -> None:
    """Put a failed job back in the queue. Raises NotFound when there is no failed job of that number."""
    if not any(job.id == job_id for job in jobs(status="failed", limit=100_000)):
        raise NotFound
    app.job_manager.retry_job_by_id(job_id, retry_at=now)
