"""Indices of all units: exact, ranked, in the geography asked for; and where each figure comes from."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caunoi.core.actor import Anonymous
from caunoi.core.journal.queries import after
from caunoi.measures import definitions, queries
from caunoi.measures.errors import (
    NothingBehind,
    NotYours,
    UnknownGeography,
    UnknownIndex,
    UnknownIndicator,
    UnknownLevel,
    UnknownUnit,
)
from caunoi.measures.rules import evaluator, scoring
from caunoi.measures.shapes import IndexView
from caunoi.measures.tests.samples import dossier, moment
from caunoi.people import testing as people
from caunoi.units import queries as units
from caunoi.units.testing import agency, load_small, ward

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("samples")]
AS_OF = moment(date(2026, 9, 22))
START = date(2026, 1, 1)


def day(number: int) -> date:
    return date(2026, 9, number)


@pytest.fixture
def here() -> units.AgencyView:
    """A ward's committee."""
    return ward("00082", "Cửa Nam", now=AS_OF)[0]


@pytest.fixture
def there(here: units.AgencyView) -> units.AgencyView:
    return ward("00004", "Ba Đình", now=AS_OF)[0]


@pytest.fixture
def some(here: units.AgencyView, there: units.AgencyView) -> list[UUID]:
    """Five dossiers here, of which four are on time and three online; one there."""
    place: dict[str, Any] = {"unit": here.unit_id, "agency": here.id}
    return [
        dossier(day(1), day(2), signed=day(2), channel="online", **place),
        dossier(day(1), day(4), signed=day(2), channel="online", **place),
        dossier(day(1), day(2), signed=day(3), channel="online", procedure="2.000815", **place),
        dossier(day(21), day(22), procedure="2.000815", **place),
        dossier(day(20), day(25), procedure="1.004222", **place),
        dossier(day(18), day(21), unit=there.unit_id, agency=there.id),
        dossier(date(2025, 12, 30), day(1), unit=here.unit_id, agency=here.id),
    ]


def ask(level: str = "commune", index: str = "mau", as_of: datetime = AS_OF, **change: Any) -> IndexView:
    return queries.index(index, level=level, as_of=as_of, now=AS_OF, **change)


def watch(monkeypatch: pytest.MonkeyPatch, of: Any, name: str) -> list[tuple[Any, ...]]:
    """What a function is called with from now on."""
    calls: list[tuple[Any, ...]] = []
    original = getattr(of, name)

    def watched(*given: Any) -> Any:
        calls.append(given)
        return original(*given)

    monkeypatch.setattr(of, name, watched)
    return calls


