"""Deadlines from the law's text, article by article, and what holds of every pause.

Decree 61/2018/ND-CP as first issued; Decree 118/2025 replaced it on 1 July 2025, its text was not read.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi.core.clock import VIETNAM
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.law import law
from caunoi.dossiers.rules import rating
from caunoi.dossiers.rules.deadlines import due_at, forward_by, on_time
from caunoi.dossiers.rules.pauses import (
    Limit,
    Pause,
    after_pause,
    deadline_passes,
    due_with_pauses,
    reminder_at,
    step_due,
)

CAL = vietnam()
UNITS = ["working_days", "calendar_days", "working_hours", "same_day"]


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("article", "received", "value", "unit", "due"),
    [
        # Day 0 is the day of complete receipt; what comes outside office hours is received at the next opening.
        ("17.1c", "2025-07-01 08:00", "3", "working_days", "2025-07-04 17:00"),
        ("17.2b, sent in the evening", "2025-07-01 21:00", "3", "working_days", "2025-07-07 17:00"),
        ("17.2b, sent on a Sunday", "2025-07-06 10:00", "1", "working_days", "2025-07-08 17:00"),
        # National Day 2025: 1 and 2 September.
        ("17, before National Day 2025", "2025-08-29 09:00", "1", "working_days", "2025-09-03 17:00"),
        ("17, calendar days over National Day 2025", "2025-08-29 09:00", "3", "calendar_days", "2025-09-03 17:00"),
        # 2 May 2025 was a day off, worked on Saturday 26 April.
        ("17, over 30 April 2025", "2025-04-25 09:00", "3", "working_days", "2025-04-29 17:00"),
        ("17, after 30 April 2025", "2025-04-29 09:00", "1", "working_days", "2025-05-05 17:00"),
        # New Year 2026: 2 January was a day off, worked on Saturday 10 January.
        ("17, over New Year 2026", "2025-12-31 09:00", "1", "working_days", "2026-01-05 17:00"),
        ("17, the Saturday worked", "2026-01-09 09:00", "2", "working_days", "2026-01-12 17:00"),
        # Tết Bính Ngọ: 16 to 20 February 2026.
        ("17, over Tết 2026", "2026-02-12 09:00", "3", "working_days", "2026-02-24 17:00"),
        ("17, calendar days end in Tết", "2026-02-13 09:00", "5", "calendar_days", "2026-02-23 17:00"),
        # Hùng Kings' day 2026 falls on Sunday 26 April: compensated on Monday 27.
        ("17, compensation day 2026", "2026-04-24 09:00", "1", "working_days", "2026-04-28 17:00"),
        ("17, Culture Day 24 November 2026", "2026-11-23 09:00", "1", "working_days", "2026-11-25 17:00"),
        # Halves and hours.
        ("half a day", "2026-09-21 09:00", "1.5", "working_days", "2026-09-23 11:30"),
        ("8 working hours are a day", "2026-09-21 10:00", "8", "working_hours", "2026-09-22 10:00"),
        ("hours over the midday break", "2026-09-21 11:00", "1", "working_hours", "2026-09-21 14:00"),
        # The same day, the next working day after 15:00.
        ("17.4, at 15:00", "2026-09-21 15:00", "0", "same_day", "2026-09-21 17:00"),
        ("17.4, after 15:00", "2026-09-21 15:01", "0", "same_day", "2026-09-22 17:00"),
        ("17.4, Friday after 15:00", "2026-09-25 15:30", "0", "same_day", "2026-09-28 17:00"),
    ],
)
def test_it_is_due_as_the_article_says(article: str, received: str, value: str, unit: str, due: str) -> None:
    assert due_at(at(received), Decimal(value), unit, CAL) == at(due), article


@pytest.mark.parametrize(
    ("article", "received", "by"),
    [
        ("18.2", "2026-09-21 15:00", "2026-09-21 17:00"),
        ("18.2, after 15 hours", "2026-09-21 15:01", "2026-09-22 11:30"),
        ("18.3, on the eve of a holiday", "2026-09-01 09:00", "2026-09-03 17:00"),
    ],
)
def test_it_is_handed_on_as_the_article_says(article: str, received: str, by: str) -> None:
    assert forward_by(at(received), CAL) == at(by), article


FIVE = Limit(Decimal(5), "working_days")


@pytest.mark.parametrize(
    ("article", "mode", "kind", "start", "end", "due"),
    [
        ("19.4: anew", "restart", "supplement", "2026-09-22 09:00", "2026-09-24 09:00", "2026-10-01 17:00"),
        ("19.4, in the evening", "restart", "supplement", "2026-09-22 09:00", "2026-09-24 20:00", "2026-10-02 17:00"),
        ("the procedure resumes", "resume", "supplement", "2026-09-22 09:00", "2026-09-24 09:00", "2026-09-30 17:00"),
        ("a payment never restarts", "restart", "payment", "2026-09-22 09:00", "2026-09-22 14:30", "2026-09-29 10:30"),
        ("a stop never restarts", "restart", "stop", "2026-09-24 17:00", "2026-09-28 07:00", "2026-09-29 17:00"),
        ("outside office hours", "resume", "stop", "2026-09-25 17:00", "2026-09-28 07:00", "2026-09-28 17:00"),
        ("no pause", "restart", "supplement", "2026-09-22 09:00", "2026-09-22 09:00", "2026-09-28 17:00"),
    ],
)  # fmt: skip
def test_a_pause_moves_the_deadline_as_the_article_says(
    article: str, mode: str, kind: str, start: str, end: str, due: str
) -> None:
    pauses = [Pause(at(start), at(end), kind)]
    found = due_with_pauses(at("2026-09-21 09:00"), pauses, limit=FIVE, mode=mode, calendar=CAL)
    assert found == at(due), article


def test_the_rules_in_force_have_their_article() -> None:
    """Art. 15.3 (once), 19.4 (notice within 3 working days), 19.9 (a day before, once)."""
    rules = law(date(2026, 9, 21))
    assert (rules.supplements_at_most, rules.notice_working_days) == (1, 3)
    assert (rules.extend_days_before, rules.extensions_at_most) == (1, 1)
    assert rules.after_supplement_limit in ("stop", "refuse")


def test_on_time_is_early_or_on_the_day_and_late_when_the_day_is_over() -> None:
    due = at("2026-09-28 17:00")
    assert deadline_passes(due, CAL) == at("2026-09-29 00:00")
    assert on_time(at("2026-09-28 23:59"), due, CAL)
    assert not on_time(deadline_passes(due, CAL), due, CAL)


def test_a_reminder_comes_after_three_quarters_and_a_step_has_its_share() -> None:
    received, due = at("2026-09-21 07:00"), at("2026-09-24 17:00")
    assert reminder_at(received, due, CAL) == at("2026-09-23 17:00")
    by = step_due(received, whole=(received, due), due=due, share=Decimal("0.25"), calendar=CAL)
    assert by == at("2026-09-21 17:00")
    late = at("2026-09-25 09:00")
    assert step_due(late, whole=(received, due), due=due, share=Decimal("0.5"), calendar=CAL) == late


moments = st.datetimes(datetime(2025, 7, 1), datetime(2026, 11, 1)).map(lambda d: d.replace(tzinfo=VIETNAM))  # noqa: DTZ001
spans = st.integers(0, 60 * 24 * 40).map(lambda minutes: timedelta(minutes=minutes))
values = st.decimals("0", "30", places=0)
modes = st.sampled_from(["restart", "resume"])
pause_kinds = st.sampled_from(["supplement", "payment", "stop"])
quick = settings(max_examples=60, deadline=None)


@quick
@given(moments, values, st.sampled_from(UNITS), modes, pause_kinds, spans, spans)
def test_it_is_never_due_on_a_day_off(
    received: datetime, value: Decimal, unit: str, mode: str, kind: str, wait: timedelta, length: timedelta
) -> None:
    pause = Pause(received + wait, received + wait + length, kind)
    due = due_with_pauses(received, [pause], limit=Limit(value, unit), mode=mode, calendar=CAL)
    assert CAL.is_working_day(CAL.local(due).date())


@quick
@given(moments, values, st.sampled_from(UNITS), modes, pause_kinds, spans, spans, spans)
def test_a_longer_pause_never_brings_the_deadline_forward(
    received: datetime,
    value: Decimal,
    unit: str,
    mode: str,
    kind: str,
    wait: timedelta,
    one: timedelta,
    two: timedelta,
) -> None:
    limit, start = Limit(value, unit), received + wait
    due = due_at(received, value, unit, CAL)
    ends = [start + timedelta(minutes=1) + one, start + timedelta(minutes=1) + one + two]
    short, longer = (after_pause(due, Pause(start, end, kind), limit=limit, mode=mode, calendar=CAL) for end in ends)
    assert short <= longer


@quick
@given(moments, values, st.sampled_from(UNITS), pause_kinds, spans, spans, spans)
def test_pauses_add_up(
    received: datetime, value: Decimal, unit: str, kind: str, wait: timedelta, one: timedelta, two: timedelta
) -> None:
    limit, a = Limit(value, unit), received + wait
    b, c = a + one, a + one + two
    whole = due_with_pauses(received, [Pause(a, c, kind)], limit=limit, mode="resume", calendar=CAL)
    parts = [Pause(a, b, kind), Pause(b, c, kind)]
    assert due_with_pauses(received, parts, limit=limit, mode="resume", calendar=CAL) == whole
    due = due_at(received, value, unit, CAL)
    assert CAL.working_time_between(due, whole) == CAL.working_time_between(a, c)


@quick
@given(moments, values, st.sampled_from(UNITS), modes, pause_kinds, spans)
def test_a_pause_of_no_length_changes_nothing(
    received: datetime, value: Decimal, unit: str, mode: str, kind: str, wait: timedelta
) -> None:
    due = due_at(received, value, unit, CAL)
    nothing = Pause(received + wait, received + wait, kind)
    assert after_pause(due, nothing, limit=Limit(value, unit), mode=mode, calendar=CAL) == due


def test_a_pause_must_end_after_it_starts_and_its_mode_be_known() -> None:
    due = at("2026-09-28 17:00")
    with pytest.raises(ValueError, match="ends after"):
        after_pause(due, Pause(due, due - timedelta(1), "stop"), limit=FIVE, mode="resume", calendar=CAL)
    with pytest.raises(ValueError, match="unknown mode"):
        after_pause(due, Pause(due, due, "stop"), limit=FIVE, mode="", calendar=CAL)


class TestRating:
    @pytest.mark.parametrize(
        ("scores", "total", "name"),
        [
            ([{1: 2, 2: 2, 3: 2, 4: 2, 7: 2}], "10.0", "full"),
            ([{1: 1, 2: 1, 3: 1, 4: 1, 7: 1}], "5.0", "full"),
            ([{1: 1, 2: 1, 3: 1, 4: 1, 7: 0}], "4.0", "most"),
            ([{1: 1, 2: 1, 3: 1, 4: 0, 7: 0}, {1: 2, 2: 1, 3: 1, 4: 0, 7: 0}], "3.5", "most"),
            ([{1: 1, 2: 1, 3: 1, 4: 0, 7: 0}], "3.0", "part"),
            ([{1: 2}, {1: 2}, {1: 1}], "1.7", "part"),
            ([{5: 2}], "0", ""),  # another's indicator
            ([], "0", ""),
        ],
    )
    def test_officers_are_classed_by_article_15_3a(self, scores: list[dict[int, int]], total: str, name: str) -> None:
        found = rating.officer(scores)
        assert (found.total, found.name) == (Decimal(total), name)

    @pytest.mark.parametrize(
        ("total", "name"),
        [(15, "excellent"), (14, "good"), (12, "good"), (11, "fair"), (9, "fair"), (6, "average"), (5, "weak")],
    )
    def test_agencies_are_classed_by_article_15_3b(self, total: int, name: str) -> None:
        means = {number: Decimal(min(2, max(0, total - 2 * (number - 1)))) for number in range(1, 10)}
        assert rating.agency(means).total == total
        assert rating.agency(means).name == name

    def test_an_indicator_without_data_is_skipped_not_zero(self) -> None:
        assert rating.means_of([{1: 2}, {1: 1, 7: 2}], rating.OFFICER_INDICATORS) == {
            1: Decimal("1.5"),
            7: Decimal("2.0"),
        }

    def test_points_follow_article_13(self) -> None:
        assert [rating.time_score(Decimal(n), Decimal(3)) for n in (2, 3, 4)] == [2, 1, 0]
        assert [rating.contact_score(n) for n in (0, 1, 2)] == [2, 1, 0]
