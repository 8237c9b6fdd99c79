"""Deadlines, statuses and codes, from the law's text and as properties."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi.core.clock import VIETNAM
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.rules.codes import make_code, normal_code
from caunoi.dossiers.rules.deadlines import due_at, forward_by, left, on_time, receipt_of
from caunoi.dossiers.rules.statuses import FINISHED, TRANSITIONS, may_become
from caunoi.dossiers.shapes import Status

CAL = vietnam()
UNITS = ["working_days", "calendar_days", "working_hours", "same_day"]


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2025-04-26", True),  # Saturday worked for 2 May
        ("2025-05-02", False),
        ("2025-09-01", False),
        ("2026-01-01", False),
        ("2026-01-02", False),
        ("2026-01-10", True),
        ("2026-02-16", False),
        ("2026-02-20", False),
        ("2026-02-23", True),
        ("2026-04-27", False),  # compensation for Sunday 26 April
        ("2026-08-22", True),
        ("2026-08-31", False),
        ("2026-09-02", False),
        ("2026-09-21", True),
        ("2026-11-24", False),
        ("2026-11-22", False),
    ],
)
def test_the_calendar_knows_holidays_compensation_days_and_swapped_saturdays(day: str, works: bool) -> None:
    assert CAL.is_working_day(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("received", "value", "unit", "due"),
    [
        # day 0 is the day of receipt
        ("2026-09-22 09:00", "1", "working_days", "2026-09-23 17:00"),
        ("2026-09-22 16:30", "1", "working_days", "2026-09-23 17:00"),
        ("2026-09-25 09:00", "1", "working_days", "2026-09-28 17:00"),  # Friday to Monday
        # sent outside hours: received when the office opens
        ("2026-09-22 20:00", "1", "working_days", "2026-09-24 17:00"),
        ("2026-09-22 12:00", "1", "working_days", "2026-09-23 17:00"),
        ("2026-11-22 10:00", "1", "working_days", "2026-11-25 17:00"),  # Sunday; Tuesday is a holiday
        # around Tết 2026 and the swapped Saturday
        ("2026-02-13 09:00", "1", "working_days", "2026-02-23 17:00"),
        ("2026-01-09 09:00", "1", "working_days", "2026-01-10 17:00"),
        # halves
        ("2026-09-21 09:00", "7.5", "working_days", "2026-10-01 11:30"),
        ("2026-09-21 09:00", "0.5", "working_days", "2026-09-22 11:30"),
        # calendar days, moved off a day off
        ("2026-09-22 09:00", "3", "calendar_days", "2026-09-25 17:00"),
        ("2026-09-22 09:00", "4", "calendar_days", "2026-09-28 17:00"),
        # working hours; 8 are one day
        ("2026-09-22 09:00", "8", "working_hours", "2026-09-23 09:00"),
        ("2026-09-22 10:30", "2", "working_hours", "2026-09-22 14:30"),
        ("2026-09-25 16:00", "4", "working_hours", "2026-09-28 10:00"),
        # the same day, the next working day after 15:00
        ("2026-09-22 15:00", "0", "same_day", "2026-09-22 17:00"),
        ("2026-09-22 15:01", "0", "same_day", "2026-09-23 17:00"),
        ("2026-09-25 16:00", "0", "same_day", "2026-09-28 17:00"),
    ],
)
def test_it_is_due_when_the_law_says(received: str, value: str, unit: str, due: str) -> None:
    assert due_at(at(received), Decimal(value), unit, CAL) == at(due)


def test_it_is_handed_over_the_same_day_or_the_next_morning_after_15() -> None:
    assert forward_by(at("2026-09-22 14:59"), CAL) == at("2026-09-22 17:00")
    assert forward_by(at("2026-09-22 15:30"), CAL) == at("2026-09-23 11:30")
    assert forward_by(at("2026-09-25 15:30"), CAL) == at("2026-09-28 11:30")


def test_on_time_is_compared_by_date() -> None:
    due = at("2026-09-23 17:00")
    assert on_time(at("2026-09-23 21:00"), due, CAL)
    assert not on_time(at("2026-09-24 00:01"), due, CAL)


@pytest.mark.parametrize(
    ("now", "value", "state"),
    [
        ("2026-09-22 10:00", "1", "ok"),
        ("2026-09-23 10:00", "0", "soon"),
        ("2026-09-23 22:00", "0", "soon"),
        ("2026-09-24 08:00", "-1", "late"),
        ("2026-09-26 08:00", "-2", "late"),
        ("2026-09-28 08:00", "-3", "late"),
    ],
)
def test_what_is_left_is_told_in_working_days(now: str, value: str, state: str) -> None:
    found = left(at(now), at("2026-09-23 17:00"), Decimal(1), "working_days", CAL)
    assert (found.value, found.state) == (Decimal(value), state)


def test_a_quarter_of_the_limit_is_soon() -> None:
    assert left(at("2026-09-22 10:00"), at("2026-09-24 17:00"), Decimal(8), "working_days", CAL).state == "soon"
    assert left(at("2026-09-21 10:00"), at("2026-09-24 17:00"), Decimal(8), "working_days", CAL).state == "ok"


moments = st.datetimes(datetime(2025, 7, 1), datetime(2026, 12, 20)).map(lambda d: d.replace(tzinfo=VIETNAM))  # noqa: DTZ001
limits = st.integers(0, 60).map(lambda n: Decimal(n) / 2)


@settings(max_examples=200, deadline=None)
@given(moments, limits, st.sampled_from(UNITS))
def test_it_is_never_due_on_a_day_off_nor_outside_office_hours(received: datetime, limit: Decimal, unit: str) -> None:
    due = due_at(received, limit, unit, CAL)
    assert CAL.is_working_day(due.date())
    assert any(start <= due <= end for start, end in CAL.spans(due.date()))
    assert due >= receipt_of(received, CAL) or unit == "calendar_days"


@settings(max_examples=200, deadline=None)
@given(moments, st.integers(0, 60 * 24 * 14), limits, st.sampled_from(UNITS))
def test_what_is_received_later_is_never_due_earlier(earlier: datetime, by: int, limit: Decimal, unit: str) -> None:
    later = earlier + timedelta(minutes=by)
    assert due_at(earlier, limit, unit, CAL) <= due_at(later, limit, unit, CAL)


@settings(max_examples=100, deadline=None)
@given(moments, st.sampled_from(UNITS))
def test_a_longer_limit_is_never_due_earlier(received: datetime, unit: str) -> None:
    dues = [due_at(received, Decimal(n) / 2, unit, CAL) for n in range(12)]
    assert all(a <= b for a, b in pairwise(dues))


@settings(max_examples=100, deadline=None)
@given(moments, st.integers(0, 40))
def test_on_the_day_of_receipt_the_whole_limit_is_left(received: datetime, days: int) -> None:
    start = receipt_of(received, CAL)
    due = due_at(received, Decimal(days), "working_days", CAL)
    assert left(start, due, Decimal(days), "working_days", CAL).value == days


@settings(max_examples=50, deadline=None)
@given(moments, st.integers(1, 200))
def test_working_hours_passed_are_the_hours_that_were_added(received: datetime, minutes: int) -> None:
    start = receipt_of(received.replace(second=0, microsecond=0), CAL)
    hours = Decimal(minutes) / 4
    assert CAL.working_hours_between(start, CAL.add_working_hours(start, hours)) == hours.quantize(Decimal("0.01"))


def test_a_negative_limit_or_an_unknown_unit_is_an_error() -> None:
    with pytest.raises(ValueError, match="negative"):
        due_at(at("2026-09-22 09:00"), Decimal(-1), "working_days", CAL)
    with pytest.raises(ValueError, match="weeks"):
        due_at(at("2026-09-22 09:00"), Decimal(1), "weeks", CAL)


def test_every_status_has_its_transitions_and_finished_ones_go_nowhere_but_to_the_applicant() -> None:
    assert set(TRANSITIONS) == set(Status)
    assert {s for s in FINISHED if TRANSITIONS[s]} == {Status.DONE}
    assert may_become(Status.NEW, Status.ACCEPTED)
    assert not may_become(Status.RETURNED, Status.IN_PROCESS)


def test_codes_restart_each_day_and_grow_past_four_digits() -> None:
    assert make_code("000.00.05.H26", date(2026, 9, 22), 114) == "000.00.05.H26-260922-0114"
    assert make_code("000.00.05.H26", date(2026, 9, 22), 10_000) == "000.00.05.H26-260922-10000"
    with pytest.raises(ValueError, match="number 1"):
        make_code("000.00.05.H26", date(2026, 9, 22), 0)


@pytest.mark.parametrize(
    "typed", ["000.00.05.H26-260922-0114", " 000.00.05.h26-260922-0114 ", "H26.05.00.000-260922-0114"]
)
def test_both_notations_of_a_code_are_understood(typed: str) -> None:
    assert normal_code(typed) == "000.00.05.H26-260922-0114"


def test_what_is_not_a_code_stays_what_it_is() -> None:
    assert normal_code("xyz") == "XYZ"
