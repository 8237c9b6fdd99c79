"""Criteria trees: their sums, their grades at the edges, and every mistake of a file by line and key."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as runs
from hypothesis import strategies as st

from caunoi.classification import schemes
from caunoi.classification.rules.criteria import (
    Criterion,
    Grade,
    Source,
    Step,
    grade_of,
    leaves,
    points_of,
    total,
    worth,
)
from caunoi.classification.texts import problem
from caunoi.measures.rules.mistakes import Mistaken

EXAMPLE = (schemes.folder() / "example.yaml").read_text(encoding="utf-8")
SHARES = st.integers(-100, 1100).map(lambda thousandths: Fraction(thousandths, 1000))
CENTS = st.integers(0, 10_000).map(lambda cents: Fraction(cents, 100))


def leaf(number: int, most: Fraction, steps: tuple[Step, ...] = ()) -> Criterion:
    return Criterion(f"c{number}", {}, most, Source("manual", steps=steps))


TREES = st.recursive(
    st.integers(1, 50).map(lambda most: Criterion("", {}, Fraction(most), Source("manual"))),
    lambda inner: st.lists(inner, min_size=1, max_size=3).map(
        lambda many: Criterion("", {}, sum((one.max for one in many), Fraction(0)), None, tuple(many))
    ),
    max_leaves=8,
)


def numbered(node: Criterion, prefix: str = "c") -> Criterion:
    children = tuple(numbered(one, f"{prefix}_{number}") for number, one in enumerate(node.children))
    return Criterion(prefix, node.names, node.max, node.source, children)


@runs(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(TREES, st.data())
def test_a_node_has_what_its_leaves_have_and_never_more_than_its_maximum(tree: Criterion, data: st.DataObject) -> None:
    root = numbered(tree)
    won = {one.id: worth(one, data.draw(SHARES)) for one in leaves((root,))}
    assert total((root,), won) == points_of(root, won) == sum(won.values())
    assert 0 <= points_of(root, won) <= root.max
    assert total((root,), {one.id: one.max for one in leaves((root,))}) == root.max


@given(st.integers(1, 100), SHARES, SHARES)
def test_more_success_is_never_worth_less(most: int, one: Fraction, other: Fraction) -> None:
    steps = (Step(Fraction(9, 10), Fraction(1)), Step(Fraction(1, 2), Fraction(1, 2)))
    for criterion in (leaf(1, Fraction(most)), leaf(2, Fraction(most), steps)):
        less, more = sorted((one, other))
        assert worth(criterion, less) <= worth(criterion, more)
        assert worth(criterion, Fraction(1)) == most


def test_steps_hold_from_their_edge_on() -> None:
    criterion = leaf(1, Fraction(10), (Step(Fraction(95, 100), Fraction(1)), Step(Fraction(4, 5), Fraction(1, 2))))
    assert [worth(criterion, Fraction(n, 1000)) for n in (799, 800, 949, 950)] == [0, 5, 5, 10]


def test_nothing_to_measure_is_worth_what_the_file_says() -> None:
    full = Criterion("c", {}, Fraction(10), Source("tasks_on_time", nothing="full"))
    assert [worth(full, None), worth(leaf(1, Fraction(10)), None), worth(full, Fraction(0))] == [10, 0, 0]


@given(CENTS)
def test_a_grade_begins_at_its_edge(points: Fraction) -> None:
    grades = tuple(Grade(name, {}, Fraction(at)) for name, at in (("a", 90), ("b", 70), ("c", 50), ("d", 0)))
    given_ = grade_of(points, grades)
    assert given_.at <= points
    assert not any(given_.at < one.at <= points for one in grades)
    for one in grades:
        assert grade_of(one.at, grades) == one
        assert one.at == 0 or grade_of(one.at - Fraction(1, 100), grades) != one


def test_the_files_that_ship_are_right() -> None:
    assert schemes.check() == (len(schemes.identifiers()), [])
    (version,) = schemes.scheme("example").versions
    assert total(version.criteria, {one.id: one.max for one in leaves(version.criteria)}) == 100


@pytest.mark.parametrize(
    ("before", "after", "key", "words"),
    [
        ("        max: 35\n", "        max: 40\n", "versions.0.max", "cộng lại là 105"),
        ("            max: 20\n", "            max: 25\n", "versions.0.criteria.1.max", "(on_time, not_overdue)"),
        ("at: 0, names", "at: 10, names", "versions.0.grades", "bắt đầu từ 0 điểm"),
        ("at: 90, names", "at: 190, names", "versions.0.grades.0.at", "ngoài khoảng"),
        ("{kind: manual}", "{kind: luck}", "versions.0.criteria.4.source.kind", "luck"),
        ('code: "766"', 'code: "767"', "versions.0.criteria.3.source.code", "767"),
        ("share: 0.5", "share: 5", "versions.0.criteria.1.children.1.source.steps.1.share", "từ 0 đến 1"),
        ("id: initiative", "id: reports", "versions.0.criteria", "reports"),
        ("explain_days: 5", "explain_days: 0", "versions.0.explain_days", "từ 1 đến 60"),
    ],
)
def test_each_mistake_is_named_with_line_and_key(before: str, after: str, key: str, words: str) -> None:
    assert before in EXAMPLE
    with pytest.raises(Mistaken) as error:
        schemes.parsed(EXAMPLE.replace(before, after, 1), "thu.yaml")
    (mistake,) = [one for one in error.value.mistakes if one.key == key]
    assert words in str(problem(mistake))
    assert str(problem(mistake)).startswith(f"thu.yaml:{mistake.line}: {key}: ")
    place = EXAMPLE[: EXAMPLE.index(before)].count("\n") + 1
    assert 0 < mistake.line <= place + 1


def test_a_criterion_has_a_source_or_children_and_no_more(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(EXAMPLE.replace("        source: {kind: plan_targets}\n", ""), encoding="utf-8")
    right, wrong = schemes.check([path])
    assert right == 0
    assert "source_or_children" in {one.code for one in wrong}
