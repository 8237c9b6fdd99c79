"""Claims about splitting a target, checking the parts against it, and reading a pasted split."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.plans.rules.fitting import fit
from caunoi.plans.rules.pasting import CODE, NAME, VALUE, Pasted, Place, number, paste
from caunoi.plans.rules.splitting import (
    COMBINATIONS,
    Combination,
    Direction,
    Unsplittable,
    by_last_value,
    by_weight,
    equally,
    step_of,
)

amounts = st.decimals(min_value=Decimal("-1e9"), max_value=Decimal("1e12"), places=2)
positive = st.decimals(min_value=Decimal(0), max_value=Decimal("1e9"), places=3)
some_keys = st.integers(1, 60).map(lambda n: list(range(n)))
weights = st.dictionaries(st.integers(0, 500), st.integers(0, 10_000_000), min_size=1, max_size=60).filter(
    lambda found: any(found.values())
)
directions = st.sampled_from(["higher", "lower"])
PLACES = [Place(1, "00082", "Phường Cửa Nam"), Place(2, "00004", "Phường Ba Đình"), Place(3, "10105", "Xã Đại Thanh")]


@given(amounts, some_keys, st.integers(0, 3))
def test_equal_parts_of_a_sum_add_up_and_differ_by_a_step_at_most(total: Decimal, keys: list[int], places: int) -> None:
    parts = equally(total, keys, combination="sum", places=places)
    assert list(parts) == keys
    assert sum(parts.values()) == total
    assert max(parts.values()) - min(parts.values()) <= step_of(total, places)


@given(amounts, weights, st.integers(0, 3))
def test_weighted_parts_add_up_keep_the_order_of_weights_and_stay_within_a_step_of_their_share(
    total: Decimal, weights: dict[int, int], places: int
) -> None:
    parts = by_weight(total, weights, combination="sum", places=places)
    assert sum(parts.values()) == total
    step, whole = step_of(total, places), sum(weights.values())
    for key, part in parts.items():
        assert abs(Fraction(part) - Fraction(total) * weights[key] / whole) < Fraction(step)
        assert part % step == 0
    ordered = sorted(weights, key=lambda key: weights[key])
    sizes = [abs(parts[key]) for key in ordered]
    assert all(abs(a) <= abs(b) or weights[x] == weights[y]
               for a, b, x, y in zip(sizes, sizes[1:], ordered, ordered[1:], strict=False))  # fmt: skip


@given(
    total=amounts, last=st.lists(positive, min_size=1, max_size=40), combination=st.sampled_from(COMBINATIONS),
    direction=directions,
)  # fmt: skip
def test_what_a_split_gives_carries_the_target(
    total: Decimal, last: list[Decimal], combination: Combination, direction: Direction
) -> None:
    known = dict(enumerate(last))
    made = [equally(total, list(known), combination=combination)]
    if combination != "sum" or any(last):
        made.append(by_last_value(total, known, combination=combination, direction=direction))
    for parts in made:
        found = fit(total, parts, combination=combination, direction=direction)
        assert found.met
        assert found.behind == ()
        if combination in ("sum", "mean"):
            assert found.gap == 0


@given(positive, st.dictionaries(st.integers(), positive, min_size=1), directions)
def test_the_gap_is_what_has_to_be_added(asked: Decimal, parts: dict[int, Decimal], direction: Direction) -> None:
    found = fit(asked, parts, combination="sum", direction=direction)
    assert found.gap is not None
    assert found.met == (found.gap <= 0)
    first = next(iter(parts))
    closed: Mapping[int, Decimal] = parts | {first: parts[first] + (found.gap if direction == "higher" else -found.gap)}
    assert fit(asked, closed, combination="sum", direction=direction).gap == 0


@given(positive, st.dictionaries(st.integers(), positive, min_size=1), directions)
def test_a_minimum_and_each_are_met_by_the_worst_unit(
    asked: Decimal, parts: dict[int, Decimal], direction: Direction
) -> None:
    worst = min(parts.values()) if direction == "higher" else max(parts.values())
    reaches = worst >= asked if direction == "higher" else worst <= asked
    for combination in ("minimum", "each"):
        found = fit(asked, parts, combination=combination, direction=direction)
        assert found.met is reaches
        assert found.carried == worst
        assert bool(found.behind) is not reaches


@given(st.decimals(min_value=Decimal("-1e14"), max_value=Decimal("1e14"), places=6))
def test_a_number_that_was_written_is_read_again(value: Decimal) -> None:
    written = f"{value:,.6f}".translate(str.maketrans(",.", ".,"))
    assert number(written) == value


class TestSplitting:
    def test_remainders_go_to_the_largest_first_and_then_in_order(self) -> None:
        assert equally(Decimal(10), "abcd", combination="sum") == {"a": 3, "b": 3, "c": 2, "d": 2}
        parts = by_weight(Decimal(10), {"a": 1, "b": 1, "c": 5}, combination="sum")
        assert parts == {"a": 2, "b": 1, "c": 7}

    def test_a_target_with_decimals_is_split_in_steps_of_its_last_decimal(self) -> None:
        assert equally(Decimal("0.05"), "abc", combination="sum") == {
            "a": Decimal("0.02"), "b": Decimal("0.02"), "c": Decimal("0.01"),
        }  # fmt: skip

    def test_of_a_mean_every_unit_moves_by_the_same_amount(self) -> None:
        parts = by_last_value(Decimal(80), {"a": Decimal(50), "b": Decimal(70)}, combination="mean")
        assert parts == {"a": 70, "b": 90}

    def test_of_each_a_unit_that_is_better_already_keeps_its_own(self) -> None:
        last: dict[str, Decimal | None] = {"a": Decimal(3), "b": Decimal(8)}
        parts = by_last_value(Decimal(5), last, combination="each", direction="lower")
        assert parts == {"a": 3, "b": 5}

    @pytest.mark.parametrize(
        ("weights", "combination", "code", "keys"),
        [
            ({"a": 1, "b": None}, "sum", "weight_unknown", ("b",)),
            ({"a": 1}, "mean", "weight_not_a_sum", ()),
            ({"a": 0, "b": 0}, "sum", "weight_all_zero", ()),
            ({"a": 1, "b": -1}, "sum", "weight_negative", ("b",)),
            ({}, "sum", "no_units", ()),
        ],
    )
    def test_it_says_why_it_cannot_split(
        self, weights: dict[str, int | None], combination: Combination, code: str, keys: tuple[str, ...]
    ) -> None:
        with pytest.raises(Unsplittable) as refused:
            by_weight(Decimal(10), weights, combination=combination)
        assert (refused.value.code, refused.value.keys) == (code, keys)

    def test_a_unit_without_a_last_value_is_named(self) -> None:
        with pytest.raises(Unsplittable) as refused:
            by_last_value(Decimal(10), {"a": Decimal(1), "b": None}, combination="mean")
        assert (refused.value.code, refused.value.keys) == ("last_value_unknown", ("b",))


class TestFit:
    def test_nothing_is_carried_while_a_unit_has_no_value(self) -> None:
        found = fit(Decimal(5), {"a": Decimal(9), "b": None}, combination="sum")
        assert (found.met, found.carried, found.gap, found.missing) == (False, None, None, ("b",))
        assert not fit(Decimal(0), {}, combination="sum").met

    def test_of_lower_is_better_more_than_asked_is_a_gap(self) -> None:
        found = fit(Decimal(10), {"a": Decimal(6), "b": Decimal(7)}, combination="sum", direction="lower")
        assert not found.met
        assert found.gap == 3

    def test_a_mean_a_millionth_short_is_not_met(self) -> None:
        parts = {"a": Decimal("80"), "b": Decimal("80"), "c": Decimal("79.999999")}
        assert not fit(Decimal(80), parts, combination="mean").met


class TestPasting:
    def test_it_reads_a_spreadsheet_with_a_heading_and_lost_zeros(self) -> None:
        text = "Mã\tTên\tChỉ tiêu\n82\tCửa Nam\t1.234,5\n00004\tPhường Ba Đình\t2.000\n\n10105\tĐại Thanh\t7\n"
        read = paste(text, PLACES)
        assert read == Pasted({1: Decimal("1234.5"), 2: Decimal(2000), 3: Decimal(7)}, ())

    def test_it_reads_semicolons_and_two_columns(self) -> None:
        assert paste("00082;95,5\n00004; 90\n10105;100 %", PLACES).values == {1: Decimal("95.5"), 2: 90, 3: 100}

    def test_it_names_every_problem_with_row_and_column(self) -> None:
        text = "00082;Ba Đình;1.5\n00082;5\n99999;x\n00004\n10105;1,1234567"
        problems = paste(text, PLACES).problems
        assert [(p.code, p.line, p.column) for p in problems] == [
            ("other_name", 1, NAME), ("point_for_decimals", 1, VALUE), ("unit_twice", 2, CODE),
            ("unknown_unit", 3, CODE), ("not_a_number", 3, VALUE), ("columns", 4, ""),
            ("too_many_decimals", 5, VALUE), ("units_missing", None, ""),
        ]  # fmt: skip
        assert dict(problems[2].params)["first"] == "1"
        assert dict(problems[-1].params) == {"count": "1", "units": "00004 Phường Ba Đình"}

    def test_a_part_of_the_units_is_enough_when_that_is_asked_for(self) -> None:
        assert paste("00082;5", PLACES, partly=True) == Pasted({1: Decimal(5)}, ())

    @pytest.mark.parametrize(
        ("text", "code"),
        [("", "no_value"), ("abc", "not_a_number"), ("1.23", "point_for_decimals"), ("1e5", "not_a_number"),
         ("1" * 20, "too_large"), ("1,0000001", "too_many_decimals"), ("12.34.567", "not_a_number"),
         ("NaN", "not_a_number")],
    )  # fmt: skip
    def test_it_refuses_what_is_not_a_number(self, text: str, code: str) -> None:
        assert number(text) == code

    def test_an_empty_table_is_a_problem(self) -> None:
        assert [p.code for p in paste(" \n ", PLACES).problems] == ["no_lines"]
