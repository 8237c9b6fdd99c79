"""The cut-off calendar, numbers as typed, the checks of cells and the reading of forms: as claims about any input."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.reports import definitions
from caunoi.reports.rules import calendar
from caunoi.reports.rules.calendar import MONTHS, CutOffs
from caunoi.reports.rules.checks import check, jumped
from caunoi.reports.rules.form import FormVersion, RoundKind
from caunoi.reports.rules.loading import load, thawed
from caunoi.reports.rules.mistakes import Mistaken
from caunoi.reports.rules.numbers import NotANumber, parsed, shown
from caunoi.reports.shapes import CellView
from caunoi.reports.tests.samples import sample_form
from caunoi.reports.texts import problem

LAW = (CutOffs(2020, 12, 15, {"monthly": 4, "quarterly": 6, "half_year": 6, "yearly": 11}),)
years, kinds = st.integers(2020, 2100), st.sampled_from(sorted(MONTHS))
days = st.dates(date(2020, 1, 1), date(2100, 1, 1))
exact = st.decimals(-(10**14), 10**14, places=6, allow_nan=False, allow_infinity=False)
counts = st.integers(0, 10**6)


def form(**change: Any) -> FormVersion:
    return load(json.dumps(sample_form(**change)), file="mau.json").versions[0]


def cells(**values: Any) -> dict[str, CellView]:
    """Cells by code, `__` for the dot."""
    made = {code.replace("__", "."): value for code, value in values.items()}
    return {
        code: CellView(code, None, value) if isinstance(value, str) else CellView(code, Decimal(value))
        for code, value in made.items()
    }


def broken(said: Mapping[str, CellView], before: Mapping[str, CellView] | None = None) -> set[tuple[str, str]]:
    return {(one.code, one.rule) for one in check(form(), said, before or {})}


class TestCalendar:
    def test_the_decree_s_own_periods(self) -> None:
        wanted: list[tuple[RoundKind, int]] = [
            ("monthly", 1), ("quarterly", 3), ("half_year", 1), ("half_year", 2), ("yearly", 1),
        ]  # fmt: skip
        found = {(kind, number): calendar.period(LAW, kind, 2026, number) for kind, number in wanted}
        assert {key: (one.start, one.last_day) for key, one in found.items()} == {
            ("monthly", 1): (date(2025, 12, 15), date(2026, 1, 14)),
            ("quarterly", 3): (date(2026, 6, 15), date(2026, 9, 14)),
            ("half_year", 1): (date(2025, 12, 15), date(2026, 6, 14)),
            ("half_year", 2): (date(2026, 6, 15), date(2026, 12, 14)),
            ("yearly", 1): (date(2025, 12, 15), date(2026, 12, 14)),
        }
        assert [found[key].code for key in found] == ["2026-01", "2026-Q3", "2026-H1", "2026-H2", "2026"]

    @given(years, kinds)
    def test_periods_cover_the_year_without_gap_or_overlap(self, year: int, kind: RoundKind) -> None:
        found = calendar.periods(LAW, kind, year)
        assert (found[0].start, found[-1].end) == (date(year - 1, 12, 15), date(year, 12, 15))
        assert all(one.end == other.start for one, other in pairwise(found))

    @given(days, kinds)
    def test_every_day_lies_in_one_period_and_the_last_ended_comes_before(self, day: date, kind: RoundKind) -> None:
        if day < date(2020, 12, 15):
            day = date(2020, 12, 15)
        one = calendar.containing(LAW, kind, day)
        assert one.start <= day < one.end
        assert calendar.last_ended(LAW, kind, day).end == one.start
        assert calendar.due_on(LAW, one) > one.last_day

    @given(years, st.integers(1, 12), st.integers(1, 28), kinds)
    def test_any_cut_off_of_a_setting_holds(self, year: int, month: int, day: int, kind: RoundKind) -> None:
        settings = (CutOffs(2000, month, day, LAW[0].due_days),)
        found = calendar.periods(settings, kind, year)
        assert found[0].start == date(year - 1, month, day)
        assert sum((one.end - one.start for one in found), timedelta()) == date(year, month, day) - found[0].start

    def test_a_later_setting_holds_from_its_year(self) -> None:
        settings = (*LAW, CutOffs(2030, 1, 1, LAW[0].due_days))
        assert calendar.cut_offs(settings, 2029).day == 15
        assert calendar.cut_offs(settings, 2030).day == 1
        with pytest.raises(LookupError):
            calendar.cut_offs(settings, 2019)

    def test_the_calendar_that_ships_is_the_decree_s_and_its_due_days_are_unsure(self) -> None:
        (one,) = definitions.calendar()
        assert (one.month, one.day, one.unsure) == (12, 15, True)
        assert set(one.due_days) | {"ad_hoc"} == set(get_args(RoundKind))


class TestNumbers:
    @given(exact)
    def test_what_is_shown_is_read_back(self, number: Decimal) -> None:
        assert parsed(shown(number)) == number

    @given(st.text(max_size=30))
    def test_nothing_that_is_typed_breaks_it(self, text: str) -> None:
        try:
            found = parsed(text)
        except NotANumber as error:
            found = Decimal(len(error.why))
        assert found is None or found.is_finite()

    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("1.234", 1234),
            ("1.234.567,5", Decimal("1234567.5")),
            ("12,5", Decimal("12.5")),
            (" 1 250 ", 1250),
            ("-3", -3),
        ],
    )
    def test_a_comma_begins_the_decimals_and_points_group(self, text: str, number: Decimal) -> None:
        assert parsed(text) == number

    @pytest.mark.parametrize(
        ("text", "why"),
        [("12.5", "point"), ("1,234.5", "point"), ("1.23.456", "point"), ("năm", "letters"), ("1e5", "letters"),
         ("9" * 16, "large"), ("0,1234567", "decimals"), ("٣", "letters")],
    )  # fmt: skip
    def test_what_could_mean_two_things_is_refused(self, text: str, why: str) -> None:
        with pytest.raises(NotANumber) as wrong:
            parsed(text)
        assert wrong.value.why == why


class TestChecks:
    @given(counts, counts, st.data())
    def test_a_report_that_adds_up_has_nothing_wrong(self, first: int, second: int, data: st.DataObject) -> None:
        whole = data.draw(st.integers(0, 10**6))
        said = cells(
            words="Có", whole=whole, part=data.draw(st.integers(0, whole)), people__a__n=first, people__b__n=second,
            people__all__n=first + second, people__a__w=data.draw(st.integers(0, first)),
        )  # fmt: skip
        assert broken(said) == set()

    @given(counts, st.integers(1, 10**6))
    def test_a_part_larger_than_the_whole_is_always_found(self, whole: int, more: int) -> None:
        assert broken(cells(words="Có", whole=whole, part=whole + more)) == {("part", "part")}

    @given(counts, counts, st.integers(-(10**6), 10**6).filter(bool))
    def test_a_total_that_is_off_is_always_found(self, first: int, second: int, off: int) -> None:
        total = first + second + off
        said = cells(words="Có", whole=1, people__a__n=first, people__b__n=second, people__all__n=total)
        assert ("people.all.n", "sum") in broken(said)

    @given(exact, exact, st.decimals("0.01", 3, places=2))
    def test_a_jump_is_past_the_stated_share_in_either_direction(self, old: Decimal, new: Decimal, by: Decimal) -> None:
        assert jumped(old, new, by) is (abs(new - old) > by * abs(old))
        assert jumped(-old, -new, by) is jumped(old, new, by)
        assert not jumped(old, old, by)

    def test_a_jump_is_settled_by_an_explanation_and_nothing_else_is(self) -> None:
        before = cells(whole=100)
        said = cells(words="Có", whole=151)
        assert broken(said, before) == {("whole", "jump")}
        assert broken(cells(words="Có", whole=150), before) == set()
        explained = {**said, "whole": CellView("whole", Decimal(151), explanation="Mở thêm lớp")}
        assert broken(explained, before) == set()
        negative = {**said, "whole": CellView("whole", Decimal(-1), explanation="Mở thêm lớp")}
        assert broken(negative, before) == {("whole", "range")}

    def test_each_cell_says_what_it_needs(self) -> None:
        said = cells(whole="mười", people__a__n=Decimal("1.5"))
        assert broken(said) == {("words", "required"), ("whole", "number"), ("people.a.n", "integer")}


class TestForms:
    def test_those_that_ship_are_right(self) -> None:
        right, wrong = definitions.check()
        assert [str(problem(one)) for one in wrong] == []
        assert right >= 3

    def test_a_round_reads_back_the_form_that_it_kept(self) -> None:
        for form_id in definitions.identifiers():
            one = definitions.form(form_id, on=date(2026, 9, 1))
            assert thawed(json.loads(json.dumps(one.data))) == one

    def test_every_mistake_is_named_by_file_and_key(self) -> None:
        wrong = copy.deepcopy(sample_form(kind="weekly"))
        items = wrong["versions"][0]["sections"][0]["items"]
        del items[0]["names"]["th"]
        items[1] |= {"jump": -1, "colour": "red"}
        items[2] |= {"kind": "measured", "measure": {"index": "766", "take": "ratio"}}
        wrong["versions"][0]["checks"].append({"kind": "part", "parts": ["nothing"], "whole": "whole"})
        with pytest.raises(Mistaken) as found:
            load(json.dumps(wrong), file="mau.json")
        at = "versions.0.sections.0.items"
        assert {(one.file, one.key, one.code) for one in found.value.mistakes} == {
            ("mau.json", "kind", "not_among"),
            ("mau.json", f"{at}.0.names.th", "no_language"),
            ("mau.json", f"{at}.1.jump", "bad_jump"),
            ("mau.json", f"{at}.1.colour", "unknown_field"),
            ("mau.json", f"{at}.2.measure.take", "total_or_indicator"),
            ("mau.json", "versions.0.checks.1.parts", "unknown_cell"),
        }
        assert all(str(problem(one)).startswith("mau.json: ") for one in found.value.mistakes)
        with pytest.raises(Mistaken, match="not_json"):
            load("{", file="mau.json")
