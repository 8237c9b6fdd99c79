"""Properties of the engine on generated histories, and the reasons for which it refuses."""

from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi.units.rules import Backward, Draft, Graph, History, Kind, Mutation, Refused, convert_counts, fold, refusals
from caunoi.units.rules.codes import commune_group, reversed_code, specific_first
from caunoi.units.rules.text import split_name

START = date(2000, 1, 1)
LEVEL = "commune"


def draft(code: str, on: date = START, parent: UUID | None = None, level: str = LEVEL) -> Draft:
    return Draft(id=uuid4(), level=level, code=code, type="xã", written_name=f"Xã {code}", parent=parent)


def mutation(kind: Kind, on: date, **values: object) -> Mutation:
    return Mutation(id=uuid4(), kind=kind, on=on, **values)  # type: ignore[arg-type]


def history_of(*codes: str) -> History:
    history = History("test", START)
    history.start([draft(code) for code in codes])
    return history


def live(history: History, code: str) -> UUID:
    version = history.live(LEVEL, code)
    assert version is not None
    return version.id


def random_day(rng: random.Random, history: History, on: date, number: int) -> list[Mutation]:
    """A few changes of different units on one day; codes of units that ended may come back."""
    pool = [v for v in history.versions.values() if v.valid_to is None]
    rng.shuffle(pool)
    found: list[Mutation] = []
    for change in range(rng.randint(1, 3)):
        kind = rng.choice([Kind.MERGE, Kind.SPLIT, Kind.SPLIT, Kind.RENAME, Kind.CHANGE_TYPE, Kind.MERGE])
        if kind is Kind.MERGE and len(pool) >= 3:
            into, *units = pool.pop(), pool.pop()
            found.append(mutation(kind, on, units=tuple(u.id for u in units), into=(into.id,)))
        elif kind is Kind.SPLIT and pool:
            unit, parts = pool.pop(), rng.randint(2, 4)
            new = [draft(f"{number}.{change}.{n}" if n else unit.code, on) for n in range(parts)]
            weights = [rng.randint(1, 9) for _ in new]
            shares = tuple(Fraction(w, sum(weights)) for w in weights)
            found += [mutation(Kind.CREATE, on, draft=d) for d in new]
            found.append(
                mutation(kind, on, units=(unit.id,), into=tuple(d.id for d in new), shares={"population": shares})
            )
        elif pool:
            change_of = {"name": f"N{number}"} if kind is Kind.RENAME else {"type": f"T{number}"}
            found.append(mutation(Kind.RENAME if kind is Kind.RENAME else Kind.CHANGE_TYPE, on, units=(pool.pop().id,),
                                  change=change_of))  # fmt: skip
    rng.shuffle(found)
    return found


def random_history(seed: int, days: int, units: int = 8) -> History:
    rng = random.Random(seed)
    history = history_of(*(f"u{n}" for n in range(units)))
    for number in range(1, days + 1):
        history.apply(random_day(rng, history, START + timedelta(days=3 * number), number))
    return history


def graph_of(history: History) -> Graph:
    return Graph(history.versions.values(), history.edges)


def in_force(graph: Graph, on: date) -> list[UUID]:
    return [v.id for v in graph.versions.values() if v.valid_from <= on and (v.valid_to is None or on < v.valid_to)]


HISTORIES = st.builds(random_history, st.integers(0, 10**9), st.integers(1, 14))
DAYS = st.integers(0, 45).map(lambda n: START + timedelta(days=n))


@settings(max_examples=60, deadline=None)
@given(HISTORIES, DAYS, DAYS)
def test_shares_sum_to_one_and_lead_to_units_in_force(history: History, one: date, other: date) -> None:
    graph, start, end = graph_of(history), min(one, other), max(one, other)
    there = set(in_force(graph, end))
    for unit in in_force(graph, start):
        targets = graph.successors(unit, end)
        assert sum(t.share for t in targets) == 1
        assert {t.unit for t in targets} <= there


@settings(max_examples=60, deadline=None)
@given(HISTORIES, DAYS)
def test_an_empty_interval_is_the_identity(history: History, on: date) -> None:
    graph = graph_of(history)
    for unit in in_force(graph, on):
        assert [(t.unit, t.share) for t in graph.convert(unit, on, on)] == [(unit, Fraction(1))]


@settings(max_examples=60, deadline=None)
@given(HISTORIES, DAYS, DAYS, DAYS)
def test_two_conversions_in_a_row_equal_one(history: History, one: date, two: date, three: date) -> None:
    a, b, c = sorted((one, two, three))
    graph = graph_of(history)
    for unit in in_force(graph, a):
        composed: dict[UUID | None, Fraction] = {}
        for middle in graph.successors(unit, b):
            assert middle.unit is not None
            for target in graph.successors(middle.unit, c):
                composed[target.unit] = composed.get(target.unit, Fraction(0)) + middle.share * target.share
        assert composed == {t.unit: t.share for t in graph.successors(unit, c)}


