"""Runs of the processes: branches, messages, other agencies, cancelling, two people at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caunoi.core.ids import new_id
from caunoi.processes import engine, operations, queries
from caunoi.processes.errors import AgencyMissing, MessageNotExpected, ProcessEnded, TaskNotOpen
from caunoi.processes.models import ProcessDefinition, ProcessInstance, TaskRecord
from caunoi.processes.operations.load import load_definitions
from caunoi.processes.shapes import InstanceView
from caunoi.processes.testing import ACTOR, AGENCIES, NOW, do, play, start

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parent / "data"


def at(view: InstanceView) -> list[str]:
    return sorted(task.step for task in queries.open_tasks(view.subject))


def test_the_site_is_checked_while_another_agency_is_asked() -> None:
    view = play("building_permit", "accept", "forward")
    assert sorted(task.step for task in view.opened) == ["consult", "field_check"]
    by_step = {task.step: task for task in view.opened}
    assert by_step["consult"].agency_id == AGENCIES["consulted"]
    assert by_step["field_check"].agency_id == AGENCIES["competent"]
    view = do(view, by_step["consult"].id, "answer_consultation", outcome="agree")
    assert (view.opened, at(view)) == ([], ["field_check"])
    view = do(view, by_step["field_check"].id, "forward")
    assert [task.step for task in view.opened] == ["appraise"]


def test_nobody_is_asked_when_there_is_no_need() -> None:
    view = play("building_permit", "accept")
    view = do(view, view.opened[0].id, "forward", outcome="no_consultation")
    assert [task.step for task in view.opened] == ["field_check"]
    view = do(view, view.opened[0].id, "forward")
    assert [task.step for task in view.opened] == ["appraise"]


def test_the_numbers_of_tasks_run_on_through_branches() -> None:
    view = play("building_permit", "accept", "forward")
    for task in view.opened:
        view = do(view, task.id, task.actions[0])
    positions = list(
        TaskRecord.objects.filter(instance_id=view.id).order_by("position").values_list("position", flat=True)
    )
    assert positions == [1, 2, 3, 4, 5]


def test_a_supplement_is_waited_for_and_the_asking_step_opens_again() -> None:
    view = play("generic", "accept", "request_supplement")
    assert (view.opened, view.waiting_for, view.completed_at) == ([], ["supplement_received"], None)
    view = operations.send_message(view.id, "supplement_received", variables={}, actor=ACTOR, now=NOW)
    assert ([task.step for task in view.opened], view.waiting_for) == (["examine"], [])


def test_a_message_that_is_not_waited_for_changes_nothing() -> None:
    view = play("generic", "accept", "request_supplement")
    with pytest.raises(MessageNotExpected, match="payment_received"), transaction.atomic():
        operations.send_message(view.id, "payment_received", variables={}, actor=ACTOR, now=NOW)
    operations.send_message(view.id, "supplement_received", variables={}, actor=ACTOR, now=NOW)
    with pytest.raises(MessageNotExpected), transaction.atomic():
        operations.send_message(view.id, "supplement_received", variables={}, actor=ACTOR, now=NOW)
    assert at(view) == ["examine"]


def test_the_certificate_is_prepared_when_the_fee_is_paid() -> None:
    view = play("household_business", "accept", "request_payment", "payment_received")
    assert [task.step for task in view.opened] == ["prepare"]
    free = play("household_business", "accept", "submit_for_signature")
    assert [task.step for task in free.opened] == ["sign"]


def test_a_copy_is_certified_at_once_without_a_specialist() -> None:
    view = play("certified_copy", "accept", "sign", "hand_over")
    assert view.completed_at == NOW
    assert [task.role for task in queries.tasks(view.subject)] == ["counter_officer", "leader", "counter_officer"]


def test_three_agencies_work_one_after_the_other() -> None:
    view = play("birth_residence_insurance", "accept", *["submit_for_signature", "sign"] * 3, "hand_over")
    words = {agency: word for word, agency in AGENCIES.items()}
    agencies = [words[task.agency_id] for task in queries.tasks(view.subject) if task.agency_id]
    assert agencies == [
        "receiving",
        "competent",
        "competent",
        "police",
        "police",
        "insurance",
        "insurance",
        "receiving",
    ]
    assert view.completed_at == NOW


def test_a_part_that_is_not_eligible_does_not_stop_the_others() -> None:
    view = play("birth_residence_insurance", "accept", "submit_for_signature", "sign", "forward")
    assert [task.step for task in view.opened] == ["examine_insurance"]
    view = do(view, view.opened[0].id, "forward")
    assert [task.step for task in view.opened] == ["return"]


def test_the_head_of_unit_checks_before_the_leader_signs() -> None:
    view = play("residence", "accept", "submit_for_signature")
    assert [(task.step, task.role) for task in view.opened] == [("check", "head_of_unit")]
    back = do(view, view.opened[0].id, "return_to_specialist")
    assert [task.step for task in back.opened] == ["examine"]


def test_cancelling_ends_what_is_open_and_says_so() -> None:
    view = play("building_permit", "accept", "forward")
    ended = operations.cancel(view.id, actor=ACTOR, now=NOW)
    assert sorted(ended.closed) == sorted(task.id for task in view.opened)
    assert (ended.completed_at, ended.opened, ended.waiting_for, at(view)) == (NOW, [], [], [])
    assert [task.action for task in queries.tasks(view.subject)] == ["accept", "forward", "", ""]
    with pytest.raises(ProcessEnded), transaction.atomic():
        operations.cancel(view.id, actor=ACTOR, now=NOW)
    with pytest.raises(TaskNotOpen), transaction.atomic():
        do(view, view.opened[0].id, "forward")


def test_cancelling_a_run_that_waits_ends_it_too() -> None:
    view = play("generic", "accept", "request_supplement")
    assert operations.cancel(view.id, actor=ACTOR, now=NOW).waiting_for == []
    with pytest.raises(ProcessEnded), transaction.atomic():
        operations.send_message(view.id, "supplement_received", variables={}, actor=ACTOR, now=NOW)


def test_another_agency_takes_over_what_is_open_and_what_comes() -> None:
    view = play("generic", "accept")
    other = new_id()
    moved = operations.set_agency(view.id, "competent", other)
    assert [(task.id, task.agency_id) for task in moved] == [(view.opened[0].id, other)]
    view = do(view, moved[0].id, "submit_for_signature")
    assert view.opened[0].agency_id == other
    assert {task.agency_id for task in queries.tasks(view.subject) if task.step == "receive"} == {AGENCIES["receiving"]}


def test_a_step_without_an_agency_is_not_opened_until_one_is_chosen() -> None:
    known = {word: agency for word, agency in AGENCIES.items() if word != "consulted"}
    view = start("building_permit", agencies=known)
    view = do(view, view.opened[0].id, "accept")
    with pytest.raises(AgencyMissing, match="consulted"), transaction.atomic():
        do(view, view.opened[0].id, "forward")
    assert at(view) == ["examine"]
    operations.set_agency(view.id, "consulted", new_id())
    assert len(do(view, view.opened[0].id, "forward").opened) == 2


@pytest.fixture
def two_branches(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A definition of the tests' own, where those that ship are."""
    monkeypatch.setattr(engine, "DEFINITIONS", DATA)
    engine.shipped.cache_clear()
    load_definitions()
    yield "two_branches"
    engine.shipped.cache_clear()


