"""What a viewer gets."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from caunoi.core.ids import new_id
from caunoi.processes import operations, queries
from caunoi.processes.errors import ProcessEnded, ProcessNotFound
from caunoi.processes.testing import ACTOR, NOW, do, play

pytestmark = pytest.mark.django_db


def test_it_says_where_the_run_stands_and_what_it_passed() -> None:
    view = play("building_permit", "accept", "forward")
    consult = next(task for task in view.opened if task.step == "consult")
    do(view, consult.id, "answer_consultation")
    seen = queries.diagram(view.id)
    assert seen.current == ["field_check"]
    assert {"filed", "receive", "examine", "consult", "split"} <= set(seen.done)
    states = {step.id: step.state for step in seen.steps}
    assert (states["receive"], states["field_check"], states["consult"], states["sign"]) == (
        "done",
        "current",
        "done",
        "",
    )


def test_a_wait_is_a_place_too() -> None:
    view = play("generic", "accept", "request_supplement")
    assert queries.diagram(view.id).current == ["supplement_examine"]
    with override("en"):
        assert "Waiting for papers" in {s.name for s in queries.diagram(view.id).steps if s.state == "current"}


def test_a_step_that_opened_again_is_current_and_not_passed() -> None:
    view = play("generic", "accept", "submit_for_signature", "return_to_specialist")
    seen = queries.diagram(view.id)
    assert (seen.current, "examine" in seen.done) == (["examine"], False)


def test_a_run_that_was_cancelled_stands_nowhere() -> None:
    view = play("generic", "accept")
    operations.cancel(view.id, actor=ACTOR, now=NOW)
    assert queries.diagram(view.id).current == []


def test_the_file_speaks_the_visitors_language() -> None:
    with override("en"):
        english = queries.diagram("generic")
    with override("th"):
        thai = queries.diagram("generic")
    assert 'name="Examine the dossier"' in english.xml
    assert "ตรวจพิจารณาคำขอ" in thai.xml
    assert english.languages == ["vi", "en", "th"]
    assert (english.current, english.done) == ([], [])


def test_steps_are_listed_in_order_with_a_wait_only_where_the_run_waits_or_waited() -> None:
    steps = ["receive", "examine", "check", "sign", "return"]
    assert [step.id for step in queries.diagram("residence").steps] == steps
    view = play("residence", "accept", "request_supplement")
    assert [(s.id, s.state) for s in queries.diagram(view.id).steps][:4] == [
        ("receive", "done"),
        ("examine", "done"),
        ("supplement_examine", "current"),
        ("check", ""),
    ]
    refused = play("residence", "refuse")
    assert queries.diagram(refused.id).steps[-1].name == "Không giải quyết"


def test_there_is_no_diagram_of_nothing() -> None:
    with pytest.raises(ProcessNotFound):
        queries.diagram("nothing")
    with pytest.raises(ProcessEnded):
        queries.diagram(new_id())
