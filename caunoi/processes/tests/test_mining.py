"""Real paths and times equal a plain count over what happened."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from random import Random
from statistics import median

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caunoi.core.ids import new_id
from caunoi.processes import engine, operations, queries
from caunoi.processes.errors import NotForProcesses
from caunoi.processes.models import ProcessInstance
from caunoi.processes.shapes_modelling import MiningView
from caunoi.processes.testing import ACTOR, AGENCIES, NOW, Office, do, office, publish, start

pytestmark = pytest.mark.django_db


@pytest.fixture
def ministry() -> Office:
    return office()


class Told:
    """A plain record of what was done, kept beside the runs."""

    def __init__(self) -> None:
        self.hours: dict[str, list[float]] = defaultdict(list)
        self.actions: dict[str, Counter[str]] = defaultdict(Counter)
        self.opened: Counter[str] = Counter()
        self.open: Counter[str] = Counter()
        self.flows: Counter[str] = Counter()
        self.paths: Counter[tuple[str, ...]] = Counter()
        self.ended = 0
        self.waited: list[float] = []


def walk(told: Told, seed: int) -> None:
    """A run of the general process by chance, counted by hand; every arrow by name."""
    chance, now, view, path = Random(seed), NOW, start("generic"), ["receive"]
    told.flows["filed_to_receive"] += 1
    told.opened["receive"] += 1
    since = {"receive": now}
    for _ in range(chance.randint(1, 14)):
        now += timedelta(minutes=chance.randint(10, 3000))
        if view.completed_at:
            break
        if view.waiting_for:
            message = view.waiting_for[0]
            view = operations.send_message(view.id, message, variables={}, actor=ACTOR, now=now)
            told.waited.append((now - since["wait"]).total_seconds() / 3600)
            told.flows[
                {"supplement_received": "supplement_examine", "payment_received": "payment_examine"}[message]
                + "_to_examine"
            ] += 1
        else:
            task = view.opened[0]
            action = chance.choice(task.actions)
            view = do(view, task.id, action, now=now)
            told.hours[task.step].append((now - since[task.step]).total_seconds() / 3600)
            told.actions[task.step][action] += 1
            leave(told, task.step, action)
            since["wait"] = now
        for task in view.opened:
            since[task.step] = now
            told.opened[task.step] += 1
            path.append(task.step)
    if not view.completed_at and not view.waiting_for:
        told.open[path[-1]] += 1
    told.ended += bool(view.completed_at)
    told.paths[tuple(path)] += 1


def leave(told: Told, step: str, action: str) -> None:
    if step == "return":
        told.flows["return_to_returned"] += 1
        return
    told.flows[f"{step}_to_gw_{step}"] += 1
    flow = {
        ("receive", "accept"): "gw_receive_to_examine",
        ("receive", "refuse"): "gw_receive_to_refused_at_receive",
        ("examine", "submit_for_signature"): "gw_examine_to_sign",
        ("examine", "refuse"): "gw_examine_to_refused_at_examine",
        ("examine", "request_supplement"): "gw_examine_to_supplement_examine",
        ("examine", "request_payment"): "gw_examine_to_payment_examine",
        ("sign", "sign"): "gw_sign_to_return",
        ("sign", "return_to_specialist"): "gw_sign_back_to_examine",
    }[step, action]
    told.flows[flow] += 1


def mined(ministry: Office, *, begin: datetime = NOW, **asked: object) -> MiningView:
    return queries.mining(
        "generic",
        start=begin,
        end=begin + timedelta(days=30),
        actor=ministry.drawer,
        now=NOW,
        **asked,  # type: ignore[arg-type]
    )


def test_its_figures_are_those_of_a_plain_count(ministry: Office) -> None:
    told = Told()
    for seed in range(60):
        walk(told, seed)
    seen = mined(ministry)
    assert (seen.runs, seen.ended) == (60, told.ended)
    steps = {e.id: e for e in seen.elements if e.id in engine.shipped("generic").steps}
    assert {id_: e.count for id_, e in steps.items()} == dict(told.opened)
    assert {id_: e.open for id_, e in steps.items() if e.open} == dict(told.open)
    assert {id_: e.actions for id_, e in steps.items() if e.actions} == {k: dict(v) for k, v in told.actions.items()}
    for id_, hours in told.hours.items():
        assert steps[id_].median_hours == pytest.approx(median(hours))
    assert seen.flows == {flow: count for flow, count in told.flows.items() if count}
    assert {tuple(v.steps): v.count for v in seen.variants} == dict(told.paths)
    assert sum(v.share for v in seen.variants) == pytest.approx(1)
    waits = [e for e in seen.elements if e.id in ("supplement_examine", "payment_examine")]
    assert sum(e.count for e in waits) == len(told.waited)
    slowest = [e.median_hours for e in seen.elements if e.median_hours is not None]
    assert slowest == sorted(slowest, reverse=True)


def test_branches_are_counted_once_and_joined_once(ministry: Office) -> None:
    view = start("building_permit")
    view = do(view, view.opened[0].id, "accept", now=NOW + timedelta(hours=1))
    view = do(view, view.opened[0].id, "forward", now=NOW + timedelta(hours=2))
    for hours, task in enumerate(view.opened, 3):
        view = do(view, task.id, task.actions[0], now=NOW + timedelta(hours=hours))
    seen = queries.mining("building_permit", start=NOW, end=NOW + timedelta(days=1), actor=ministry.drawer, now=NOW)
    assert set(seen.flows.values()) == {1}
    graph = engine.shipped("building_permit").graph
    into = [flow for flow in seen.flows if graph.flows[flow].target == "join"]
    assert len(into) == 2


def test_a_place_and_a_period_see_their_own(ministry: Office) -> None:
    here = start("generic", province="01")
    start("generic", province="04", agencies={**AGENCIES, "receiving": new_id()})
    ProcessInstance.objects.filter(id=start("generic").id).update(started_at=NOW - timedelta(days=40))
    assert mined(ministry).runs == 2
    assert mined(office(province="01")).runs == 1
    agency = next(t.agency_id for t in here.opened)
    assert mined(ministry, agency_id=agency).runs == 1
    assert mined(ministry, begin=NOW - timedelta(days=60)).runs == 1
    empty = mined(ministry, begin=NOW - timedelta(days=300))
    assert (empty.runs, empty.elements, empty.flows, empty.variants) == (0, [], {}, [])
    with pytest.raises(NotForProcesses):
        queries.mining("generic", start=NOW, end=NOW, actor=ACTOR, now=NOW)


def test_versions_are_told_apart(ministry: Office) -> None:
    start("generic")
    version = publish(ministry, "generic", engine.shipped("generic").text + "\n")
    start("generic")
    start("generic")
    seen = mined(ministry)
    assert (seen.digest, seen.digests[version.digest], seen.runs) == (version.digest, 2, 3)
    assert mined(ministry, digest=engine.shipped("generic").digest).runs == 1


def test_it_takes_four_statements_beside_the_permission(ministry: Office) -> None:
    start("generic")
    with CaptureQueriesContext(connection) as asked:
        mined(ministry)
    mining = [q for q in asked if "MATERIALIZED" in q["sql"]]
    assert len(mining) == 4
