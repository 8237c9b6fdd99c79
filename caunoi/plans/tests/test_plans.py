"""A plan from its first draft to its revision, and what was reported of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from caunoi.core.actor import Person
from caunoi.core.journal.queries import entries_of
from caunoi.documents.errors import UnknownFileType
from caunoi.people import testing as people
from caunoi.plans import operations, queries, texts
from caunoi.plans.errors import (
    CodeTaken,
    IndicatorNotFound,
    NothingChanged,
    NotInForce,
    NotTheApprover,
    NotThePlanner,
    NotTheReporter,
    PlanMovedOn,
    PlanNotFound,
    UnfitIssue,
    UnfitPlan,
    UnfitValue,
)
from caunoi.plans.shapes import PlanContent, TargetDraft, VersionView
from caunoi.plans.tests.samples import END, START, at, content, indicator
from caunoi.units import queries as units
from caunoi.units.testing import agency

pytestmark = pytest.mark.django_db
NOW = at(date(2026, 7, 1))
CODE = "mau-2026"


@pytest.fixture
def province() -> units.AgencyView:
    return agency("peoples_committee", "province", "UBND mẫu", code="000.00.00.H40", province_code="40")


@pytest.fixture
def other() -> units.AgencyView:
    return agency("peoples_committee", "province", "UBND khác", code="000.00.00.H26", province_code="01")


def serving(place: units.AgencyView, role: str) -> Person:
    return people.actor(people.officer(place.id, role).id, at=NOW)


def drafted(place: units.AgencyView, said: PlanContent | None = None) -> VersionView:
    return operations.begin(
        code=CODE, agency_id=place.id, content=said or content(place.id, "mot", "hai"),
        actor=serving(place, "specialist"), now=NOW,
    )  # fmt: skip


def issued(place: units.AgencyView, said: PlanContent | None = None) -> VersionView:
    drafted(place, said)
    leader = serving(place, "leader")
    operations.submit(code=CODE, actor=leader, now=NOW)
    operations.approve(code=CODE, actor=leader, now=NOW)
    return operations.issue(code=CODE, document_number="1/KH-UBND", issued_on=START, actor=leader, now=NOW)


def report(place: units.AgencyView, number: str, on: date, actor: Person, **change: object) -> None:
    given = {"indicator": "mot", "evidence": "Báo cáo 12/BC-UBND", "value": Decimal(number), "now": at(on)} | change
    operations.report_value(code=CODE, holder_id=place.id, on=on, actor=actor, **given)  # type: ignore[arg-type]


class TestDrafts:
    def test_it_is_seen_by_its_own_agency_only(self, province: units.AgencyView, other: units.AgencyView) -> None:
        drafted(province)
        assert queries.plan(CODE, actor=serving(province, "auditor"), now=NOW).version.status == "draft"
        ministry = agency("ministry", "nation", "Bộ mẫu", code="000.00.00.G06", province_code="")
        for stranger in (serving(other, "leader"), serving(ministry, "leader")):
            assert queries.plans(actor=stranger, now=NOW) == []
            with pytest.raises(PlanNotFound):
                queries.plan(CODE, actor=stranger, now=NOW)

    def test_every_mistake_is_named_at_once(self, province: units.AgencyView) -> None:
        wrong = content(
            province.id, title="?", ends_on=date(2025, 1, 1), kind="other",
            indicators=(
                indicator("mot", province.id, pillar="nowhere", names={"vi": " "}),
                indicator("mot", province.id, unit_of_measure=""),
            ),
        )  # fmt: skip
        with pytest.raises(UnfitPlan) as caught:
            drafted(province, wrong)
        assert {one.field for one in caught.value.problems} == {
            "title", "ends_on", "code", "pillar", "name_vi", "unit_of_measure"
        }  # fmt: skip
        with pytest.raises(PlanNotFound):
            queries.plan(CODE, actor=serving(province, "leader"), now=NOW)

    def test_a_code_is_given_once(self, province: units.AgencyView) -> None:
        drafted(province)
        with pytest.raises(CodeTaken):
            drafted(province)

    def test_strangers_and_readers_do_not_write(self, province: units.AgencyView, other: units.AgencyView) -> None:
        drafted(province)
        for stranger in (serving(other, "leader"), serving(province, "auditor")):
            with pytest.raises(NotThePlanner):
                operations.submit(code=CODE, actor=stranger, now=NOW)


class TestIssue:
    def test_the_leader_approves_and_issues_and_it_is_due_at_the_ministry(self, province: units.AgencyView) -> None:
        drafted(province)
        specialist, leader = serving(province, "specialist"), serving(province, "leader")
        operations.submit(code=CODE, actor=specialist, now=NOW)
        with pytest.raises(NotTheApprover):
            operations.approve(code=CODE, actor=specialist, now=NOW)
        with pytest.raises(PlanMovedOn):
            operations.issue(code=CODE, document_number="1/KH", issued_on=START, actor=leader, now=NOW)
        operations.approve(code=CODE, actor=leader, now=NOW)
        with pytest.raises(UnfitIssue):
            operations.issue(code=CODE, document_number="", issued_on=START, actor=leader, now=NOW)
        found = operations.issue(code=CODE, document_number="1/KH", issued_on=START, actor=leader, now=NOW)
        assert found.send_due_on == date(2026, 7, 8)  # five working days after Wednesday 1 July
        ministry = agency("ministry", "nation", "Bộ Khoa học và Công nghệ", code="000.00.00.G06")
        asked = {"actor": specialist, "now": at(date(2026, 7, 2))}
        (owed,) = queries.owed(province.id, **asked)  # type: ignore[arg-type]
        assert (owed.kind, owed.due_on, owed.state) == ("plan_sending", date(2026, 7, 8), "soon")
        assert (owed.holder_id, owed.to_id, owed.url_args) == (province.id, ministry.id, (CODE,))
        reader = serving(ministry, "specialist")
        assert queries.owed_to(ministry.id, actor=reader, now=at(date(2026, 7, 9))) == [replace(owed, state="late")]
        late = operations.record_sent(
            code=CODE, sent_on=date(2026, 7, 9), number="2/UBND", actor=specialist, now=at(date(2026, 7, 10))
        )
        assert late.sent_on == date(2026, 7, 9)
        assert queries.owed(province.id, **asked) == []  # type: ignore[arg-type]
        kinds = [(entry.kind, entry.data.get("on_time")) for entry in entries_of("plan", found.plan_id)]
        assert kinds == [
            ("plan.drafted", None), ("plan.submitted", None), ("plan.approved", None), ("plan.issued", None),
            ("plan.sent", False),
        ]  # fmt: skip

    def test_it_is_not_in_force_before_it_was_issued(self, province: units.AgencyView) -> None:
        issued(province)
        leader = serving(province, "leader")
        with pytest.raises(NotInForce):
            queries.plan(CODE, actor=leader, now=NOW, as_of=START - timedelta(days=1))

    def test_a_revision_says_what_changed_and_the_past_keeps_its_version(self, province: units.AgencyView) -> None:
        issued(province)
        leader, later = serving(province, "leader"), at(date(2026, 9, 1))
        operations.revise(code=CODE, change_note="Theo chỉ đạo mới", actor=leader, now=later)
        with pytest.raises(NothingChanged):
            operations.submit(code=CODE, actor=leader, now=later)
        said = queries.plan(CODE, actor=leader, now=later, number=2).content
        one, two = said.indicators
        raised = TargetDraft(province.id, END, Decimal("95.5"), Decimal(50), START)
        new = replace(said, indicators=(replace(one, targets=(raised,)), replace(two, code="ba")))
        operations.save_draft(code=CODE, content=new, actor=leader, now=later)
        operations.submit(code=CODE, actor=leader, now=later)
        operations.approve(code=CODE, actor=leader, now=later)
        operations.issue(code=CODE, document_number="9/KH", issued_on=date(2026, 9, 1), actor=leader, now=later)
        words = [texts.change(found) for found in queries.differences_of(CODE, 2, actor=leader, now=later)]
        assert words == [
            "Thêm chỉ tiêu “Chỉ tiêu hai”.", "Bỏ chỉ tiêu “Chỉ tiêu hai”.",
            "“Chỉ tiêu mot”: mục tiêu đến ngày 31/12/2026 từ 100 thành 95,5.",
        ]  # fmt: skip
        assert [queries.plan(CODE, actor=leader, now=later, as_of=day).version.number
                for day in (date(2026, 8, 31), date(2026, 9, 1))] == [1, 2]  # fmt: skip


class TestValues:
    def test_a_correction_is_a_new_fact_and_the_past_stays_known(self, province: units.AgencyView) -> None:
        issued(province)
        specialist, day = serving(province, "specialist"), date(2026, 8, 1)
        report(province, "70", day, specialist)
        report(province, "60", day, specialist, now=at(date(2026, 8, 20)))
        now = at(date(2026, 9, 1))
        found = {
            on: queries.target(CODE, "mot", province.id, actor=specialist, now=now, as_of=on)[0].latest
            for on in (date(2026, 8, 2), date(2026, 8, 20))
        }
        assert [one.value for one in found.values() if one] == [Decimal(70), Decimal(60)]

    def test_part_of_a_whole_gives_the_share(self, province: units.AgencyView) -> None:
        issued(province)
        specialist = serving(province, "specialist")
        report(province, "0", date(2026, 8, 1), specialist, value=None, part=Decimal(3743), whole=Decimal(3806))
        followed = queries.review(CODE, actor=specialist, now=at(date(2026, 8, 2))).followed
        assert [(one.code, one.percent) for one in followed] == [("mot", Decimal("98.3"))]

    def test_it_refuses_what_is_wrong_and_names_it(self, province: units.AgencyView, other: units.AgencyView) -> None:
        issued(province)
        specialist = serving(province, "specialist")
        with pytest.raises(UnfitValue) as caught:
            report(province, "1", date(2026, 8, 2), specialist, now=at(date(2026, 8, 1)), evidence="?")
        assert {one.field for one in caught.value.problems} == {"on", "evidence"}
        with pytest.raises(UnfitValue):
            report(province, "1", date(2026, 8, 1), specialist, value=None, part=Decimal(3), whole=Decimal(2))
        with pytest.raises(IndicatorNotFound):
            report(province, "1", date(2026, 8, 1), specialist, indicator="chin")
        with pytest.raises(UnknownFileType):
            report(province, "1", date(2026, 8, 1), specialist, file=("x.exe", b"MZ" + b"\0" * 200))
        with pytest.raises(NotTheReporter):
            report(province, "1", date(2026, 8, 1), serving(other, "leader"))
        assert queries.values(CODE, "mot", province.id, actor=specialist, now=at(date(2026, 9, 1))) == []

    def test_a_journal_entry_holds_numbers_only(self, province: units.AgencyView) -> None:
        issued(province)
        specialist = serving(province, "specialist")
        report(province, "70.5", date(2026, 8, 1), specialist)
        value = queries.values(CODE, "mot", province.id, actor=specialist, now=at(date(2026, 9, 1)))[0]
        assert value.id is not None
        data = entries_of("plan_value", value.id)[0].data
        assert (data["indicator"], data["value"], data["with_file"]) == ("mot", "70.5", False)


class TestReview:
    def test_it_says_what_changed_since_the_last_one(self, province: units.AgencyView) -> None:
        issued(province)
        specialist = serving(province, "specialist")
        report(province, "70", date(2026, 8, 1), specialist)
        operations.record_review(
            code=CODE, on=date(2026, 8, 5), conclusion="", actor=specialist, now=at(date(2026, 8, 5))
        )
        report(province, "100", date(2026, 9, 1), specialist)
        found = queries.review(CODE, actor=specialist, now=at(date(2026, 9, 2)))
        assert found.since == date(2026, 8, 5)
        assert [(one.met, one.total) for one in found.pillars] == [(1, 2)]
        assert [(one.target.indicator.code, one.target.state, one.before and one.before.state) for one in found.moved
                ] == [("mot", "met", "on_track")]  # fmt: skip

    def test_many_targets_take_no_more_statements(
        self, province: units.AgencyView, django_assert_max_num_queries: object
    ) -> None:
        issued(province, content(province.id, *(f"so-{n}" for n in range(40))))
        specialist, now = serving(province, "specialist"), at(date(2026, 8, 2))
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            assert len(queries.targets(actor=specialist, now=now, plan=CODE)) == 40
