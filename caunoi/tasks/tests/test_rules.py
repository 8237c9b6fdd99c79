"""The state of a task at any date, and what else holds without a database."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from caunoi.tasks.rules.clear import CLEAR, unclear
from caunoi.tasks.rules.parents import cycle_through
from caunoi.tasks.rules.showing import percent
from caunoi.tasks.rules.states import Course, Handing, State, due_at, overdue_rate, reminder, state_at
from caunoi.tasks.shapes import TaskCounts, TaskDraft

DAY = date(2026, 9, 1)
DONE = (State.DONE_ON_TIME, State.DONE_LATE)


calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Whatever else the machine is doing meanwhile."""


def day(number: int) -> date:
    return DAY + timedelta(days=number)


@some.composite
def courses(draw: some.DrawFn) -> Course:
    """What may happen to a task from day 0: deadlines changed while it is open, handed in, returned, verified."""
    here = 0
    changes, handings = [], []
    for step in draw(some.lists(some.sampled_from(["change", "return", "verify", "wait"]), max_size=5)):
        here += draw(some.integers(0, 6))
        if step == "change":
            changes.append((day(here), day(here + draw(some.integers(0, 15)))))
            continue
        decided = here + draw(some.integers(0, 6))
        made = Handing(day(here), None if step == "wait" else day(decided), step == "verify")
        handings.append(made)
        here = decided
        if step != "return":
            break
    cancelled = (
        None if handings and handings[-1].verified else draw(some.none() | some.integers(here, here + 9).map(day))
    )
    return Course(day(draw(some.integers(0, 20))), tuple(changes), tuple(handings), cancelled)


class TestStates:
    @calm
    @given(courses(), some.integers(0, 60).map(day))
    def test_what_is_done_stays_done_as_it_was(self, course: Course, on: date) -> None:
        state = state_at(course, on)
        if state in DONE:
            assert state_at(course, on + timedelta(days=100)) == state

    @calm
    @given(courses(), some.integers(0, 60).map(day))
    def test_nothing_is_done_that_nobody_verified(self, course: Course, on: date) -> None:
        verified = [one for one in course.handings if one.verified and one.decided_on and one.decided_on <= on]
        assert (state_at(course, on) in DONE) == bool(verified)

    @calm
    @given(courses(), some.integers(0, 60).map(day))
    def test_what_is_open_and_not_handed_in_is_late_exactly_after_its_deadline(self, course: Course, on: date) -> None:
        waits = any(one.made_on <= on and (one.decided_on is None or one.decided_on > on) for one in course.handings)
        state = state_at(course, on)
        if not waits and state in (State.OPEN_WITHIN, State.OPEN_OVERDUE):
            assert (state == State.OPEN_OVERDUE) == (on > due_at(course, on))

    @calm
    @given(courses(), some.integers(0, 60).map(day), some.integers(1, 30))
    def test_what_happens_later_changes_nothing_before(self, course: Course, on: date, later: int) -> None:
        longer = Course(
            course.first_due_on,
            (*course.changes, (on + timedelta(days=later), on + timedelta(days=99))),
            course.handings,
            course.cancelled_on,
        )
        assert state_at(longer, on) == state_at(course, on)

    def test_work_that_waits_for_the_issuer_is_as_late_as_the_day_it_was_handed_in(self) -> None:
        in_time = Course(day(5), handings=(Handing(day(5)),))
        assert state_at(in_time, day(30)) == State.OPEN_WITHIN
        late = Course(day(5), handings=(Handing(day(6)),))
        assert state_at(late, day(6)) == State.OPEN_OVERDUE
        returned = Course(day(5), handings=(Handing(day(5), day(9)),))
        assert [state_at(returned, day(n)) for n in (4, 8, 9)] == [
            State.OPEN_WITHIN, State.OPEN_WITHIN, State.OPEN_OVERDUE,
        ]  # fmt: skip

    def test_a_later_deadline_counts_from_the_day_on_which_it_was_set(self) -> None:
        course = Course(day(5), ((day(8), day(20)),))
        assert [state_at(course, day(n)) for n in (7, 8, 21)] == [
            State.OPEN_OVERDUE, State.OPEN_WITHIN, State.OPEN_OVERDUE,
        ]  # fmt: skip


class TestRate:
    def test_the_published_figures_of_2017_give_the_published_rate(self) -> None:
        counts = TaskCounts(14_068, 1_983, 5_640, 223)
        assert (counts.completed, counts.open, counts.total) == (16_051, 5_863, 21_914)
        assert counts.overdue_rate == Fraction(223, 16_274) == overdue_rate(16_051, 223)
        assert percent(counts.overdue_rate) == Decimal("1.37")

    def test_there_is_no_rate_of_nothing(self) -> None:
        assert overdue_rate(0, 0) is None
        assert percent(None) is None

    @calm
    @given(*[some.integers(0, 10**6)] * 4)
    def test_it_lies_between_none_and_all(self, on_time: int, late: int, within: int, overdue: int) -> None:
        rate = TaskCounts(on_time, late, within, overdue).overdue_rate
        assert rate is None or 0 <= rate <= 1
        assert rate == overdue_rate(on_time + late, overdue)


class TestReminders:
    @calm
    @given(some.integers(0, 40), some.lists(some.integers(0, 60), unique=True).map(sorted))
    def test_each_is_told_once_however_often_and_late_the_clock_runs(self, due: int, runs: list[int]) -> None:
        told: list[int] = []
        for number in runs:
            for _ in range(2):
                step = reminder(due_on=day(due), set_on=DAY, today=day(number), told=told)
                if step is not None:
                    told.append(step)
        assert len(told) == len(set(told))
        assert sorted(told, reverse=True) == told
        assert {step for step in told if step < 0} == {due - number for number in runs if number > due}

    def test_it_reminds_seven_three_and_one_days_before_and_every_day_after(self) -> None:
        told: list[int] = []
        for number in range(14):
            step = reminder(due_on=day(10), set_on=DAY, today=day(number), told=told)
            told += [step] if step is not None else []
        assert told == [7, 3, 1, -1, -2, -3]

    def test_it_does_not_remind_of_days_before_the_deadline_was_known(self) -> None:
        assert reminder(due_on=day(5), set_on=DAY, today=DAY, told=()) is None
        assert reminder(due_on=day(5), set_on=DAY, today=day(2), told=()) == 3


class TestClear:
    @calm
    @given(some.sets(some.sampled_from(CLEAR)))
    def test_it_names_every_missing_point_at_once(self, missing: set[str]) -> None:
        from uuid import UUID

        said = dict.fromkeys(CLEAR, "có") | {"person_id": UUID(int=1), "due_on": DAY}
        draft = TaskDraft(**{name: value for name, value in said.items() if name not in missing})  # type: ignore[arg-type]
        assert set(unclear(draft)) == missing

    def test_blanks_say_nothing(self) -> None:
        assert "title" in unclear(TaskDraft(title="  "))


class TestParents:
    @calm
    @given(some.dictionaries(some.integers(0, 12), some.none() | some.integers(0, 12)))
    def test_a_cycle_is_what_one_walks_round(self, parents: dict[int, int | None]) -> None:
        for start in parents:
            cycle = cycle_through(start, parents)
            if cycle:
                assert [parents[one] for one in cycle] == [*cycle[1:], start]
            else:
                here: int | None = start
                for _ in range(20):
                    here = parents.get(here) if here is not None else None
                    assert here != start
