"""A round from opening to acceptance, and everything that is refused on the way."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caunoi.core.actor import System
from caunoi.core.journal.queries import entries_of
from caunoi.documents.errors import UnknownFileType
from caunoi.messages import queries as notices
from caunoi.reports import notifying, operations, queries
from caunoi.reports.errors import (
    CellNotTyped,
    NotAccepted,
    NotFrozenYet,
    NotHandedIn,
    NotReady,
    NotTheAcceptor,
    NotTheChecker,
    NotTheOpener,
    NotTheSender,
    NotYourReport,
    ReportHandedIn,
    ReportLocked,
    ReportNotFound,
    RoundExists,
    RoundNotFound,
    SayWhy,
    UnfitRound,
    UnknownCell,
)
from caunoi.reports.shapes import Typed
from caunoi.reports.tests.samples import AFTER, LATE, OPENED, Scene, measured_form, write_form

pytestmark = pytest.mark.django_db
GOOD: dict[str, Any] = {"words": "Đã làm", "whole": "1.250,5", "part": "12"}
SYSTEM = System("test")
PDF = b"%PDF-1.4\n"


def report_of(place: Scene, round_id: UUID, agency_id: UUID | None = None) -> UUID:
    found = queries.reports_of_round(round_id, actor=place.leader, now=AFTER)
    return next(one.id for one in found if one.agency_id == (agency_id or place.ward.id))


@pytest.fixture
def report_id(place: Scene) -> UUID:
    """A report whose measured values are frozen."""
    opened = place.open()
    operations.freeze(round_id=opened.id, actor=SYSTEM, now=AFTER)
    return report_of(place, opened.id)


@pytest.fixture
def handed_in(place: Scene, report_id: UUID) -> UUID:
    place.save(report_id, **GOOD)
    place.submit(report_id)
    return report_id


def page(place: Scene, report_id: UUID, actor: Any = None, now: datetime = AFTER) -> Any:
    return queries.report(report_id, actor=actor or place.filler, now=now)


class TestOpening:
    def test_a_round_asks_each_agency_and_says_when(self, place: Scene) -> None:
        opened = place.open(place.ward, place.department)
        assert (opened.period.start, opened.period.end, opened.due_on) == (
            date(2026, 6, 15), date(2026, 9, 15), date(2026, 9, 20),
        )  # fmt: skip
        assert opened.counts.total == 2
        assert opened.frozen_at is None
        mine = queries.my_reports(agency_id=place.ward.id, actor=place.filler, now=OPENED)
        assert [(one.status, one.standing, one.to_agency_id) for one in mine] == [("draft", "open", place.province.id)]
        assert [one.kind for one in entries_of("report_round", opened.id)] == ["report_round.opened"]
        assert [one.kind for one in entries_of("report", mine[0].id)] == ["report.asked"]

    def test_it_takes_as_many_statements_for_two_agencies_as_for_one(self, place: Scene) -> None:
        with CaptureQueriesContext(
            connection,
        ) as one:
            place.open(place.ward)
        with CaptureQueriesContext(connection) as two:
            place.open(place.ward, place.department, number=2, due_on=date(2026, 9, 30))
        assert len(two) <= len(one) + 6  # the second one is past its cut-off and is frozen too

    def test_only_a_leader_above_opens(self, place: Scene) -> None:
        for actor in (place.checker, place.sender, place.outsider):
            with pytest.raises(NotTheOpener):
                place.open(actor=actor)
        with pytest.raises(NotTheOpener):
            place.open(agency_id=place.department.id, actor=place.outsider)

    def test_it_names_everything_that_does_not_fit(self, place: Scene) -> None:
        with pytest.raises(UnfitRound) as wrong:
            place.open(place.province, number=4, due_on=date(2026, 8, 1))
        assert [one.field for one in wrong.value.problems] == ["number", "due_on", "agencies"]
        with pytest.raises(UnfitRound, match="ít nhất một"):
            place.open(agency_ids=[])
        with pytest.raises(UnfitRound, match="loại kỳ"):
            place.open(period=operations.period("yearly", 2026, 1))

    def test_the_same_period_is_opened_once(self, place: Scene) -> None:
        place.open()
        with pytest.raises(RoundExists):
            place.open(place.department)

    def test_others_see_nothing_of_it(self, place: Scene) -> None:
        opened = place.open()
        assert queries.rounds(actor=place.outsider, now=OPENED) == []
        for query in (queries.round_view, queries.reports_of_round, queries.accepted):
            with pytest.raises(RoundNotFound):
                query(opened.id, actor=place.outsider, now=OPENED)
        with pytest.raises(ReportNotFound):
            queries.report(report_of(place, opened.id), actor=place.outsider, now=OPENED)
        assert queries.my_reports(agency_id=place.ward.id, actor=place.outsider, now=OPENED) == []
        # who was asked sees the round, not how the others stand
        assert queries.round_view(opened.id, actor=place.filler, now=OPENED).counts.total == 0


class TestFilling:
    def test_it_keeps_what_was_typed_and_reads_numbers_as_written_here(self, place: Scene, report_id: UUID) -> None:
        saved = place.save(report_id, **GOOD)
        assert saved.cells["whole"].value == Decimal("1250.5")
        assert saved.findings == ()
        kept = page(place, report_id).cells
        assert kept["words"].text == "Đã làm"
        assert kept["whole"].revision == 1

    @pytest.mark.parametrize("text", ["mười hai", "12.5", "1,2,3", "1.23", "12 người", "0x1f"])
    def test_words_where_a_number_belongs_are_kept_and_found(self, place: Scene, report_id: UUID, text: str) -> None:
        saved = place.save(report_id, words="Có", whole=text)
        assert (saved.cells["whole"].value, saved.cells["whole"].text) == (None, text)
        assert [(one.code, one.rule) for one in saved.findings] == [("whole", "number")]
        assert text in str(saved.findings[0])
        with pytest.raises(NotReady) as wrong:
            place.submit(report_id)
        assert [one.field for one in wrong.value.problems] == ["whole"]

    def test_two_people_do_not_overwrite_each_other(self, place: Scene, report_id: UUID) -> None:
        place.save(report_id, words="của người thứ nhất", whole="5")
        late = [Typed("words", 0, "của người thứ hai"), Typed("part", 0, "1")]
        saved = operations.save(report_id=report_id, typed=late, actor=place.sender, now=AFTER)
        (clash,) = saved.clashes
        assert (clash.code, clash.now.text, clash.typed.text) == ("words", "của người thứ nhất", "của người thứ hai")
        assert clash.now.typed_by == place.filler.person_id
        kept = page(place, report_id).cells
        assert kept["words"].text == "của người thứ nhất"
        assert kept["part"].value == 1

    def test_the_same_typed_twice_is_no_clash(self, place: Scene, report_id: UUID) -> None:
        place.save(report_id, whole="1250")
        saved = place.save(report_id, place.sender, whole="1.250")
        assert saved.clashes == ()
        assert page(place, report_id).cells["whole"].revision == 1

    def test_a_change_after_what_was_seen_is_taken(self, place: Scene, report_id: UUID) -> None:
        place.save(report_id, whole="5")
        saved = operations.save(report_id=report_id, typed=[Typed("whole", 1, "6")], actor=place.sender, now=AFTER)
        assert saved.clashes == ()
        assert saved.cells["whole"].revision == 2

    def test_only_its_agency_fills_it_in(self, place: Scene, report_id: UUID) -> None:
        for actor in (place.leader, place.checker, place.outsider):
            with pytest.raises(NotYourReport):
                place.save(report_id, actor, words="x")

    def test_an_unknown_cell_is_refused(self, place: Scene, report_id: UUID) -> None:
        with pytest.raises(UnknownCell):
            place.save(report_id, nothing="1")

    def test_a_part_larger_than_the_whole_and_a_wrong_sum_stand_beside_their_cells(
        self, place: Scene, report_id: UUID
    ) -> None:
        saved = place.save(
            report_id, words="Có", whole="10", part="11", people__a__n="3", people__b__n="4", people__all__n="8",
            people__a__w="4",
        )  # fmt: skip
        assert [(one.code, one.rule) for one in saved.findings] == [
            ("part", "part"), ("people.a.w", "part"), ("people.all.n", "sum"),
        ]  # fmt: skip
        assert "8" in str(saved.findings[2])
        assert "7" in str(saved.findings[2])

    def test_a_jump_needs_an_explanation(self, place: Scene) -> None:
        first = place.open(number=2, now=OPENED, due_on=date(2026, 9, 30))
        earlier = report_of(place, first.id)
        place.save(earlier, words="Có", whole="100")
        place.submit(earlier)
        operations.accept(report_id=earlier, actor=place.leader, now=AFTER)
        second = place.open()
        operations.freeze(round_id=second.id, actor=SYSTEM, now=AFTER)
        now_id = report_of(place, second.id)
        saved = place.save(now_id, words="Có", whole="151")
        (found,) = saved.findings
        assert (found.code, found.rule, found.explainable) == ("whole", "jump", True)
        assert "100" in str(found)
        assert page(place, now_id).before["whole"].value == 100
        why = [Typed("whole", 1, explanation="Mở thêm mười lớp")]
        assert operations.save(report_id=now_id, typed=why, actor=place.filler, now=AFTER).findings == ()


class TestEvidence:
    def test_a_file_of_a_wrong_type_is_refused_and_nothing_is_kept(self, place: Scene, report_id: UUID) -> None:
        with pytest.raises(UnknownFileType):
            operations.attach(
                report_id=report_id, code="words", name="x.pdf", content=b"MZ not a document", actor=place.filler,
                now=AFTER,
            )  # fmt: skip
        assert page(place, report_id).evidence == ()


class TestSending:
    def test_it_waits_for_the_cut_off(self, place: Scene) -> None:
        opened = place.open()
        report = report_of(place, opened.id)
        place.save(report, now=OPENED, **GOOD)
        with pytest.raises(NotFrozenYet, match="14/09/2026"):
            place.submit(report, now=OPENED)
        with pytest.raises(NotFrozenYet):
            operations.freeze(round_id=opened.id, actor=SYSTEM, now=datetime(2026, 9, 14, 16, 59, tzinfo=UTC))
        assert operations.freeze_due(actor=SYSTEM, now=datetime(2026, 9, 14, 17, 0, tzinfo=UTC)) == 1
        assert place.submit(report).status == "submitted"
        assert operations.freeze_due(actor=SYSTEM, now=AFTER) == 0

    def test_a_specialist_does_not_send(self, place: Scene, report_id: UUID) -> None:
        place.save(report_id, **GOOD)
        with pytest.raises(NotTheSender):
            operations.submit(report_id=report_id, actor=place.filler, now=AFTER)

    def test_the_level_above_sees_it_only_once_it_was_handed_in(self, place: Scene, report_id: UUID) -> None:
        place.save(report_id, **GOOD)
        assert page(place, report_id, place.checker).cells == {}
        place.submit(report_id)
        assert page(place, report_id, place.checker).cells["words"].text == "Đã làm"

    def test_nothing_changes_while_it_is_checked(self, place: Scene, handed_in: UUID) -> None:
        with pytest.raises(ReportHandedIn):
            operations.save(report_id=handed_in, typed=[Typed("words", 1, "khác")], actor=place.filler, now=AFTER)
        with pytest.raises(ReportHandedIn):
            place.submit(handed_in)


class TestChecking:
    def test_it_goes_back_with_remarks_and_comes_again(self, place: Scene, handed_in: UUID) -> None:
        operations.remark(report_id=handed_in, code="whole", text="Số này chưa khớp", actor=place.checker, now=AFTER)
        assert page(place, handed_in).remarks == ()  # not sent yet
        operations.return_report(report_id=handed_in, note_text="", actor=place.checker, now=AFTER)
        (remark,) = page(place, handed_in).remarks
        assert (remark.code, remark.sent, remark.settled_at) == ("whole", True, None)
        later = AFTER + timedelta(hours=1)
        operations.save(report_id=handed_in, typed=[Typed("whole", 1, "99")], actor=place.filler, now=later)
        assert page(place, handed_in, place.checker).cells["whole"].value == Decimal("1250.5")  # as it was handed in
        assert place.submit(handed_in, now=later).submissions == 2
        found = page(place, handed_in, place.checker)
        assert found.cells["whole"].value == 99
        assert found.remarks[0].settled_at == later
        assert [one.kind for one in found.steps] == ["submitted", "returned", "submitted"]
        first = queries.submission(handed_in, found.steps[0].id, actor=place.checker, now=later)
        assert first["whole"].value == Decimal("1250.5")

    def test_going_back_needs_a_remark_or_a_reason(self, place: Scene, handed_in: UUID) -> None:
        with pytest.raises(SayWhy):
            operations.return_report(report_id=handed_in, note_text=" ", actor=place.checker, now=AFTER)

    def test_only_the_level_above_checks_and_only_its_leader_accepts(self, place: Scene, handed_in: UUID) -> None:
        for actor in (place.filler, place.sender, place.outsider):
            with pytest.raises(NotTheChecker):
                operations.return_report(report_id=handed_in, note_text="Chưa đủ", actor=actor, now=AFTER)
        for actor in (place.checker, place.sender):
            with pytest.raises(NotTheAcceptor):
                operations.accept(report_id=handed_in, actor=actor, now=AFTER)

    def test_acceptance_locks(self, place: Scene, handed_in: UUID) -> None:
        operations.accept(report_id=handed_in, actor=place.leader, now=AFTER)
        with pytest.raises(ReportLocked, match="tiếp nhận ngày 16/09/2026"):
            operations.save(report_id=handed_in, typed=[Typed("words", 1, "khác")], actor=place.filler, now=LATE)
        with pytest.raises(ReportLocked):
            operations.attach(report_id=handed_in, code="", name="a", content=PDF, actor=place.filler, now=LATE)
        with pytest.raises(ReportLocked):
            place.submit(handed_in, now=LATE)
        with pytest.raises(NotHandedIn):
            operations.accept(report_id=handed_in, actor=place.leader, now=LATE)
        (found,) = queries.accepted(page(place, handed_in).report.round_id, actor=place.leader, now=LATE)
        assert found.cells["part"].value == 12
        assert found.report.standing == "in_time"

    def test_only_the_acceptor_reopens_with_a_reason(self, place: Scene, handed_in: UUID) -> None:
        with pytest.raises(NotAccepted):
            operations.reopen(report_id=handed_in, reason="Nhầm đơn vị tính", actor=place.leader, now=AFTER)
        operations.accept(report_id=handed_in, actor=place.leader, now=AFTER)
        for actor in (place.sender, place.checker, place.outsider):
            with pytest.raises(NotTheAcceptor):
                operations.reopen(report_id=handed_in, reason="Nhầm đơn vị tính", actor=actor, now=LATE)
        with pytest.raises(SayWhy):
            operations.reopen(report_id=handed_in, reason="", actor=place.leader, now=LATE)
        operations.reopen(report_id=handed_in, reason="Nhầm đơn vị tính", actor=place.leader, now=LATE)
        saved = operations.save(report_id=handed_in, typed=[Typed("part", 1, "13")], actor=place.filler, now=LATE)
        assert saved.cells["part"].value == 13
        assert [one.kind for one in entries_of("report", handed_in)] == [
            "report.asked", "report.submitted", "report.accepted", "report.reopened",
        ]  # fmt: skip


class TestLate:
    def test_late_ones_are_asked_for_once_a_day_and_not_before(self, place: Scene) -> None:
        opened = place.open(place.ward, place.department)
        operations.freeze(round_id=opened.id, actor=SYSTEM, now=AFTER)
        done = report_of(place, opened.id)
        place.save(done, **GOOD)
        place.submit(done)
        due_day = datetime(2026, 9, 20, 16, 59, tzinfo=UTC)
        assert operations.chase(actor=SYSTEM, now=due_day) == 0
        assert operations.chase(actor=SYSTEM, now=due_day + timedelta(minutes=1)) == 1
        assert operations.chase(actor=SYSTEM, now=due_day + timedelta(hours=20)) == 0
        assert operations.chase(actor=SYSTEM, now=due_day + timedelta(days=1, minutes=1)) == 1
        late = report_of(place, opened.id, place.department.id)
        assert [one.data["days_late"] for one in entries_of("report", late) if one.kind == "report.chased"] == [1, 2]
        assert queries.round_view(opened.id, actor=place.leader, now=LATE).counts.overdue == 1

    def test_those_who_answer_for_the_agency_are_told_of_a_late_report(self, place: Scene) -> None:
        opened = place.open()
        operations.chase(actor=SYSTEM, now=LATE)
        report = report_of(place, opened.id)
        notifying.tell(entries_of("report", report))
        told = notices.notices(actor=place.sender)
        assert {one.subject for one in told} == {
            "Cần báo cáo: Báo cáo mẫu, quý 3 năm 2026", "Báo cáo quá hạn: Báo cáo mẫu, quý 3 năm 2026",
        }  # fmt: skip
        assert {one.link for one in told} == {f"/desk/reports/{report}/"}
        assert notices.notices(actor=place.filler) == []  # there is a head, so specialists are left alone

    def test_what_is_owed_says_late_soon_or_open(self, place: Scene) -> None:
        opened = place.open()

        def states(now: datetime) -> list[str]:
            return [one.state for one in queries.owed(place.ward.id, actor=place.filler, now=now)]

        assert [states(now) for now in (OPENED, AFTER, LATE)] == [["open"], ["soon"], ["late"]]
        (waiting,) = queries.owed_to(place.province.id, actor=place.leader, now=OPENED)
        assert waiting.holder_id == place.ward.id
        assert place.ward.name in waiting.title
        assert queries.owed(place.ward.id, actor=place.outsider, now=OPENED) == []
        operations.freeze(round_id=opened.id, actor=SYSTEM, now=AFTER)
        place.save(report_of(place, opened.id), **GOOD)
        place.submit(report_of(place, opened.id))
        assert states(AFTER) == []
        (check,) = queries.owed(place.province.id, actor=place.checker, now=AFTER)
        assert (check.kind, check.subject.id) == ("report_check", opened.id)


class TestMeasured:
    def test_it_is_frozen_at_the_cut_off_and_only_commented_on(self, place: Scene, forms: Path) -> None:
        write_form(forms, measured_form())
        opened = place.open(place.ward, place.department)
        with CaptureQueriesContext(connection) as few:
            assert operations.freeze(round_id=opened.id, actor=SYSTEM, now=AFTER) == 6  # three cells, two reports
        assert len([one for one in few if "reports_cellvalue" in one["sql"]]) == 1
        report = report_of(place, opened.id)
        kept = page(place, report).cells["received"]
        assert (kept.source, kept.value, kept.frozen_at, kept.revision) == ("measured", 0, AFTER, 1)
        assert kept.position is not None
        with pytest.raises(CellNotTyped):
            place.save(report, received="7")
        said = [Typed("received", 1, comment="Chúng tôi đếm được 7 hồ sơ")]
        saved = operations.save(report_id=report, typed=said, actor=place.filler, now=AFTER)
        now_said = saved.cells["received"]
        assert now_said.value == 0
        assert now_said.comment == "Chúng tôi đếm được 7 hồ sơ"
        assert operations.freeze(round_id=opened.id, actor=SYSTEM, now=LATE) == 0