@settings(max_examples=60, deadline=None)
@given(HISTORIES, DAYS, DAYS, st.integers(0, 10**9))
def test_totals_are_conserved_to_the_last_unit(history: History, one: date, other: date, seed: int) -> None:
    graph, start, end = graph_of(history), min(one, other), max(one, other)
    rng = random.Random(seed)
    counts = {unit: rng.randint(0, 1000) for unit in in_force(graph, start)}
    shares = {unit: graph.successors(unit, end) for unit in counts}
    converted = convert_counts(counts, shares)
    assert sum(converted.values()) == sum(counts.values())
    for place, count in converted.items():
        exact = sum((counts[u] * t.share for u in counts for t in shares[u] if t.unit == place), Fraction(0))
        assert abs(count - exact) < 1


@settings(max_examples=40, deadline=None)
@given(HISTORIES, DAYS, DAYS, st.integers(0, 10**9))
def test_going_back_with_weights_is_the_inverse_of_going_forward(
    history: History, one: date, other: date, seed: int
) -> None:
    graph, start, end = graph_of(history), min(one, other), max(one, other)
    rng = random.Random(seed)
    weights = {unit: Fraction(rng.randint(1, 1000)) for unit in in_force(graph, start)}
    back: dict[UUID | None, Fraction] = {}
    for unit in in_force(graph, end):
        held = sum(weights[o] * t.share for o in weights for t in graph.successors(o, end) if t.unit == unit)
        origins = graph.origins(unit, start, weights)
        assert sum(t.share for t in origins) == 1
        for origin in origins:
            back[origin.unit] = back.get(origin.unit, Fraction(0)) + held * origin.share
    assert back == weights


def test_a_chain_over_hundreds_of_dates_holds() -> None:
    history = random_history(7, 400, units=30)
    graph, end = graph_of(history), START + timedelta(days=2000)
    for unit in in_force(graph, START):
        assert sum(t.share for t in graph.successors(unit, end)) == 1


def test_a_unit_that_nothing_touches_keeps_its_version() -> None:
    history = history_of("a", "b", "c")
    before = live(history, "c")
    history.apply([mutation(Kind.MERGE, date(2001, 1, 1), units=(live(history, "a"),), into=(live(history, "b"),))])
    assert live(history, "c") == before
    assert history.live(LEVEL, "a") is None


def test_a_child_follows_a_parent_that_was_merged_and_keeps_its_version() -> None:
    history = History("test", START)
    one, two = draft("01", level="province"), draft("02", level="province")
    child = draft("x", parent=one.id)
    history.start([one, two, child])
    history.apply([mutation(Kind.MERGE, date(2001, 1, 1), units=(one.id,), into=(two.id,))])
    assert live(history, "x") == child.id
    placement = history.place[child.id]
    assert (placement.top_code, placement.parent) == ("02", history.live("province", "02").id)  # type: ignore[union-attr]


def test_two_changes_of_properties_on_one_day_make_one_version() -> None:
    history, day = history_of("a"), date(2001, 1, 1)
    old = live(history, "a")
    history.apply([
        mutation(Kind.RENAME, day, units=(old,), change={"name": "Mới"}),
        mutation(Kind.CHANGE_TYPE, day, units=(old,), change={"type": "phường"}),
    ])  # fmt: skip
    version = history.versions[live(history, "a")]
    assert (version.full_name, len(history.versions)) == ("Phường Mới", 2)


def test_changes_of_one_day_are_applied_in_the_order_that_they_need() -> None:
    history, day = history_of("a", "b"), date(2001, 1, 1)
    new, last = draft("c"), draft("d")
    history.apply([
        mutation(Kind.MERGE, day, units=(new.id,), into=(last.id,)),
        mutation(Kind.MERGE, day, units=(live(history, "a"), live(history, "b")), into=(new.id,)),
        mutation(Kind.CREATE, day, draft=last),
        mutation(Kind.CREATE, day, draft=new),
    ])  # fmt: skip
    assert [v.code for v in history.versions.values() if v.valid_to is None] == ["d"]


def codes(history: History, *mutations: Mutation) -> set[str]:
    return {reason.code for reason in refusals(history, mutations)}


DAY = date(2001, 1, 1)


def test_it_refuses_a_merge_of_a_unit_into_itself() -> None:
    history = history_of("a")
    assert codes(history, mutation(Kind.MERGE, DAY, units=(live(history, "a"),), into=(live(history, "a"),))) == {
        "merge_into_itself"
    }


def test_it_refuses_a_mutation_of_a_unit_that_no_longer_exists_or_never_did() -> None:
    history = history_of("a", "b")
    gone = live(history, "a")
    history.apply([mutation(Kind.ABOLISH, DAY, units=(gone,))])
    later = date(2002, 1, 1)
    assert codes(history, mutation(Kind.RENAME, later, units=(gone,), change={"name": "x"}),
                 mutation(Kind.RENAME, later, units=(uuid4(),), change={"name": "x"})) == {
        "no_longer_exists", "unknown_unit"
    }  # fmt: skip


