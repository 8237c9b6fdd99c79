"""Background jobs: a failed one is seen, tried again with back-off, and can be sent again."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import procrastinate_app

from caunoi.core import jobs
from caunoi.core.testing import due_at_once, work

NOW = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
attempts: list[int] = []


@pytest.fixture
def failing(transactional_db: None) -> Iterator[str]:
    app = procrastinate_app.current_app
    name = "test.failing"
    if name not in app.tasks:

        @app.task(name=name, retry=RetryStrategy(max_attempts=1, exponential_wait=4))
        def fail(number: int) -> None:
            attempts.append(number)
            raise RuntimeError("the other side does not answer")

    attempts.clear()
    yield name
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = %s", [name])


def test_a_failing_job_waits_longer_before_each_new_attempt(failing: str) -> None:
    procrastinate_app.current_app.configure_task(failing).defer(number=7)
    before = datetime.now(UTC)
    work()
    (job,) = jobs.jobs(status="todo")
    assert job.attempts == 1
    assert job.scheduled_at is not None
    assert job.scheduled_at >= before + timedelta(seconds=0)


def test_a_job_that_gave_up_is_seen_and_can_be_sent_again(failing: str) -> None:
    procrastinate_app.current_app.configure_task(failing).defer(number=7)
    work()
    due_at_once()
    work()
    (failed,) = jobs.jobs(status="failed")
    assert failed.task == failing
    assert failed.args == {"number": 7}
    out = io.StringIO()
    call_command("jobs", "list", "--status", "failed", "--json", stdout=out)
    assert json.loads(out.getvalue())[0]["id"] == failed.id
    jobs.resend(failed.id, now=NOW)
    work()
    assert attempts == [7, 7, 7]


def test_a_job_that_did_not_fail_is_not_sent_again(db: None) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("jobs", "resend", "999999")
    assert refused.value.returncode == 2


def test_the_core_s_own_jobs_can_be_repeated(transactional_db: None) -> None:
    jobs.partitions(timestamp=0)
    jobs.partitions(timestamp=0)
    jobs.checkpoint(timestamp=0)
    jobs.checkpoint(timestamp=0)


def test_a_job_that_a_dead_worker_left_is_begun_again(failing: str) -> None:
    job_id = procrastinate_app.current_app.configure_task(failing).defer(number=7)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job_id])
    assert jobs.revive_left(now=NOW) == 1
    work()
    assert attempts == [7]


def test_a_left_job_whose_successor_waits_is_dropped(failing: str) -> None:
    task = procrastinate_app.current_app.configure_task(failing, queueing_lock="test.one")
    left = task.defer(number=7)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [left])
    waiting = task.defer(number=8)
    jobs.revive_left(now=NOW)
    assert [job.id for job in jobs.jobs() if job.task == failing] == [waiting]
