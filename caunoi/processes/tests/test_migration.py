"""Running dossiers move to another version, or stay, and it is said why."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caunoi.core.ids import new_id
from caunoi.processes import engine, handlers, operations, queries
from caunoi.processes.errors import NotProcessManager, RunsMoved, VersionNotFound
from caunoi.processes.models import ProcessInstance, TaskRecord
from caunoi.processes.shapes_modelling import MigrationReport
from caunoi.processes.testing import ACTOR, AGENCIES, NOW, Office, do, office, play, publish, start

pytestmark = pytest.mark.django_db
SHIPPED = engine.shipped("generic")


@pytest.fixture
def ministry() -> Office:
    return office()


def without_payment() -> str:
    """The general process without the wait for a fee, and with the head of unit examining."""
    text = SHIPPED.text.replace('"role" value="specialist"', '"role" value="head_of_unit"')
    return remove(text, "payment_examine", "gw_examine_to_payment_examine", "payment_examine_to_examine").replace(
        ",request_payment", ""
    )


def remove(text: str, *ids: str) -> str:
    """The text without these elements, their shapes and what refers to them."""
    root = ET.fromstring(text)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.get("id") in ids or child.get("bpmnElement") in ids or (child.text or "").strip() in ids:
                parent.remove(child)
    return ET.tostring(root, encoding="unicode")


def preview(ministry: Office, number: int, digest: str = SHIPPED.digest) -> Any:
    return queries.migrate_preview(code="generic", from_digest=digest, to_number=number, actor=ministry.drawer, now=NOW)


def migrate(ministry: Office, number: int, digest: str = SHIPPED.digest) -> MigrationReport:
    shown = preview(ministry, number, digest)
    return operations.migrate(
        code="generic",
        from_digest=digest,
        to_number=number,
        fingerprint=shown.fingerprint,
        actor=ministry.drawer,
        now=NOW,
    )


def test_the_preview_says_what_happens_to_each_and_writes_nothing(ministry: Office) -> None:
    play("generic", "accept")
    play("generic", "accept")
    paying = play("generic", "accept", "request_payment")
    version = publish(ministry, "generic", without_payment())
    before = list(ProcessInstance.objects.order_by("id").values())
    shown = preview(ministry, version.number)
    assert [(g.at, g.count, bool(g.reason)) for g in shown.groups] == [
        (["examine"], 2, False),
        (["payment_examine"], 1, True),
    ]
    assert shown.groups[1].instance_ids == [paying.id]
    assert "không còn “Chờ nộp phí, lệ phí”" in shown.groups[1].reason
    assert shown.groups[0].changes[0] == "“Thẩm định hồ sơ”: chuyên viên → trưởng bộ phận"
    assert (shown.movable, shown.staying) == (2, 1)
    assert list(ProcessInstance.objects.order_by("id").values()) == before


def test_those_whose_step_exists_move_and_go_on_to_their_end(ministry: Office) -> None:
    moved = play("generic", "accept", "submit_for_signature", "return_to_specialist")
    stays = play("generic", "accept", "request_payment")
    version = publish(ministry, "generic", without_payment())
    report = migrate(ministry, version.number)
    assert (report.moved, report.stayed) == (1, 1)
    assert ProcessInstance.objects.get(id=moved.id).definition_id == version.digest
    assert ProcessInstance.objects.get(id=stays.id).definition_id == SHIPPED.digest
    task = queries.open_tasks(moved.subject)[0]
    assert (task.id, task.role, task.agency_id) == (moved.opened[0].id, "head_of_unit", AGENCIES["competent"])
    assert "request_payment" not in task.actions
    view = do(moved, task.id, "submit_for_signature")
    for action in ("sign", "hand_over"):
        view = do(view, view.opened[0].id, action)
    assert view.completed_at == NOW
    assert [t.action for t in queries.tasks(view.subject)][-3:] == ["submit_for_signature", "sign", "hand_over"]
    waited = operations.send_message(stays.id, "payment_received", variables={}, actor=ACTOR, now=NOW)
    assert [t.step for t in waited.opened] == ["examine"]


def kept(state: dict[str, Any], nodes: set[str]) -> dict[str, Any]:
    """What a run carries: its tasks that were done or are open, with their states, and its variables."""
    workflow = engine.restore(SHIPPED, state)
    return {
        str(t.id): (t.task_spec.name, t.state, dict(t.data))
        for t in workflow.tasks.values()
        if t.state >= 8 and t.task_spec.name in nodes
    }


def test_the_state_is_carried_over_exactly(ministry: Office) -> None:
    view = play("generic", "accept", "request_supplement", "supplement_received", "submit_for_signature")
    before = ProcessInstance.objects.get(id=view.id)
    version = publish(ministry, "generic", without_payment())
    migrate(ministry, version.number)
    after = ProcessInstance.objects.get(id=view.id)
    nodes = set(SHIPPED.graph.nodes) - {"payment_examine"}
    assert kept(after.state, nodes) == kept(before.state, nodes)
    for name in ("agencies", "timers", "next_timer_at", "started_at", "tasks_opened", "subject_id", "province"):
        assert getattr(after, name) == getattr(before, name)


def test_a_finished_step_that_is_gone_leaves_the_rest_of_the_history(ministry: Office) -> None:
    view = play("generic", "accept", "request_payment", "payment_received", "submit_for_signature")
    version = publish(ministry, "generic", without_payment())
    assert migrate(ministry, version.number).moved == 1
    seen = queries.diagram(view.id)
    assert seen.current == ["sign"]
    assert {"receive", "examine"} <= set(seen.done)
    view = do(view, view.opened[0].id, "return_to_specialist")
    assert [t.step for t in view.opened] == ["examine"]


def test_it_goes_back_to_what_ships_too(ministry: Office) -> None:
    version = publish(ministry, "generic", without_payment())
    view = play("generic", "accept")
    assert migrate(ministry, 0, version.digest).moved == 1
    run = ProcessInstance.objects.get(id=view.id)
    assert run.definition_id == SHIPPED.digest
    assert do(view, view.opened[0].id, "request_payment").waiting_for == ["payment_received"]


def test_runs_that_stand_where_none_was_shown_stop_it_and_nothing_is_done(ministry: Office) -> None:
    view = play("generic", "accept")
    version = publish(ministry, "generic", without_payment())
    shown = preview(ministry, version.number)
    do(view, view.opened[0].id, "submit_for_signature")
    with pytest.raises(RunsMoved):
        operations.migrate(
            code="generic",
            from_digest=SHIPPED.digest,
            to_number=version.number,
            fingerprint=shown.fingerprint,
            actor=ministry.drawer,
            now=NOW,
        )
    assert ProcessInstance.objects.get(id=view.id).definition_id == SHIPPED.digest


def test_when_a_room_fails_nothing_is_half_done(ministry: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    views = [play("generic", "accept") for _ in range(3)]
    version = publish(ministry, "generic", without_payment())

    def fail(moved: object) -> None:
        raise RuntimeError("the room fails")

    monkeypatch.setitem(handlers._migrated, "test", fail)
    with pytest.raises(RuntimeError):
        migrate(ministry, version.number)
    digests = ProcessInstance.objects.filter(id__in=[v.id for v in views]).values_list("definition_id", flat=True)
    assert set(digests) == {SHIPPED.digest}
    assert set(TaskRecord.objects.filter(step="examine").values_list("role", flat=True)) == {"specialist"}


def test_a_province_moves_its_own_runs_only(ministry: Office) -> None:
    province = office(province="01")
    here, there = start("generic", province="01"), start("generic", province="04")
    version = publish(province, "generic", without_payment())
    shown = preview(province, version.number)
    assert (shown.movable, shown.staying) == (1, 0)
    migrate(province, version.number)
    assert ProcessInstance.objects.get(id=here.id).definition_id == version.digest
    assert ProcessInstance.objects.get(id=there.id).definition_id == SHIPPED.digest
    with pytest.raises(VersionNotFound):
        preview(ministry, version.number)
    with pytest.raises(NotProcessManager):
        queries.migrate_preview(code="generic", from_digest=SHIPPED.digest, to_number=0, actor=province.leader, now=NOW)


def test_parallel_branches_move_when_the_new_version_has_them_and_stay_when_not(ministry: Office) -> None:
    old = engine.shipped("building_permit")
    both = play("building_permit", "accept", "forward")
    one = play("building_permit", "accept", "forward")
    consult = next(t for t in one.opened if t.step == "consult")
    do(one, consult.id, "answer_consultation")
    publish(ministry, "building_permit", old.text.replace('name="Lấy ý kiến', 'name="Xin ý kiến') + "\n")
    shown = queries.migrate_preview(
        code="building_permit", from_digest=old.digest, to_number=1, actor=ministry.drawer, now=NOW
    )
    assert {(tuple(g.at), g.reason) for g in shown.groups} == {(("consult", "field_check"), ""), (("field_check",), "")}
    operations.migrate(
        code="building_permit", from_digest=old.digest, to_number=1, fingerprint=shown.fingerprint,
        actor=ministry.drawer, now=NOW,
    )  # fmt: skip
    for view in (one, both):
        for task in queries.open_tasks(view.subject):
            view = do(view, task.id, task.actions[0])
        assert [t.step for t in view.opened] == ["appraise"]


def test_a_step_without_its_agency_stays(ministry: Office) -> None:
    view = start("generic", agencies={"receiving": new_id(), "competent": new_id()})
    do(view, view.opened[0].id, "accept")
    at = without_payment().index('id="examine"')
    text = without_payment()
    text = text[:at] + text[at:].replace('value="competent"', 'value="tax"', 1)
    version = publish(ministry, "generic", text)
    assert "chưa có cơ quan này" in preview(ministry, version.number).groups[0].reason


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_whatever_a_run_did_it_goes_on_after_it_moved(ministry: Office, seed: int) -> None:
    chance = Random(seed)
    version = publish(ministry, "generic", without_payment())
    view = start("generic")
    for move in range(30):
        run = ProcessInstance.objects.get(id=view.id)
        if run.completed_at is not None:
            return
        if move % 4 == 2:
            number = version.number if run.definition_id == SHIPPED.digest else 0
            before = sorted(t.id for t in queries.open_tasks(view.subject))
            migrate(ministry, number, run.definition_id)
            assert sorted(t.id for t in queries.open_tasks(view.subject)) == before
        tasks = queries.open_tasks(view.subject)
        if not tasks:
            view = operations.send_message(view.id, view.waiting_for[0], variables={}, actor=ACTOR, now=NOW)
            continue
        action = chance.choice(tasks[0].actions) if move < 16 else tasks[0].actions[0]
        view = do(view, tasks[0].id, action)
    pytest.fail("the run does not end")
