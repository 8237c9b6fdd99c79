"""Moments of a process: they fire once, whenever the program runs again, and a pause moves them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from caunoi.core.subjects import SubjectRef
from caunoi.processes import handlers, jobs, operations
from caunoi.processes.errors import ProcessEnded, UnknownTimer
from caunoi.processes.models import ProcessInstance
from caunoi.processes.operations.load import load_definitions
from caunoi.processes.shapes import InstanceView, TimerFired
from caunoi.processes.testing import ACTOR, NOW, do, start

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def fired() -> Iterator[list[TimerFired]]:
    """What the handler of these tests' subjects was told."""
    told: list[TimerFired] = []
    handlers.on_timer("test", told.append)
    yield told
    handlers._handlers.pop("test", None)


def timed(reminder: timedelta = 3 * HOUR, deadline: timedelta = 4 * HOUR) -> InstanceView:
    view = start("generic")
    operations.reschedule(view.id, moments={"reminder": NOW + reminder, "deadline": NOW + deadline}, now=NOW)
    return view


def test_a_timer_fires_at_its_moment_and_once(fired: list[TimerFired]) -> None:
    view = timed()
    assert operations.tick(now=NOW + 3 * HOUR - timedelta(seconds=1)) == 0
    assert operations.tick(now=NOW + 3 * HOUR) == 1
    assert operations.tick(now=NOW + 3 * HOUR) == 0
    assert operations.tick(now=NOW + 5 * HOUR) == 1
    assert [(f.name, f.subject, f.instance_id) for f in fired] == [
        ("reminder", view.subject, view.id),
        ("deadline", view.subject, view.id),
    ]


def test_what_came_while_nobody_looked_fires_late_in_order_with_its_own_moment(fired: list[TimerFired]) -> None:
    timed()
    assert operations.tick(now=NOW + 100 * HOUR) == 2
    assert [(f.name, f.due_at, f.now) for f in fired] == [
        ("reminder", NOW + 3 * HOUR, NOW + 100 * HOUR),
        ("deadline", NOW + 4 * HOUR, NOW + 100 * HOUR),
    ]


def test_a_pause_takes_timers_away_and_brings_them_back_later(fired: list[TimerFired]) -> None:
    view = timed()
    operations.reschedule(view.id, moments={"reminder": None, "deadline": None}, now=NOW)
    assert operations.tick(now=NOW + 10 * HOUR) == 0
    operations.reschedule(view.id, moments={"deadline": NOW + 20 * HOUR}, now=NOW + 10 * HOUR)
    assert operations.tick(now=NOW + 19 * HOUR) == 0
    assert operations.tick(now=NOW + 20 * HOUR) == 1


def test_one_that_fired_fires_again_when_it_gets_a_new_moment(fired: list[TimerFired]) -> None:
    view = timed()
    operations.tick(now=NOW + 4 * HOUR)
    operations.reschedule(view.id, moments={"deadline": NOW + 30 * HOUR}, now=NOW + 4 * HOUR)
    operations.tick(now=NOW + 30 * HOUR)
    assert [f.name for f in fired] == ["reminder", "deadline", "deadline"]


def test_a_run_that_ended_has_no_timers(fired: list[TimerFired]) -> None:
    view = timed()
    do(view, view.opened[0].id, "refuse")
    other = timed()
    operations.cancel(other.id, actor=ACTOR, now=NOW)
    assert operations.tick(now=NOW + 10 * HOUR) == 0
    with pytest.raises(ProcessEnded), transaction.atomic():
        operations.reschedule(view.id, moments={"deadline": NOW}, now=NOW)


def test_timers_live_on_while_steps_are_done(fired: list[TimerFired]) -> None:
    view = timed()
    do(view, view.opened[0].id, "accept")
    assert operations.tick(now=NOW + 4 * HOUR) == 2


def test_a_timer_that_the_process_does_not_have_is_refused() -> None:
    with pytest.raises(UnknownTimer, match="alarm"), transaction.atomic():
        operations.reschedule(start("generic").id, moments={"alarm": NOW}, now=NOW)


