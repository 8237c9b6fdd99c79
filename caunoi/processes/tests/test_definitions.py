"""The processes that ship, and what is said of one that cannot be run."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from caunoi.processes import engine, queries
from caunoi.processes.checking import require_sound
from caunoi.processes.errors import DefinitionInvalid, ProcessNotFound
from caunoi.processes.reading import read
from caunoi.processes.rules.checks import longest_share

pytestmark = pytest.mark.django_db
SHIPPED = (
    "birth_registration", "birth_residence_insurance", "building_permit", "certified_copy", "generic",
    "household_business", "residence",
)  # fmt: skip


def text_of(code: str) -> str:
    return engine.shipped(code).text


def complaint(code: str, text: str) -> str:
    with override("vi"), pytest.raises(DefinitionInvalid) as refused:
        require_sound(read(code, text))
    return str(refused.value)


def test_these_ship() -> None:
    assert tuple(engine.codes()) == SHIPPED


@pytest.mark.parametrize("code", SHIPPED)
def test_the_shares_of_the_limit_make_a_whole_along_the_longest_way(code: str) -> None:
    assert longest_share(engine.shipped(code).graph) == 1


@pytest.mark.parametrize("code", SHIPPED)
def test_everything_in_a_definition_has_its_name_in_three_languages(code: str) -> None:
    graph = engine.shipped(code).graph
    assert {element: names for element, names in graph.names.items() if set(names) != {"vi", "en", "th"}} == {}


@pytest.mark.parametrize("code", SHIPPED)
def test_every_definition_reminds_at_three_quarters_and_says_when_it_is_due(code: str) -> None:
    timers = engine.shipped(code).graph.timers
    assert {name: timer.share_of_limit for name, timer in timers.items()} == {
        "reminder": Decimal("0.75"),
        "deadline": Decimal(1),
    }


@pytest.mark.parametrize("code", SHIPPED)
def test_a_dossier_is_received_first_and_returned_last_at_the_receiving_agency(code: str) -> None:
    steps = queries.steps(code)
    assert (steps["receive"].kind, steps["receive"].agency) == ("receive", "receiving")
    assert (steps["return"].kind, steps["return"].agency) == ("return", "receiving")
    assert steps["return"].share_of_limit == 0


def test_three_agencies_sign_a_result_each() -> None:
    signed = [(s.agency, s.result) for s in queries.steps("birth_residence_insurance").values() if s.kind == "sign"]
    assert signed == [
        ("competent", "birth_certificate"),
        ("police", "residence_notice"),
        ("insurance", "health_card"),
    ]


def test_steps_come_in_the_order_of_the_flow_wherever_the_file_has_them() -> None:
    """An editor writes what was drawn last at the end of the file."""
    text = engine.shipped("generic").text
    start = text.index('<bpmn:userTask id="examine"')
    end = text.index("</bpmn:userTask>", start) + len("</bpmn:userTask>")
    moved = text[:start] + text[end:]
    moved = moved.replace("</bpmn:process>", text[start:end] + "</bpmn:process>", 1)
    assert moved.index('id="examine"') > moved.index('id="return"')
    assert list(read("generic", moved).steps) == ["receive", "examine", "sign", "return"]


def test_an_unknown_process_is_named() -> None:
    with pytest.raises(ProcessNotFound, match="nothing"):
        engine.shipped("nothing")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('<bpmn:userTask id="sign"', '<bpmn:scriptTask id="sign"', "“sign” loại scriptTask chưa được hỗ trợ"),
        ("<bpmn:messageEventDefinition", "<bpmn:signalEventDefinition", "loại signalEventDefinition chưa được hỗ trợ"),
        ('"role" value="leader"', '"role" value="king"', "bước “sign”: không có vai trò nào tên là “king”"),
        ('"agency" value="competent"', '"agency" value="anyone"', "không có cơ quan nào mang tên gọi “anyone”"),
        ('value="sign,return_to_specialist"', 'value="sign,dance"', "bước “sign”: không có hành động “dance”"),
        ('value="0.6"', 'value="0.7"', "tỷ lệ thời hạn cộng dọc lối dài nhất phải bằng 100%, hiện là 110%"),
        ('value="0.6"', 'value="most"', "bước “examine”: tỷ lệ thời hạn phải là số từ 0 đến 1"),
        ('name="kind" value="examine"', 'name="kind" value="guess"', "bước “examine”: không có loại bước “guess”"),
        ('<spiffworkflow:property name="role" value="leader" />', "", "bước “sign” thiếu vai trò thực hiện (thuộc"),
        ('action == "accept"', 'open("/etc/passwd")', "mũi tên “gw_receive_to_examine”: điều kiện chỉ được so sánh"),
        ('action == "accept"', 'action == "welcome"', "cổng “gw_receive” không có lối nào cho hành động “accept”"),
        ('"return" targetRef="returned"', '"return" targetRef="return"', "không có lối nào dẫn đến “returned”"),
        ('sourceRef="supplement_examine"', 'sourceRef="examine"', "từ “supplement_examine” không có lối đi tiếp"),
        ('name="supplement_received"', 'name="pigeon"', "sự kiện “supplement_examine”: không có thông điệp “pigeon”"),
        ('targetRef="returned"', 'targetRef="nowhere"', "mũi tên “return_to_returned” không nối hai phần tử có thật"),
        ("<bpmn:definitions", "<!DOCTYPE x><bpmn:definitions", "tệp không được có khai báo DOCTYPE"),
        ("</bpmn:definitions>", "", "tệp không phải XML hợp lệ"),
        ('<bpmn:process id="generic"', '<bpmn:process id="other"', "tệp không có quy trình nào mang mã này"),
    ],
)  # fmt: skip
def test_a_definition_that_cannot_be_run_is_refused_with_its_element(old: str, new: str, said: str) -> None:
    text = text_of("generic")
    assert old in text
    changed = text.replace(old, new)
    if "scriptTask" in new:
        at = changed.index(new)
        changed = changed[:at] + changed[at:].replace("</bpmn:userTask>", "</bpmn:scriptTask>", 1)
    assert said in complaint("generic", changed)


def test_branches_that_are_not_joined_are_noticed() -> None:
    text = text_of("building_permit").replace('<bpmn:parallelGateway id="join"', '<bpmn:exclusiveGateway id="join"')
    at = text.index('<bpmn:exclusiveGateway id="join"')
    text = text[:at] + text[at:].replace("</bpmn:parallelGateway>", "</bpmn:exclusiveGateway>", 1)
    assert "hai nhánh song song có thể cùng đến “appraise”" in complaint("building_permit", text)


def test_a_join_that_waits_for_ever_is_noticed() -> None:
    text = text_of("building_permit").replace(
        'sourceRef="gw_consult" targetRef="gw_consulted"', 'sourceRef="gw_consult" targetRef="join"'
    )
    assert "đã đến “join” thì quy trình có thể không bao giờ kết thúc" in complaint("building_permit", text)


def test_a_condition_sees_nothing_but_what_was_decided() -> None:
    engine_of_conditions = engine._script_engine()
    with pytest.raises(Exception, match="open"):
        engine_of_conditions.environment.evaluate("open('/etc/hostname')", {"action": "accept"})


def test_the_command_says_what_a_new_file_would_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "generic.bpmn"
    file.write_text(text_of("generic"), encoding="utf-8")
    call_command("processes", "check", str(file))
    assert "examine: Thẩm định hồ sơ; specialist, competent; 0.6" in capsys.readouterr().out


def test_the_command_refuses_a_file_with_every_problem_named(tmp_path: Path) -> None:
    file = tmp_path / "generic.bpmn"
    text = text_of("generic").replace('"role" value="leader"', '"role" value="king"')
    file.write_text(text.replace('value="accept,refuse"', 'value="accept,sing"'), encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        call_command("processes", "check", str(file))
    assert "không có vai trò nào tên là “king”" in str(refused.value)
    assert "không có hành động “sing”" in str(refused.value)
    with pytest.raises(CommandError, match="không đọc được tệp"):
        call_command("processes", "check", str(tmp_path / "nothing.bpmn"))


def test_the_command_lists_what_ships(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("processes", "list", "--json")
    assert set(json.loads(capsys.readouterr().out)) == set(SHIPPED)
