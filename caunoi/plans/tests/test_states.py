"""The state of a target on a day, whatever the numbers."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from caunoi.plans.rules.states import STATES, Goal, Point, Verdict, judge

BEGAN, DUE = date(2026, 1, 1), date(2026, 12, 31)
NUMBERS = st.fractions(min_value=-1000, max_value=1000, max_denominator=100)
DAYS = st.integers(min_value=-30, max_value=400).map(lambda n: BEGAN + timedelta(days=n))
POINTS = st.lists(st.builds(Point, DAYS, NUMBERS), max_size=6, unique_by=lambda point: point.on)
GOALS = st.builds(
    Goal, NUMBERS, st.just(DUE), st.booleans(), st.one_of(st.none(), st.builds(Point, st.just(BEGAN), NUMBERS))
)
GOOD = {state: place for place, state in enumerate(("missed", "at_risk", "on_track", "met"))}


def verdict(target: int, *values: tuple[date, int], on: date, base: int | None = 50, lower: bool = False) -> Verdict:
    baseline = None if base is None else Point(BEGAN, Fraction(base))
    points = [Point(day, Fraction(value)) for day, value in values]
    return judge(Goal(Fraction(target), DUE, lower, baseline), points, on=on)


HALF = date(2026, 7, 2)  # 182 of 364 days


class TestStates:
    def test_a_straight_line_that_reaches_the_target_is_on_track(self) -> None:
        found = verdict(100, (HALF, 75), on=HALF)
        assert (found.state, found.projected, found.attained) == ("on_track", Fraction(100), Fraction(1, 2))

    def test_a_straight_line_that_falls_short_is_at_risk(self) -> None:
        found = verdict(100, (HALF, 74), on=HALF)
        assert (found.state, found.projected) == ("at_risk", Fraction(98))

    def test_it_goes_down_where_lower_is_better(self) -> None:
        assert verdict(5, (HALF, 8), on=HALF, base=11, lower=True).state == "on_track"
        assert verdict(5, (HALF, 9), on=HALF, base=11, lower=True).state == "at_risk"
        assert verdict(5, (HALF, 5), on=HALF, base=11, lower=True).state == "met"

    def test_after_the_due_day_nothing_counts_that_came_later(self) -> None:
        late = DUE + timedelta(days=1)
        assert verdict(100, (HALF, 75), (late, 100), on=late).state == "missed"
        assert verdict(100, (HALF, 75), (DUE, 100), on=late).state == "met"

    def test_no_time_left_is_at_risk_until_the_day_is_over(self) -> None:
        assert verdict(100, (DUE, 99), on=DUE).state == "at_risk"
        assert verdict(100, (DUE, 99), on=DUE).projected == 99
        assert verdict(100, (DUE, 99), on=DUE + timedelta(days=1)).state == "missed"

    def test_a_baseline_equal_to_the_target_is_no_special_case(self) -> None:
        assert verdict(100, (HALF, 100), on=HALF, base=100).state == "met"
        assert verdict(100, (HALF, 98), on=HALF, base=100).state == "at_risk"

    def test_a_baseline_alone_says_nothing(self) -> None:
        assert verdict(100, on=HALF).state == "no_data"
        assert verdict(100, (HALF, 75), on=HALF - timedelta(days=1)).state == "no_data"

    def test_one_value_without_a_baseline_makes_no_line(self) -> None:
        found = verdict(100, (HALF, 75), on=HALF, base=None)
        assert (found.state, found.reason, found.projected) == ("at_risk", "no_line", None)
        two = verdict(100, (date(2026, 3, 1), 50), (HALF, 75), on=HALF, base=None)
        assert two.state == "on_track"


class TestWhateverTheNumbers:
    @given(GOALS, POINTS, DAYS)
    def test_it_says_the_same_of_the_mirror_image(self, goal: Goal, points: list[Point], on: date) -> None:
        baseline = goal.baseline and Point(goal.baseline.on, -goal.baseline.value)
        mirrored = Goal(-goal.target, goal.due_on, not goal.lower_is_better, baseline)
        other = judge(mirrored, [Point(one.on, -one.value) for one in points], on=on)
        found = judge(goal, points, on=on)
        assert (found.state, found.reason, found.attained) == (other.state, other.reason, other.attained)
        assert found.state in STATES

    @given(GOALS, POINTS, DAYS, st.fractions(min_value=0, max_value=100, max_denominator=10))
    def test_a_better_last_value_is_never_judged_worse(
        self, goal: Goal, points: list[Point], on: date, better: Fraction
    ) -> None:
        found = judge(goal, points, on=on)
        if found.latest is None or goal.baseline is None:
            return
        step = -better if goal.lower_is_better else better
        latest = Point(found.latest.on, found.latest.value + step)
        other = judge(goal, [*(one for one in points if one.on != latest.on), latest], on=on)
        assert GOOD[other.state] >= GOOD[found.state]

    @given(GOALS, POINTS, DAYS)
    def test_what_is_dated_after_the_day_changes_nothing(self, goal: Goal, points: list[Point], on: date) -> None:
        assert judge(goal, points, on=on) == judge(goal, [one for one in points if one.on <= on], on=on)