def test_an_end_that_terminates_closes_the_other_branch(two_branches: str) -> None:
    view = start(two_branches)
    left, right = sorted(view.opened, key=lambda task: task.step)
    after = do(view, left.id, "refuse")
    assert (after.closed, after.completed_at, at(view)) == ([right.id], NOW, [])


def test_a_run_saved_by_the_program_of_before_goes_on() -> None:
    """A state as it was kept when the specification was still read back from JSON, of a file without timers."""
    kept = json.loads((DATA / "birth_registration_first.json").read_text(encoding="utf-8"))
    definition = engine.parse("birth_registration", kept["text"])
    ProcessDefinition.objects.create(digest=definition.digest, code=definition.code, text=kept["text"])
    view = start("birth_registration")
    TaskRecord.objects.filter(instance_id=view.id).update(id=kept["task"], step="examine")
    ProcessInstance.objects.filter(id=view.id).update(definition_id=definition.digest, state=kept["state"])
    after = do(view, queries.open_tasks(view.subject)[0].id, "submit_for_signature")
    assert [task.step for task in after.opened] == ["sign"]
    assert queries.diagram(view.id).current == ["sign"]


def test_of_a_run_that_ended_only_its_way_is_kept() -> None:
    view = play("certified_copy", "accept", "sign", "hand_over")
    state = ProcessInstance.objects.get(id=view.id).state
    assert len(json.dumps(state)) < 200
    assert {"receive", "sign", "return", "returned"} <= set(queries.diagram(view.id).done)


