"""Routing by decision tables, with the library's engine."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from SpiffWorkflow.dmn.engine.DMNEngine import DMNEngine

from caunoi.core.decisions import Table, evaluate
from caunoi.core.tests.test_decisions import NUMBERS, WORDS, tables
from caunoi.processes import engine, operations, queries
from caunoi.processes.decisions import decision_table
from caunoi.processes.errors import DefinitionInvalid
from caunoi.processes.models import ProcessInstance
from caunoi.processes.templates import new_decision
from caunoi.processes.testing import ACTOR, AGENCIES, NOW, Office, do, office, publish, start

pytestmark = pytest.mark.django_db
SHIPPED = (engine.DEFINITIONS / "generic.bpmn").read_text(encoding="utf-8")
RULE = """
    <bpmn:businessRuleTask id="route" name="Phân luồng">
      <bpmn:extensionElements><spiffworkflow:properties>
        <spiffworkflow:property name="decision" value="{code}" />
      </spiffworkflow:properties></bpmn:extensionElements>
    </bpmn:businessRuleTask>
    <bpmn:exclusiveGateway id="gw_route" default="route_usual" />
    <bpmn:sequenceFlow id="route_asks" sourceRef="route" targetRef="gw_route" />
    <bpmn:sequenceFlow id="route_fast" sourceRef="gw_route" targetRef="sign">
      <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">route == "fast"</bpmn:conditionExpression>
    </bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="route_usual" sourceRef="gw_route" targetRef="examine" />
"""


def routed(code: str = "routing") -> str:
    """The general process; once received, a table says whether it goes to the leader at once."""
    text = SHIPPED.replace('sourceRef="gw_receive" targetRef="examine"', 'sourceRef="gw_receive" targetRef="route"')
    return text.replace(
        '<bpmn:sequenceFlow id="filed_to_receive"', RULE.format(code=code) + '<bpmn:sequenceFlow id="filed_to_receive"'
    )


def table(fast: str = "online") -> str:
    """Fast for one channel."""
    rows = new_decision("routing").replace("<text>-</text>", f'<text>"{fast}"</text>').replace('"usual"', '"fast"')
    rest = (
        new_decision("routing").partition('<rule id="rule_1">')[2].partition("</rule>")[0].replace("rule_1", "rule_2")
    )
    return rows.replace("</rule>", f'</rule><rule id="rule_2">{rest}</rule>')


@pytest.fixture
def ministry() -> Office:
    return office()


def received(channel: str) -> list[str]:
    view = operations.start(
        "generic", subject=start("generic").subject, variables={"channel": channel, "case": "usual"},
        agencies=AGENCIES, now=NOW, actor=ACTOR,
    )  # fmt: skip
    return [task.step for task in do(view, view.opened[0].id, "accept").opened]


def test_a_table_routes_dossiers(ministry: Office) -> None:
    publish(ministry, "routing", table(), kind="decision")
    publish(ministry, "generic", routed())
    assert received("online") == ["sign"]
    assert received("direct") == ["examine"]


def test_a_run_keeps_the_table_with_which_its_version_was_published(ministry: Office) -> None:
    publish(ministry, "routing", table(), kind="decision")
    publish(ministry, "generic", routed())
    view = start("generic")  # its channel is online
    publish(ministry, "routing", table("post"), kind="decision")
    assert [t.step for t in do(view, view.opened[0].id, "accept").opened] == ["sign"]
    assert received("online") == ["sign"]
    publish(ministry, "generic", routed())
    assert received("online") == ["examine"]
    assert received("post") == ["sign"]
    text = operations.start_process_draft(code="generic", actor=ministry.drawer, now=NOW).text
    assert "decision_table" not in text
    assert ProcessInstance.objects.filter(completed_at__isnull=True).count() > 0


def test_what_is_wrong_with_a_table_in_a_process_is_said_at_its_element(ministry: Office) -> None:
    missing = queries.check_text("generic", routed())
    assert [(p.element_id, "“routing” được ban hành" in p.sentence) for p in missing] == [
        ("route", True),
    ]
    publish(ministry, "routing", table(), kind="decision")
    assert queries.check_text("generic", routed()) == []
    other = queries.check_text("generic", routed().replace('route == "fast"', 'route == "slow"'))
    assert [p.element_id for p in other] == ["route_fast"]
    no_default = queries.check_text("generic", routed().replace(' default="route_usual"', ""))
    assert {p.element_id for p in no_default} == {"gw_route", "route_usual"}
    publish(
        ministry,
        "by_pages",
        table().replace("channel</text>", "pages</text>").replace("routing", "by_pages"),
        kind="decision",
    )
    assert [p.element_id for p in queries.check_text("generic", routed("by_pages"))] == ["route"]


def test_a_table_with_a_gap_is_not_published(ministry: Office) -> None:
    gap = new_decision("routing").replace("<text>-</text>", '<text>"online"</text>')
    with pytest.raises(DefinitionInvalid, match="không có dòng nào cho trường hợp"):
        publish(ministry, "routing", gap, kind="decision")
    with pytest.raises(DefinitionInvalid, match="mã “other”"):
        publish(ministry, "routing", new_decision("other"), kind="decision")
    assert [p.element_id for p in queries.check_text("routing", table().replace('"online"', "5"), kind="decision")] == [
        "row 1"
    ]
    assert queries.try_decision(table(), {"channel": "online"}) == {"route": "fast"}


def test_simulations_follow_the_table(ministry: Office) -> None:
    publish(ministry, "routing", table(), kind="decision")
    way = queries.simulate_token("generic", routed(), ["receive:accept"])
    assert way[-1].at == ["sign"]
    assert queries.simulate_token("generic", routed(), ["receive:accept"], channel="post")[-1].at == ["examine"]


def decided(found: Table, case: dict[str, Any]) -> Any:
    """What the library's engine makes of it."""
    task: Any = SimpleNamespace(data=case)
    task.workflow = SimpleNamespace(script_engine=engine._script_engine())
    return DMNEngine(decision_table(found)).result(task)


@given(found=tables(), data=st.data())
def test_the_library_and_the_plain_evaluator_decide_alike(found: Table, data: st.DataObject) -> None:
    value = {"number": NUMBERS.map(int), "string": WORDS}
    case = {column.name: data.draw(value[column.kind]) for column in found.inputs}
    assert decided(found, case) == (evaluate(found, case) or {})