def test_a_handler_that_fails_keeps_its_timer_and_does_not_hold_up_the_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    bad, good = timed(), timed(reminder=3 * HOUR + timedelta(minutes=1))
    told: list[UUID] = []

    def handler(event: TimerFired) -> None:
        if event.instance_id == bad.id and event.now < NOW + 4 * HOUR:
            ProcessInstance.objects.filter(id=bad.id).update(process_code="half done")
            raise RuntimeError("the other side does not answer")
        told.append(event.instance_id)

    handlers.on_timer("test", handler)
    try:
        with caplog.at_level(logging.CRITICAL, logger="caunoi.processes.operations.tick"):
            later = NOW + 3 * HOUR + timedelta(minutes=5)
            assert operations.tick(now=later) == 1
            assert ProcessInstance.objects.get(id=bad.id).process_code == "generic"
            assert operations.tick(now=later + timedelta(minutes=5)) == 0
            assert operations.tick(now=NOW + 5 * HOUR) == 3
    finally:
        handlers._handlers.pop("test", None)
    assert (told.count(good.id), told.count(bad.id)) == (2, 2)


def test_the_subject_is_locked_before_its_run() -> None:
    order: list[str] = []

    def lock(subject: SubjectRef) -> None:
        assert isinstance(subject.id, UUID)
        order.append("subject")

    handlers.on_timer("test", lambda event: order.append(event.name), lock=lock)
    try:
        timed()
        operations.tick(now=NOW + 3 * HOUR)
    finally:
        handlers._handlers.pop("test", None)
    assert order[:2] == ["subject", "reminder"]


def test_looking_costs_one_statement_when_nothing_is_due_and_two_more_a_timer(fired: list[TimerFired]) -> None:
    timed()
    with CaptureQueriesContext(connection) as idle:
        operations.tick(now=NOW)
    with CaptureQueriesContext(connection) as busy:
        operations.tick(now=NOW + 4 * HOUR)
    assert len(idle) == 1
    assert len([q for q in busy if "SAVEPOINT" not in q["sql"]]) == 1 + 2 * 2 + 1  # two timers, and a look for a third


def test_a_handler_that_ends_the_run_ends_its_other_timers_too() -> None:
    told: list[str] = []

    def handler(event: TimerFired) -> None:
        told.append(event.name)
        operations.cancel(event.instance_id, actor=ACTOR, now=event.now)

    handlers.on_timer("test", handler)
    try:
        timed()
        assert operations.tick(now=NOW + 100 * HOUR) == 1
    finally:
        handlers._handlers.pop("test", None)
    assert told == ["reminder"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_not_fire_it_twice() -> None:
    load_definitions()
    timed()
    entered, together = Event(), Barrier(2)
    told: list[str] = []

    def slow(event: TimerFired) -> None:
        entered.set()
        together.wait(timeout=20)  # the other worker has looked meanwhile, and gone on
        told.append(event.name)

    def first() -> int:
        try:
            return operations.tick(now=NOW + 3 * HOUR)
        finally:
            connection.close()

    def second() -> int:
        try:
            entered.wait(timeout=20)
            seen = operations.tick(now=NOW + 3 * HOUR)
            together.wait(timeout=20)
            return seen
        finally:
            connection.close()

    handlers.on_timer("test", slow)
    try:
        with ThreadPoolExecutor(2) as workers:
            one, two = workers.submit(first), workers.submit(second)
            assert (one.result(), two.result()) == (1, 0)
    finally:
        handlers._handlers.pop("test", None)
    assert told == ["reminder"]


def test_the_job_looks_at_the_real_clock(fired: list[TimerFired]) -> None:
    view = start("generic")
    operations.reschedule(view.id, moments={"deadline": NOW - 5000 * HOUR}, now=NOW)
    jobs.fire_timers(timestamp=0)
    assert [f.name for f in fired] == ["deadline"]
