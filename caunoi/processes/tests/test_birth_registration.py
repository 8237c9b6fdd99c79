"""The process of a birth registration, every path of it, on the real engine."""

from __future__ import annotations

import time
from collections import deque
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from caunoi.core.actor import System
from caunoi.core.ids import new_id
from caunoi.core.subjects import SubjectRef
from caunoi.processes import engine, operations, queries
from caunoi.processes.errors import ActionNotAllowed, ProcessNotFound, TaskNotOpen
from caunoi.processes.models import ProcessDefinition, ProcessInstance
from caunoi.processes.shapes import InstanceView

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)
ACTOR = System("test")
CENTRE, COMMITTEE = new_id(), new_id()


def start() -> InstanceView:
    return operations.start(
        "birth_registration",
        subject=SubjectRef("dossier", new_id()),
        variables={"channel": "online"},
        agencies={"receiving": CENTRE, "competent": COMMITTEE},
        now=NOW,
        actor=ACTOR,
    )


def play(*actions: str) -> tuple[InstanceView, list[str]]:
    """Start a run and end its open task with each action in turn; the steps that were passed."""
    view = start()
    steps, after = [], view
    for number, action in enumerate(actions, 1):
        task = after.opened[0]
        steps.append(task.step)
        later = NOW + timedelta(hours=number)
        after = operations.complete(view.id, task.id, action=action, variables={}, actor=ACTOR, now=later)
    return after, steps


@pytest.mark.parametrize(
    ("actions", "steps"),
    [
        (["accept", "submit_for_signature", "sign", "hand_over"], ["receive", "examine", "sign", "return"]),
        (["refuse"], ["receive"]),
        (["accept", "refuse"], ["receive", "examine"]),
        (
            ["accept", "submit_for_signature", "return_to_specialist", "submit_for_signature", "sign", "hand_over"],
            ["receive", "examine", "sign", "examine", "sign", "return"],
        ),
    ],
)
def test_each_path_ends_the_process(actions: list[str], steps: list[str]) -> None:
    after, passed = play(*actions)
    assert passed == steps
    assert after.opened == []
    assert after.completed_at == NOW + timedelta(hours=len(actions))
    assert [t.action for t in queries.tasks(after.subject)] == actions


def test_every_action_of_every_step_leads_somewhere() -> None:
    definition = engine.shipped("birth_registration")
    seen: set[tuple[str, str]] = set()
    waiting = deque([engine.save(engine.begin(definition, {}))])
    while waiting:
        state = waiting.popleft()
        for task in engine.ready(engine.restore(definition, state)).values():
            for action in definition.steps[task.task_spec.name].actions:
                if (task.task_spec.name, action) in seen:
                    continue
                seen.add((task.task_spec.name, action))
                workflow = engine.restore(definition, state)
                engine.advance(workflow, task.id, {"action": action})
                if message := engine.messages(workflow):
                    engine.deliver(workflow, message[0], {})
                assert workflow.completed or engine.ready(workflow), (task.task_spec.name, action)
                waiting.append(engine.save(workflow))
    assert seen == {(step.id, action) for step in definition.steps.values() for action in step.actions}


def test_tasks_go_to_the_role_and_agency_that_the_file_names() -> None:
    after, _ = play("accept")
    (task,) = queries.open_tasks(after.subject)
    assert (task.step, task.role, task.agency_id, task.name) == ("examine", "specialist", COMMITTEE, "Thẩm định hồ sơ")
    assert [t.instance_id for t in queries.open_tasks_of_agency(COMMITTEE, roles=["specialist"])] == [after.id]
    assert queries.open_tasks_of_agency(COMMITTEE, roles=["leader"]) == []


def test_the_shares_of_the_limit_make_a_whole() -> None:
    assert sum(step.share_of_limit for step in engine.shipped("birth_registration").steps.values()) == 1


def test_a_task_is_completed_once() -> None:
    view = start()
    task = view.opened[0].id
    operations.complete(view.id, task, action="accept", variables={}, actor=ACTOR, now=NOW)
    with pytest.raises(TaskNotOpen), transaction.atomic():
        operations.complete(view.id, task, action="accept", variables={}, actor=ACTOR, now=NOW)


def test_an_action_that_the_step_does_not_have_is_refused_and_nothing_changes() -> None:
    view = start()
    with pytest.raises(ActionNotAllowed), transaction.atomic():
        operations.complete(view.id, view.opened[0].id, action="sign", variables={}, actor=ACTOR, now=NOW)
    assert [t.step for t in queries.open_tasks(view.subject)] == ["receive"]


def test_an_unknown_process_is_named() -> None:
    with pytest.raises(ProcessNotFound, match="nothing"):
        engine.shipped("nothing")


def test_a_run_ends_under_the_definition_it_began_with() -> None:
    view = start()
    text = queries.bpmn_text("birth_registration").replace("Thẩm định hồ sơ", "Xem xét hồ sơ")
    older = engine.parse("birth_registration", text)
    ProcessDefinition.objects.create(digest=older.digest, code=older.code, text=text)
    ProcessInstance.objects.filter(id=view.id).update(definition_id=older.digest)
    after = operations.complete(view.id, view.opened[0].id, action="accept", variables={}, actor=ACTOR, now=NOW)
    assert after.opened[0].name == "Xem xét hồ sơ"


def test_completing_takes_four_statements_and_under_30_ms() -> None:
    view = start()
    task: UUID = view.opened[0].id
    began = time.perf_counter()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        operations.complete(view.id, task, action="accept", variables={}, actor=ACTOR, now=NOW)
    assert len(captured) <= 4
    assert time.perf_counter() - began < 0.3  # 30 ms on a quiet machine; the bound is for a busy one
