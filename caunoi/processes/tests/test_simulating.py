"""Simulation by hand and by chance."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi.core.clock import VIETNAM
from caunoi.processes import engine, queries
from caunoi.processes.errors import DefinitionInvalid, NotForProcesses, SimulationInvalid
from caunoi.processes.rules.figures import quantile, working_hours
from caunoi.processes.rules.simulating import Plan, simulate
from caunoi.processes.shapes_modelling import Mix
from caunoi.processes.testing import ACTOR, NOW, do, office, play, start

GENERIC = engine.DEFINITIONS / "generic.bpmn"
TEXT = GENERIC.read_text(encoding="utf-8")
DAILY = dict.fromkeys(range(5), 6.0)
MIX = Mix(
    arrivals=DAILY,
    decisions={
        "receive": {"accept": 9, "refuse": 1},
        "examine": {"submit_for_signature": 7, "request_supplement": 3},
        "sign": {"sign": 19, "return_to_specialist": 1},
    },
)


def test_a_token_goes_the_way_of_the_choices() -> None:
    way = queries.simulate_token(
        "generic", TEXT, ["receive:accept", "examine:request_supplement", "supplement_examine", "examine:refuse"]
    )
    assert [step.at for step in way] == [["receive"], ["examine"], ["supplement_examine"], ["examine"], []]
    assert way[0].offers == ["receive:accept", "receive:refuse"]
    assert way[1].passed == ["receive", "gw_receive"]
    assert way[2].offers == ["supplement_examine"]
    assert [step.ended for step in way] == [False, False, False, False, True]


def test_tokens_branch_and_join() -> None:
    text = engine.shipped("building_permit").text
    way = queries.simulate_token("building_permit", text, ["receive:accept", "examine:forward"])
    assert sorted(way[-1].at) == ["consult", "field_check"]
    way = queries.simulate_token(
        "building_permit", text,
        ["receive:accept", "examine:forward", "consult:answer_consultation", "field_check:forward"],
    )  # fmt: skip
    assert way[-1].at == ["appraise"]
    asked_nobody = queries.simulate_token(
        "building_permit", text, ["receive:accept", "examine:forward:no_consultation"]
    )
    assert asked_nobody[-1].at == ["field_check"]


def test_a_choice_that_is_not_offered_is_named() -> None:
    with pytest.raises(SimulationInvalid, match="examine:dance"):
        queries.simulate_token("generic", TEXT, ["receive:accept", "examine:dance"])
    with pytest.raises(DefinitionInvalid):
        queries.simulate_token("generic", TEXT.replace('"role" value="leader"', '"role" value="king"'), [])


def run(**officers: int) -> object:
    pools = {name.replace("__", ":"): many for name, many in officers.items()}
    return queries.simulate_mix("generic", TEXT, MIX, officers=pools, days=22, seed=7)


def test_the_same_seed_gives_the_same_month_and_another_one_another() -> None:
    assert run() == run()
    other = queries.simulate_mix("generic", TEXT, MIX, officers={}, days=22, seed=8)
    assert other != run()


def test_dossiers_wait_where_there_are_too_few_officers() -> None:
    busy = queries.simulate_mix("generic", TEXT, MIX, officers={}, days=22, seed=1, efforts={"examine": 3.0})
    loads = {step.id: step for step in busy.steps}
    assert max(loads.values(), key=lambda load: load.share).id == "examine"
    assert loads["examine"].queue_max > 10
    used = {(load.agency, load.role): load.utilisation for load in busy.officers}
    assert used["competent", "specialist"] > 0.95
    helped = queries.simulate_mix(
        "generic", TEXT, MIX, officers={"competent:specialist": 5}, days=22, seed=1, efforts={"examine": 3.0}
    )
    after = {step.id: step for step in helped.steps}
    assert after["examine"].waiting_p90 < loads["examine"].waiting_median
    assert helped.ended > busy.ended


def test_the_figures_of_a_month_fit_together() -> None:
    result = queries.simulate_mix("generic", TEXT, MIX, officers={}, days=44, seed=3)
    assert result.filed == result.ended + result.open == result.flows["filed_to_receive"]
    steps = {step.id: step for step in result.steps}
    assert result.flows["receive_to_gw_receive"] == steps["receive"].done
    assert (
        result.flows["gw_receive_to_examine"] + result.flows["gw_receive_to_refused_at_receive"]
        == steps["receive"].done
    )
    assert 0.85 < result.flows["gw_receive_to_examine"] / steps["receive"].done < 0.95
    assert sum(step.share for step in result.steps) == pytest.approx(1, abs=0.001)
    assert "gw_examine_to_refused_at_examine" not in result.flows


def test_a_single_officer_works_at_one_thing_at_a_time() -> None:
    graph = engine.parse("certified_copy", (engine.DEFINITIONS / "certified_copy.bpmn").read_text("utf-8")).graph
    plan = Plan(graph, {0: 40.0}, {}, {"competent:leader": 1}, {"sign": 1.0}, days=5, seed=2)
    out = simulate(plan)
    assert out.busy["competent:leader"] == pytest.approx(sum(out.steps["sign"].service), abs=2.0)
    assert out.busy["competent:leader"] <= 5 * 8.0


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    code=st.sampled_from(["generic", "building_permit", "birth_residence_insurance", "household_business"]),
)
def test_no_dossier_is_lost_or_counted_twice(seed: int, code: str) -> None:
    graph = engine.parse(code, (engine.DEFINITIONS / f"{code}.bpmn").read_text("utf-8")).graph
    decisions = {step.id: dict.fromkeys(step.actions, 1) | {step.actions[0]: 5} for step in graph.steps.values()}
    out = simulate(Plan(graph, DAILY, decisions, {}, {}, days=15, seed=seed))
    assert 0 <= out.ended <= out.filed
    assert len(out.through) == out.ended
    first = next(flow for flow in graph.flows.values() if graph.nodes[flow.source].kind == "start")
    assert out.flows[first.id] == out.filed
    ends = sum(out.flows[flow.id] for flow in graph.flows.values() if graph.nodes[flow.target].kind == "end")
    assert ends == out.ended
    for place in graph.steps:
        came = sum(out.flows[flow.id] for flow in graph.incoming(place))
        tally = out.steps[place]
        assert came >= len(tally.waiting) >= tally.done
        assert sum(out.flows[flow.id] for flow in graph.outgoing(place)) == tally.done


@pytest.mark.parametrize(
    ("mix", "officers", "days", "efforts", "said"),
    [
        (MIX, {}, 0, {}, "số ngày"),
        (replace(MIX, arrivals={}), {}, 5, {}, "số hồ sơ mỗi ngày"),
        (replace(MIX, arrivals={0: 1e9}), {}, 5, {}, "số hồ sơ mỗi ngày"),
        (MIX, {"competent:leader": -1}, 5, {}, "competent:leader"),
        (MIX, {}, 5, {"sign": 0.0}, "sign"),
    ],
)
def test_a_senseless_question_is_refused(
    mix: Mix, officers: dict[str, int], days: int, efforts: dict[str, float], said: str
) -> None:
    with pytest.raises(SimulationInvalid, match=said):
        queries.simulate_mix("generic", TEXT, mix, officers=officers, days=days, efforts=efforts)


def test_working_hours_leave_out_nights_noon_and_weekends() -> None:
    friday = NOW.astimezone(VIETNAM).replace(year=2026, month=9, day=25, hour=16, minute=0)
    assert working_hours(friday, friday + timedelta(days=3), VIETNAM) == 8
    assert working_hours(friday, friday + timedelta(minutes=90), VIETNAM) == 1
    assert working_hours(friday.replace(hour=11), friday.replace(hour=14), VIETNAM) == 2
    assert working_hours(friday, friday - timedelta(days=1), VIETNAM) == 0


def test_a_quantile_lies_between_two_values_in_proportion() -> None:
    assert quantile([], 0.5) is None
    assert quantile([3.0, 1.0], 0.5) == 2.0
    assert quantile([0.0, 1.0, 2.0, 3.0, 4.0], 0.9) == pytest.approx(3.6)


@pytest.mark.django_db
def test_the_mix_is_what_was_really_done() -> None:
    ministry = office()
    play("generic", "accept", "submit_for_signature", "sign", "hand_over")
    play("generic", "refuse")
    waits = start("generic")
    waits = do(waits, waits.opened[0].id, "accept", now=NOW + timedelta(hours=1))
    do(waits, waits.opened[0].id, "request_supplement", now=NOW + timedelta(hours=3))
    week = NOW - timedelta(days=1), NOW + timedelta(days=6)
    mix = queries.recent_mix("generic", start=week[0], end=week[1], actor=ministry.drawer, now=NOW)
    assert mix.dossiers == 3
    assert mix.decisions["receive"] == {"accept": 2, "refuse": 1}
    assert mix.decisions["examine"] == {"submit_for_signature": 1, "request_supplement": 1}
    assert mix.hours["receive"] == [0.0, 0.0, 1.0]
    assert mix.arrivals[NOW.weekday()] == 3.0
    result = queries.simulate_mix("generic", TEXT, mix, officers={}, days=5)
    assert result.filed > 0
    with pytest.raises(NotForProcesses):
        queries.recent_mix("generic", start=week[0], end=week[1], actor=ACTOR, now=NOW)