@pytest.mark.usefixtures("some")
class TestIndex:
    def test_it_scores_and_ranks_all_units_of_a_level(self, here: units.AgencyView, there: units.AgencyView) -> None:
        found = ask()
        first, second = found.units
        assert (first.key, first.code, first.rank, first.province) == (str(here.unit_id), "00082", 1, "01")
        progress = first.indicator("PROGRESS")
        assert [progress.numerator, progress.denominator, progress.score] == [4, 5, 16]
        assert first.indicator("ONLINE").score == 6
        assert first.indicator("ONLINE_PROCEDURES").ratio == Fraction(2, 3)
        assert first.total == 16 + 6 + Fraction(8, 3)
        assert queries.shown(first.total) == "24.67"
        assert (second.key, second.rank) == (str(there.unit_id), 2)
        assert second.total == 0

    def test_a_province_counts_what_its_communes_do_and_distinct_things_once(self) -> None:
        (province,) = [one for one in ask("province").units if one.key == "01"]
        assert province.indicator("PROGRESS").denominator == 6
        assert province.indicator("ONLINE_PROCEDURES").denominator == 3

    def test_each_figure_is_what_reading_the_journal_gives(self, here: units.AgencyView) -> None:
        version = definitions.version("mau", on=AS_OF.date())
        counted = evaluator.count(after(0), version, start=START, end=date(2026, 9, 23), today=AS_OF.date())
        for level in ("commune", "province"):
            slow = counted.at(level)
            for unit in ask(level).units:
                for group in unit.groups:
                    for one in group.indicators:
                        said = version.indicator(one.id)
                        expected = slow.get(unit.key, {})
                        assert one.numerator in (expected.get(said.numerator, 0), None)
                        assert one.denominator in (expected.get(said.denominator, 0), None)

    def test_a_unit_in_which_nothing_happened_is_there_too(self) -> None:
        quiet = ward("00008", "Ngọc Hà", now=AS_OF)[0]
        found = ask().unit(str(quiet.unit_id))
        assert [(one.id, one.state) for group in found.groups for one in group.indicators] == [
            ("PROGRESS", "zero"),
            ("ONLINE", "zero"),
            ("ONLINE_PROCEDURES", "zero"),
            ("PETITIONS", "no_data"),
        ]
        assert found.total == 0
        assert found.quiet
        assert not ask().units[0].quiet

    def test_it_is_as_it_stood_at_the_moment(self) -> None:
        assert ask(as_of=moment(day(2), 8)).units[0].indicator("PROGRESS").denominator == 3
        assert ask(as_of=moment(day(24))).units[0].indicator("PROGRESS").numerator == 3  # one has grown late

    def test_a_province_narrows_and_ranks_its_own(self) -> None:
        assert [one.rank for one in ask(province="01").units] == [1, 2]
        assert ask(province="79").units == ()

    def test_statements_do_not_depend_on_how_many_units_there_are(self) -> None:
        with CaptureQueriesContext(connection) as few:
            ask()
        for number, name in enumerate(("Ngọc Hà", "Giảng Võ", "Hoàn Kiếm"), 10):
            place = ward(f"000{number}", name, now=AS_OF)[0]
            dossier(day(3), day(5), unit=place.unit_id, agency=place.id)
        with CaptureQueriesContext(connection) as many:
            ask()
        assert len(many) == len(few)

    def test_only_units_whose_figures_changed_are_scored_again(
        self, here: units.AgencyView, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = ask()
        scored = watch(monkeypatch, scoring, "worked_out")
        assert ask().units == before.units
        assert scored == []
        dossier(day(3), day(5), unit=here.unit_id, agency=here.id)
        after_it = ask()
        assert len(scored) == 1
        assert after_it.unit(str(here.unit_id)).indicator("PROGRESS").denominator == 6
        assert after_it.units[1].groups is before.units[1].groups

    def test_a_province_asked_for_is_scored_alone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        scored = watch(monkeypatch, scoring.Scoring, "of")
        assert ask(province="79").units == ()
        assert scored == []

    def test_departments_are_agencies(self) -> None:
        office = agency("department", "province", "Sở Tư pháp mẫu", code="000.00.03.H26", province_code="01")
        dossier(day(3), day(5), agency=office.id)
        assert ask("department").unit(str(office.id)).indicator("PROGRESS").ratio == 0

    def test_a_dossier_counts_for_the_department_that_decides_not_for_the_centre_that_received_it(self) -> None:
        office = agency("department", "province", "Sở Tư pháp mẫu", code="000.00.03.H26", province_code="01")
        centre = agency("service_centre", "province", "Trung tâm mẫu", code="000.00.04.H26", province_code="01")
        mine = dossier(day(3), day(25), agency=centre.id, competent=office.id)
        found = ask("department")
        assert found.unit(str(office.id)).indicator("PROGRESS").denominator == 1
        assert str(centre.id) not in {one.key for one in found.units}
        reader = people.actor(people.officer(office.id, "leader").id, at=AS_OF)
        behind = queries.subjects_behind(
            "mau", level="department", key=str(office.id), indicator="PROGRESS", as_of=AS_OF, actor=reader, now=AS_OF
        )
        assert behind.ids == (mine,)

    def test_bad_questions_are_refused(self) -> None:
        questions: list[tuple[dict[str, Any], type[Exception]]] = [
            ({"index": "khong-co"}, UnknownIndex),
            ({"level": "planet"}, UnknownLevel),
            ({"geography": "moon"}, UnknownGeography),
        ]
        for wrong, error in questions:
            with pytest.raises(error):
                ask(**wrong)
        with pytest.raises(UnknownUnit):
            queries.unit_score("mau", level="province", key="99", as_of=AS_OF, now=AS_OF)


@pytest.mark.usefixtures("some")
class TestBehind:
    def explain(self, here: units.AgencyView, indicator: str) -> Any:
        return queries.explain(
            "mau", level="commune", key=str(here.unit_id), indicator=indicator, as_of=AS_OF, now=AS_OF
        )

    def test_it_explains_a_figure_down_to_its_conditions(self, here: units.AgencyView) -> None:
        found = self.explain(here, "PROGRESS")
        assert (found.formula, found.numerator, found.denominator, found.group) == (
            "20 * r",
            "on_time",
            "received",
            "progress",
        )
        by_id = {one.id: one for one in found.figures}
        assert by_id["on_time"].formula == "done_on_time + received - done - overdue"
        assert by_id["overdue"].value == 0
        assert [(c.sign, c.count) for c in by_id["overdue"].conditions] == [(1, 3), (-1, -3)]
        assert [c.where for c in by_id["done_on_time"].conditions] == [(("on_time", "is True"),)]
        assert "numerator: on_time" in found.definition
        assert "sign: -1" in found.definition
        assert "ONLINE_PROCEDURES" not in found.definition

    def test_the_dossiers_behind_are_as_many_as_the_count(self, here: units.AgencyView, some: list[UUID]) -> None:
        reader = people.actor(people.officer(here.id, "specialist").id, at=AS_OF)
        sides = {side: self.behind(here, reader, side) for side in ("numerator", "denominator", "missing")}
        assert set(sides["denominator"].ids) == set(some[:5])
        assert set(sides["missing"].ids) == {some[2]}
        assert sides["numerator"].total == 4 == sides["numerator"].value
        assert set(sides["numerator"].ids) | set(sides["missing"].ids) == set(sides["denominator"].ids)

    def behind(self, here: units.AgencyView, actor: Any, side: str, **change: Any) -> Any:
        return queries.subjects_behind(
            "mau", level="commune", key=str(here.unit_id), indicator=change.pop("indicator", "PROGRESS"), side=side,
            as_of=AS_OF, actor=actor, now=AS_OF, **change,
        )  # fmt: skip

    def test_a_page_leads_to_the_next(self, here: units.AgencyView, some: list[UUID]) -> None:
        reader = people.actor(people.officer(here.id, "specialist").id, at=AS_OF)
        found: list[UUID] = []
        after = None
        while True:
            page = self.behind(here, reader, "denominator", limit=2, after=after)
            found += page.ids
            assert page.total == 5
            after = page.after
            if after is None:
                break
        assert found == sorted(some[:5])

    def test_only_the_unit_and_those_above_open_them(self, here: units.AgencyView, there: units.AgencyView) -> None:
        steering = agency("peoples_committee", "province", "UBND mẫu", code="000.00.00.H26", province_code="01")
        ministry = agency("ministry", "nation", "Bộ mẫu", code="000.00.00.G22")
        for office in (steering, ministry):
            self.behind(here, people.actor(people.officer(office.id, "leader").id, at=AS_OF), "numerator")
        stranger = people.actor(people.officer(there.id, "leader").id, at=AS_OF)
        helper = people.actor(people.officer(here.id, "support_staff").id, at=AS_OF)
        for actor in (stranger, helper, Anonymous()):
            with pytest.raises(NotYours):
                self.behind(here, actor, "numerator")

    def test_a_manual_figure_has_no_dossiers(self, here: units.AgencyView) -> None:
        reader = people.actor(people.officer(here.id, "specialist").id, at=AS_OF)
        with pytest.raises(NothingBehind):
            self.behind(here, reader, "numerator", indicator="PETITIONS")
        assert self.explain(here, "PETITIONS").behind == ()
        with pytest.raises(UnknownIndicator):
            self.explain(here, "NOTHING")
        with pytest.raises(UnknownUnit):
            queries.subjects_behind(
                "mau", level="commune", key="00082", indicator="PROGRESS", as_of=AS_OF, actor=reader, now=AS_OF
            )


@pytest.mark.usefixtures("some")
class TestAhead:
    def test_what_to_fix_first_wins_most_points_for_each_dossier(self, here: units.AgencyView) -> None:
        fixes = queries.fix_first("mau", level="commune", key=str(here.unit_id), as_of=AS_OF, now=AS_OF)
        assert [(fix.indicator, fix.subjects_needed, fix.points_to_win, fix.kind) for fix in fixes] == [
            ("PROGRESS", 1, 4, "dossier"),
            ("ONLINE_PROCEDURES", 1, Fraction(4, 3), "procedure"),
        ]

    def test_a_trend_is_the_index_at_each_day(self, here: units.AgencyView) -> None:
        days = [day(2), day(22)]
        points = queries.trend("mau", level="commune", key=str(here.unit_id), until=AS_OF, points=days, now=AS_OF)
        assert [one.on for one in points] == days
        assert points[-1].total == ask().unit(str(here.unit_id)).total
        weekly = queries.trend("mau", level="commune", key=str(here.unit_id), until=AS_OF, points=3, now=AS_OF)
        assert [one.on for one in weekly] == [day(8), day(15), day(22)]

    def test_two_units_side_by_side(self, here: units.AgencyView, there: units.AgencyView) -> None:
        found = queries.compare(
            "mau", level="commune", key=str(here.unit_id), other=str(there.unit_id), as_of=AS_OF, now=AS_OF
        )
        assert [(one.indicator, one.gap) for one in found.differences][:2] == [
            ("PROGRESS", Fraction(16)),
            ("ONLINE", Fraction(6)),
        ]


class TestGeography:
    LAST = date(2025, 6, 30)
    """The last day of the districts."""

    @pytest.fixture(autouse=True)
    def _country(self) -> None:
        load_small(provinces=("04",))

    def ask(self, geography: str, **change: Any) -> IndexView:
        as_of = moment(date(2025, 12, 1))
        return queries.index("mau", level="commune", as_of=as_of, now=AS_OF, geography=geography, **change)

    def test_counts_add_through_mergers_and_ratios_are_computed_anew(self) -> None:
        merged = self.merged()
        for one in merged:
            dossier(self.LAST, date(2025, 7, 2), signed=date(2025, 7, 2), unit=one, province="04")
        dossier(self.LAST, date(2025, 7, 1), signed=date(2025, 7, 2), unit=merged[0], province="04")
        recorded = self.ask("as_recorded")
        assert recorded.unit(str(merged[0])).indicator("PROGRESS").ratio == Fraction(1, 2)
        now = self.ask("today")
        (target,) = [one for one in now.units if one.indicator("PROGRESS").denominator]
        assert target.indicator("PROGRESS").ratio == Fraction(len(merged), len(merged) + 1)
        assert (target.rank, target.assumed, dict(now.homeless)) == (1, False, {})
        assert target.indicator("ONLINE_PROCEDURES").denominator == 1  # the same procedure everywhere, counted once
        back = self.ask("as_of", geography_on=self.LAST)
        assert back.unit(str(merged[0])).indicator("PROGRESS").ratio == Fraction(1, 2)

    def test_an_assumed_share_is_flagged_and_nothing_is_lost(self) -> None:
        shares = units.shares(self.communes(), on=AS_OF.date())
        split = next(one for one, parts in shares.items() if len(parts) > 1 and not all(sure for _, _, sure in parts))
        dossier(self.LAST, date(2025, 7, 5), unit=split, province="04")
        found = self.ask("today")
        assert {one.key for one in found.units if one.assumed} == {str(unit) for unit, _, _ in shares[split] if unit}
        total = sum((one.indicator("PROGRESS").denominator or 0 for one in found.units), Fraction(0))
        assert total + found.homeless.get("received", 0) == 1

    def test_a_province_of_before_is_counted_where_it_is_now(self) -> None:
        dossier(self.LAST, date(2025, 7, 5), unit=self.communes()[0], province="04")
        as_of = moment(date(2025, 12, 1))
        found = queries.index("mau", level="province", as_of=as_of, now=AS_OF, geography="today")
        assert found.unit("04").indicator("PROGRESS").denominator == 1

    def communes(self) -> list[UUID]:
        return [one.id for one in units.units_at(on=self.LAST, level="commune")]

    def merged(self) -> list[UUID]:
        """Communes of before that became one, whole."""
        into: dict[UUID | None, list[UUID]] = {}
        for one, parts in units.shares(self.communes(), on=AS_OF.date()).items():
            if len(parts) == 1:
                into.setdefault(parts[0][0], []).append(one)
        return next(found for target, found in into.items() if target and len(found) > 1)