def test_the_statements_are_counted() -> None:
    with CaptureQueriesContext(connection) as starting:
        view = start("building_permit")
    view = do(view, view.opened[0].id, "accept")
    with CaptureQueriesContext(connection) as completing:
        view = do(view, view.opened[0].id, "forward")
    with CaptureQueriesContext(connection) as cancelling:
        operations.cancel(view.id, actor=ACTOR, now=NOW)
    waiting = play("generic", "accept", "request_supplement")
    with CaptureQueriesContext(connection) as sending:
        operations.send_message(waiting.id, "supplement_received", variables={}, actor=ACTOR, now=NOW)
    with CaptureQueriesContext(connection) as showing:
        queries.diagram(waiting.id)
    assert (len(starting), len(completing), len(cancelling), len(sending), len(showing)) == (2, 4, 3, 3, 1)


@pytest.mark.parametrize("code", engine.codes())
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_whatever_is_decided_a_run_has_work_or_waits_and_can_still_end(code: str, seed: int) -> None:
    chance, view = Random(seed), start(code)
    for move in range(45):
        run = ProcessInstance.objects.get(id=view.id)
        rows = TaskRecord.objects.filter(instance_id=view.id, completed_at__isnull=True).order_by("position")
        tasks = list(rows)
        if run.completed_at is not None:
            assert (tasks, view.waiting_for, view.completed_at) == ([], [], NOW)
            return
        assert {row.id for row in tasks} == set(engine.ready(engine.restore(engine.shipped(code), run.state)))
        assert tasks or view.waiting_for
        if view.waiting_for and (not tasks or chance.random() < 0.5):
            message = chance.choice(view.waiting_for)
            view = operations.send_message(view.id, message, variables={}, actor=ACTOR, now=NOW)
            continue
        task = chance.choice(tasks)
        # first any action; then, so that the walk ends, the one that leads on, which every step names first
        action = chance.choice(task.actions) if move < 20 else task.actions[0]
        view = do(view, task.id, action, outcome=chance.choice(["", "agree", "no_consultation"]))
    pytest.fail("the run does not end")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_do_one_step_the_second_is_told() -> None:
    load_definitions()
    view = start("generic")
    together = Barrier(2)

    def accept(_: int) -> str:
        try:
            together.wait()
            do(view, view.opened[0].id, "accept")
            return "done"
        except TaskNotOpen:
            return "told"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as people:
        assert sorted(people.map(accept, range(2))) == ["done", "told"]
    assert at(view) == ["examine"]


@pytest.mark.django_db(transaction=True)
def test_two_branches_that_end_at_the_same_time_are_joined_once() -> None:
    load_definitions()
    view = play("building_permit", "accept", "forward")
    together = Barrier(2)

    def end(number: int) -> list[str]:
        task = view.opened[number]
        try:
            together.wait()
            return [opened.step for opened in do(view, task.id, task.actions[0]).opened]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as people:
        assert sorted(people.map(end, range(2))) == [[], ["appraise"]]
    assert at(view) == ["appraise"]


def test_what_was_said_at_the_start_is_known_to_the_end() -> None:
    view = play("generic", "accept", "request_supplement", "supplement_received", "submit_for_signature")
    run = ProcessInstance.objects.get(id=view.id)
    workflow = engine.restore(engine.shipped("generic"), run.state)
    assert {task.data["channel"] for task in engine.ready(workflow).values()} == {"online"}
