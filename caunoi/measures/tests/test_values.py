"""Figures typed in with evidence, verified by the agency above; and results that are frozen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from caunoi.core.actor import Person, System
from caunoi.core.journal.queries import entries_of
from caunoi.measures import operations, queries
from caunoi.measures.errors import (
    AlreadyReplaced,
    AlreadyWaiting,
    NotThePublisher,
    NotTheVerifier,
    NotYet,
    NotYourFigures,
    SamePerson,
    SayWhy,
    UnfitValue,
    ValueMovedOn,
    ValueNotFound,
)
from caunoi.measures.shapes import Evidence, ManualView
from caunoi.measures.tests.samples import dossier, moment
from caunoi.people import operations as accounts
from caunoi.people import testing as people
from caunoi.units import queries as units
from caunoi.units.testing import agency, ward

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("samples")]
NOW = moment(date(2026, 9, 22))
YEAR = {"start": date(2026, 1, 1), "end": date(2027, 1, 1)}
EVIDENCE = Evidence("12/BC-UBND", date(2026, 9, 1), "Báo cáo tiếp nhận, xử lý phản ánh, kiến nghị")


@pytest.fixture
def here() -> units.AgencyView:
    return ward("00082", "Cửa Nam", now=NOW)[0]


@pytest.fixture
def above(here: units.AgencyView) -> units.AgencyView:
    return agency("peoples_committee", "province", "UBND mẫu", code="000.00.00.H26", province_code="01")


def serving(place: units.AgencyView, role: str) -> Person:
    return people.actor(people.officer(place.id, role).id, at=NOW)


def propose(
    place: units.AgencyView, actor: Person, figure: str = "petitions", value: str = "10", **change: Any
) -> ManualView:
    given: dict[str, Any] = {"index": "mau", "evidence": EVIDENCE, "now": NOW, **YEAR} | change
    return operations.propose_value(agency_id=place.id, figure=figure, value=Decimal(value), actor=actor, **given)


def points(place: units.AgencyView, as_of: datetime = NOW, index: str = "mau") -> Any:
    found = queries.unit_score(index, level="commune", key=str(place.unit_id), as_of=as_of, now=NOW)
    return found.indicator("PETITIONS" if index == "mau" else "PLAN")


class TestValues:
    def test_a_verified_value_counts_and_is_marked(self, here: units.AgencyView, above: units.AgencyView) -> None:
        head, checker = serving(here, "head_of_unit"), serving(above, "catalogue_manager")
        sent = [propose(here, head), propose(here, head, "petitions_on_time", "9")]
        assert points(here).state == "no_data"
        for one in sent:
            operations.verify_value(value_id=one.id, actor=checker, now=NOW + timedelta(minutes=1))
        later = NOW + timedelta(minutes=2)
        assert points(here).state == "no_data"  # as it stood before
        found = points(here, later)
        assert (found.state, found.score, found.ratio) == ("manual", Fraction(27, 5), Fraction(9, 10))
        explained = queries.explain(
            "mau", level="commune", key=str(here.unit_id), indicator="PETITIONS", as_of=later, now=later
        )
        assert {one.id: one.evidence.number for one in explained.figures if one.evidence} == {
            "petitions": "12/BC-UBND",
            "petitions_on_time": "12/BC-UBND",
        }
        kinds = [entry.kind for entry in entries_of("measure_value", sent[0].id)]
        assert kinds == ["measure.value_proposed", "measure.value_verified"]

    def test_a_correction_is_a_new_value_and_the_old_moment_keeps_the_old(
        self, here: units.AgencyView, above: units.AgencyView
    ) -> None:
        head, checker = serving(here, "leader"), serving(above, "leader")
        for minute, (figure, value) in enumerate([("petitions", "10"), ("petitions_on_time", "9"), ("petitions", "9")]):
            at = NOW + timedelta(minutes=minute)
            one = propose(here, head, figure, value, now=at)
            operations.verify_value(value_id=one.id, actor=checker, now=at)
        assert points(here, NOW + timedelta(minutes=1)).ratio == Fraction(9, 10)
        assert points(here, NOW + timedelta(minutes=2)).ratio == 1

    def test_periods_of_a_year_add_up(self, here: units.AgencyView, above: units.AgencyView) -> None:
        head, checker = serving(here, "leader"), serving(above, "leader")
        for figure, value, start, end in (
            ("petitions", "4", date(2026, 1, 1), date(2026, 4, 1)),
            ("petitions", "6", date(2026, 4, 1), date(2026, 7, 1)),
            ("petitions_on_time", "5", YEAR["start"], YEAR["end"]),
        ):
            one = propose(here, head, figure, value, start=start, end=end)
            operations.verify_value(value_id=one.id, actor=checker, now=NOW)
        assert points(here).ratio == Fraction(1, 2)

    def test_only_the_agency_above_verifies_and_never_who_typed_it_in(
        self, here: units.AgencyView, above: units.AgencyView
    ) -> None:
        ministry = agency("ministry", "nation", "Bộ mẫu", code="000.00.00.G22")
        both = people.officer(here.id, "leader")
        accounts.grant_membership(
            person_id=both.id, agency_id=above.id, role="leader", valid_from=moment(date(2025, 7, 1)), valid_to=None,
            actor=System("test"), now=NOW,
        )  # fmt: skip
        twice = people.actor(both.id, at=NOW)
        sent = propose(here, replace(twice, agency_id=here.id))
        with pytest.raises(SamePerson):
            operations.verify_value(value_id=sent.id, actor=twice, now=NOW)
        for actor in (serving(here, "leader"), serving(above, "specialist"), serving(ministry, "leader")):
            with pytest.raises(NotTheVerifier):
                operations.verify_value(value_id=sent.id, actor=actor, now=NOW)
        with pytest.raises(NotYourFigures):
            propose(here, serving(here, "specialist"))
        with pytest.raises(NotYourFigures):
            propose(here, serving(above, "leader"))

    def test_what_is_returned_counts_nowhere_and_says_why(
        self, here: units.AgencyView, above: units.AgencyView
    ) -> None:
        head, checker = serving(here, "head_of_unit"), serving(above, "leader")
        sent = propose(here, head)
        with pytest.raises(AlreadyWaiting):
            propose(here, head)
        with pytest.raises(SayWhy):
            operations.return_value(value_id=sent.id, remark="?", actor=checker, now=NOW)
        back = operations.return_value(value_id=sent.id, remark="Thiếu phụ lục số liệu", actor=checker, now=NOW)
        assert (back.state, back.counts, back.remark) == ("returned", False, "Thiếu phụ lục số liệu")
        with pytest.raises(ValueMovedOn):
            operations.verify_value(value_id=sent.id, actor=checker, now=NOW)
        assert propose(here, head).state == "proposed"

    def test_everything_wrong_is_told_at_its_field(self, here: units.AgencyView) -> None:
        head = serving(here, "leader")
        bad = Evidence(" ", date(2027, 1, 1), "ngắn")
        with pytest.raises(UnfitValue) as raised:
            propose(here, head, "received", "-1", evidence=bad, start=date(2026, 2, 1), end=date(2026, 1, 1))
        assert {one.field for one in raised.value.problems} == {
            "figure", "end", "value", "number", "dated", "abstract",
        }  # fmt: skip

    def test_the_evidence_file_is_for_the_unit_and_those_above(
        self, here: units.AgencyView, above: units.AgencyView
    ) -> None:
        picture = BytesIO()
        Image.new("RGB", (40, 30), "white").save(picture, "PNG")
        sent = propose(here, serving(here, "leader"), file=("minh-chung.png", picture.getvalue()))
        file, kept = queries.evidence_file(sent.id, actor=serving(above, "leader"), now=NOW)
        assert file.media_type == "image/png"
        assert Image.open(BytesIO(kept)).size == (40, 30)
        other = ward("00004", "Ba Đình", now=NOW)[0]
        with pytest.raises(ValueNotFound):
            queries.evidence_file(sent.id, actor=serving(other, "leader"), now=NOW)


class TestYear:
    def test_it_is_assessed_verified_explained_approved_and_published(
        self, here: units.AgencyView, above: units.AgencyView
    ) -> None:
        head, checker = serving(here, "leader"), serving(above, "leader")
        sent = propose(here, head, "plan", "9", index="nam")
        cut = operations.verify_value(
            value_id=sent.id, value=Decimal(6), remark="Chưa có kế hoạch 5 năm", actor=checker, now=NOW
        )
        assert [cut.claimed, cut.value] == [9, 6]
        assert (cut.state, cut.counts) == ("verified", False)
        operations.explain_value(value_id=sent.id, answer="Kế hoạch ban hành ngày 1/9", actor=head, now=NOW)
        with pytest.raises(ValueMovedOn):
            operations.approve_value(value_id=sent.id, actor=checker, now=NOW)
        operations.verify_value(value_id=sent.id, value=Decimal(8), remark="Chấp nhận một phần", actor=checker, now=NOW)
        operations.approve_value(value_id=sent.id, actor=checker, now=NOW)
        assert points(here, index="nam").state == "no_data"
        (done,) = operations.publish_values(
            index="nam", level="commune", start=date(2026, 1, 1), province="01", actor=checker, now=NOW
        )
        assert (done.state, done.counts) == ("published", True)
        assert (points(here, index="nam").state, points(here, index="nam").score) == ("manual", 8)
        kinds = [entry.kind.removeprefix("measure.value_") for entry in entries_of("measure_value", sent.id)]
        assert kinds == ["proposed", "verified", "explained", "verified", "approved", "published"]


@pytest.mark.django_db(transaction=True)
class TestSnapshots:
    @pytest.fixture(autouse=True)
    def _some(self, here: units.AgencyView) -> None:
        day = date(2026, 9, 1)
        dossier(day, date(2026, 9, 3), signed=day, unit=here.unit_id, agency=here.id)
        dossier(day, date(2026, 9, 3), signed=date(2026, 9, 4), unit=here.unit_id, agency=here.id)

    def publish(self, actor: Person, **change: Any) -> Any:
        given: dict[str, Any] = {"index": "mau", "level": "commune", "as_of": NOW, "now": NOW, "province": "01"}
        return operations.publish_snapshot(actor=actor, **(given | change))

    def test_counting_again_gives_the_same_whatever_came_later(
        self, here: units.AgencyView, above: units.AgencyView, samples: Path
    ) -> None:
        frozen = self.publish(serving(above, "leader"))
        assert frozen.view.units[0].indicator("PROGRESS").ratio == Fraction(1, 2)
        # A late entry for the same days, a value verified meanwhile, and another definition in the file.
        dossier(date(2026, 9, 1), date(2026, 9, 3), unit=here.unit_id, agency=here.id)
        path = samples / "mau.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("6 * r / 0.5", "6 * r / 0.8"), encoding="utf-8")
        again = queries.recompute(frozen.id, now=NOW + timedelta(days=3))
        assert (again.equal, again.differing) == (True, ())
        kept = queries.snapshot(frozen.id)
        assert kept.view.units == frozen.view.units
        live = queries.index("mau", level="commune", as_of=NOW, now=NOW)
        assert live.digest != kept.view.digest
        assert live.units[0].indicator("PROGRESS").denominator == 3

    def test_it_is_corrected_only_by_a_new_one_that_names_it(self, above: units.AgencyView) -> None:
        leader = serving(above, "leader")
        first = self.publish(leader)
        with pytest.raises(SayWhy):
            self.publish(leader, replaces=first.id)
        second = self.publish(leader, replaces=first.id, reason="Số liệu nhập muộn")
        assert queries.snapshot(first.id).replaced_by == second.id
        with pytest.raises(AlreadyReplaced):
            self.publish(leader, replaces=first.id, reason="Lần nữa thôi")
        assert [one.id for one in queries.snapshots(index="mau", province="01")] == [second.id, first.id]
        (entry,) = entries_of("measure_snapshot", second.id)
        assert entry.data["replaces"] == str(first.id)

    def test_a_province_publishes_its_own_and_a_ministry_all(
        self, here: units.AgencyView, above: units.AgencyView
    ) -> None:
        ministry = agency("ministry", "nation", "Bộ mẫu", code="000.00.00.G22")
        assert self.publish(serving(ministry, "leader"), province="", level="province").province == ""
        for actor, province in ((serving(above, "leader"), ""), (serving(here, "leader"), "01")):
            with pytest.raises(NotThePublisher):
                self.publish(actor, province=province)
        with pytest.raises(NotYet):
            self.publish(serving(above, "leader"), as_of=NOW + timedelta(days=1))