def test_it_refuses_shares_that_do_not_sum_to_one() -> None:
    history, one, two = history_of("a"), draft("b"), draft("c")
    split = mutation(Kind.SPLIT, DAY, units=(live(history, "a"),), into=(one.id, two.id),
                     shares={"area": (Fraction(1, 2), Fraction(1, 3))})  # fmt: skip
    creations = [mutation(Kind.CREATE, DAY, draft=d) for d in (one, two)]
    assert codes(history, *creations, split) == {"shares_not_one"}


def test_it_refuses_to_leave_children_without_a_parent_and_names_each() -> None:
    history, province = History("test", START), draft("01", level="province")
    history.start([province, draft("x", parent=province.id), draft("y", parent=province.id)])
    reasons = refusals(history, [mutation(Kind.ABOLISH, DAY, units=(province.id,))])
    assert {(r.code, dict(r.params)["code"]) for r in reasons} == {
        ("child_without_parent", "x"), ("child_without_parent", "y")
    }  # fmt: skip


def test_it_refuses_two_units_under_one_code_at_once() -> None:
    history = history_of("a")
    assert codes(history, mutation(Kind.CREATE, DAY, draft=draft("a"))) == {"code_twice"}


def test_it_refuses_a_unit_that_would_be_its_own_ancestor() -> None:
    history = history_of("a", "b")
    a, b = live(history, "a"), live(history, "b")
    assert codes(history, mutation(Kind.TRANSFER, DAY, units=(a,), change={"parent": b}),
                 mutation(Kind.TRANSFER, DAY, units=(b,), change={"parent": a})) == {"parent_circle"}  # fmt: skip


@pytest.mark.parametrize("on", [START, date(1990, 1, 1)])
def test_it_refuses_a_date_before_the_history(on: date) -> None:
    assert codes(history_of("a"), mutation(Kind.CREATE, on, draft=draft("b"))) == {"before_history"}


def test_it_refuses_a_date_before_the_last_change() -> None:
    history = history_of("a")
    history.apply([mutation(Kind.CREATE, DAY, draft=draft("b"))])
    assert codes(history, mutation(Kind.CREATE, date(2000, 5, 5), draft=draft("c"))) == {"before_last_change"}


def test_it_gives_all_reasons_at_once() -> None:
    history = history_of("a", "b")
    with pytest.raises(Refused) as refused:
        history.apply([
            mutation(Kind.MERGE, DAY, units=(live(history, "a"),), into=(live(history, "a"),)),
            mutation(Kind.RENAME, DAY, units=(uuid4(),), change={"name": "x"}),
            mutation(Kind.SPLIT, DAY, units=(live(history, "b"),), into=()),
        ])  # fmt: skip
    assert {r.code for r in refused.value.reasons} == {"merge_into_itself", "unknown_unit", "no_target", "no_shares"}


def test_going_back_from_a_merger_needs_weights() -> None:
    history = history_of("a", "b")
    a, b = live(history, "a"), live(history, "b")
    history.apply([mutation(Kind.MERGE, DAY, units=(a,), into=(b,))])
    graph = graph_of(history)
    merged = live(history, "b")
    with pytest.raises(Backward):
        graph.convert(merged, DAY, START)
    back = graph.convert(merged, DAY, START, {a: Fraction(1), b: Fraction(3)})
    assert {t.unit: t.share for t in back} == {a: Fraction(1, 4), b: Fraction(3, 4)}


def test_an_abolished_unit_counts_as_nowhere_so_that_totals_hold() -> None:
    history = history_of("a", "b")
    a, b = live(history, "a"), live(history, "b")
    history.apply([mutation(Kind.ABOLISH, DAY, units=(a,))])
    graph = graph_of(history)
    shares = {unit: graph.successors(unit, DAY) for unit in (a, b)}
    assert convert_counts({a: 5, b: 7}, shares) == {None: 5, b: 7}


def test_names_fold_without_marks_but_keep_other_scripts() -> None:
    assert fold("Đặc khu  CÔN ĐẢO") == "dac khu con dao"
    assert fold("ที่") == "ที่"
    assert split_name("Phường Ba Đình", "phường") == ("Ba Đình", "Phường Ba Đình")
    assert split_name("Hà Nội", "thành phố") == ("Hà Nội", "Thành phố Hà Nội")


def test_agency_codes_read_both_ways() -> None:
    assert reversed_code("000.00.05.H26") == "H26.05.00.000"
    assert specific_first("H26.05.00.000") == specific_first("000.00.05.H26") == "000.00.05.H26"
    assert len({commune_group(n) for n in range(936)}) == 936
