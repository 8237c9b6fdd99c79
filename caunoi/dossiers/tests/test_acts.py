"""The acts of settlement: what the applicant is asked, what stops and goes on, other agencies, corrections, ratings."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from caunoi.core.actor import Person
from caunoi.core.clock import VIETNAM
from caunoi.core.journal.queries import entries_of
from caunoi.documents.queries import content
from caunoi.dossiers import operations, queries, testing
from caunoi.dossiers.errors import (
    AssignedToAnother,
    CorrectionUnderWay,
    ExtendedBefore,
    NewDateWrong,
    NotReader,
    NotReturned,
    NotYourAct,
    RatedBefore,
    RequestAnswered,
    RoleEnded,
    SupplementAsked,
    SupplementIncomplete,
    SupplementLate,
    SupplementTooLate,
    TooLateToExtend,
    WrongAmount,
    WrongColleague,
    WrongScores,
    WrongStep,
)
from caunoi.dossiers.models import Dossier, DossierRequest, DossierResult, WorkItem
from caunoi.dossiers.operations import by_clock
from caunoi.dossiers.shapes import DossierView, Status
from caunoi.dossiers.testing import Office, walk
from caunoi.people import operations as people_operations
from caunoi.people import queries as people_queries
from caunoi.people import testing as people

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 21, 9, 0, tzinfo=VIETNAM)  # a Monday
ASKED = [{"component_id": "birth_proof", "what": "Bản chụp bị mờ, hãy chụp lại."}]


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 9, day, hour, minute, tzinfo=VIETNAM)


@pytest.fixture
def office(db: None) -> Office:
    return testing.office(NOW)


def long(view: DossierView, office: Office, *, days: int = 5) -> DossierView:
    """The same dossier under a limit of several working days, as if its procedure said so; received on Monday."""
    Dossier.objects.filter(id=view.id).update(limit_value=days)
    return operations.accept(dossier_id=view.id, actor=office.counter, now=NOW)


def accepted(office: Office, *, days: int = 5) -> DossierView:
    return long(walk(office, "submitted", now=NOW), office, days=days)


def kinds(dossier_id: UUID) -> list[str]:
    return [entry.kind.removeprefix("dossier.") for entry in entries_of("dossier", dossier_id)]


def last(dossier_id: UUID) -> dict[str, object]:
    return dict(entries_of("dossier", dossier_id)[-1].data)


def ask(view: DossierView, actor: Person, now: datetime, exception: str = "") -> DossierView:
    return operations.request_supplement(
        dossier_id=view.id, items=ASKED, reason="Giấy chứng sinh không đọc được.", actor=actor, now=now,
        exception_reason=exception,
    )  # fmt: skip


def hand_in(view: DossierView, office: Office, now: datetime) -> None:
    operations.upload(
        dossier_id=view.id, component_id="birth_proof", content=testing.PNG, name="moi.png", actor=office.citizen,
        now=now,
    )  # fmt: skip


class TestSupplement:
    def test_it_waits_for_the_applicant_and_counts_anew_from_complete_receipt(self, office: Office) -> None:
        view = accepted(office)
        assert view.due_at == at(28, 17)
        asked = ask(view, office.specialist, at(22))
        assert (asked.status, asked.step) == (Status.SUPPLEMENT, "examine")
        item = WorkItem.objects.get(dossier_id=view.id, closed_at=None)
        assert (item.kind, item.held, item.assignee_id) == ("waiting", True, office.specialist.person_id)
        (request,) = queries.requests(view.id, actor=office.citizen, now=at(22))
        assert request.open
        assert request.items[0][1] == ASKED[0]["what"]
        assert request.file_id is not None
        assert content(request.file_id).startswith(b"%PDF")
        assert queries.file_content(view.id, request.file_id, actor=office.citizen, now=at(22)).content
        with pytest.raises(SupplementIncomplete, match="Chưa có"):
            operations.answer_supplement(dossier_id=view.id, actor=office.citizen, now=at(24))
        hand_in(view, office, at(24))
        back = operations.answer_supplement(
            dossier_id=view.id, actor=office.citizen, now=at(24), idempotency_key="once"
        )
        assert (back.status, back.step, back.due_at) == (
            Status.IN_PROCESS,
            "examine",
            datetime(2026, 10, 1, 17, tzinfo=VIETNAM),
        )
        assert back.first_due_at == at(28, 17)
        again = operations.answer_supplement(
            dossier_id=view.id, actor=office.citizen, now=at(24), idempotency_key="once"
        )
        assert again.version == back.version
        item = WorkItem.objects.get(dossier_id=view.id, closed_at=None)
        assert (item.kind, item.held, item.assignee_id, item.due_at) == (
            "step", False, office.specialist.person_id, back.due_at,
        )  # fmt: skip
        assert kinds(view.id)[-2:] == ["supplement_requested", "supplement_answered"]
        said = last(view.id)
        assert (said["due_on"], said["restarted"], said["paused_hours"]) == ("2026-10-01", True, "16.00")

    def test_where_the_procedure_says_so_only_the_waiting_time_is_added(self, office: Office) -> None:
        view = accepted(office)
        Dossier.objects.filter(id=view.id).update(pause_mode="resume")
        ask(view, office.specialist, at(22))
        hand_in(view, office, at(24))
        back = operations.answer_supplement(dossier_id=view.id, actor=office.citizen, now=at(24))
        assert back.due_at == at(30, 17)

    def test_it_is_asked_once_and_within_three_working_days_or_with_a_reason_on_record(self, office: Office) -> None:
        view = accepted(office)
        with pytest.raises(SupplementLate, match="24/09/2026"):
            ask(view, office.specialist, at(25))
        ask(view, office.specialist, at(25), exception="Cơ quan công an vừa báo giấy tờ giả.")
        assert last(view.id)["notice_in_time"] is False
        hand_in(view, office, at(28))
        operations.answer_supplement(dossier_id=view.id, actor=office.citizen, now=at(28))
        with pytest.raises(SupplementAsked, match="25/09/2026"):
            ask(view, office.specialist, at(28))

    def test_the_counter_may_ask_before_receipt_and_day_zero_is_then_the_day_of_completion(
        self, office: Office
    ) -> None:
        view = walk(office, "submitted", now=NOW)
        asked = ask(view, office.counter, NOW)
        assert (asked.status, asked.step) == (Status.SUPPLEMENT, "receive")
        with pytest.raises(WrongStep):
            operations.accept(dossier_id=view.id, actor=office.counter, now=at(22))
        hand_in(view, office, at(23))
        back = operations.answer_supplement(dossier_id=view.id, actor=office.citizen, now=at(23))
        assert (back.status, back.step) == (Status.NEW, "receive")
        received = operations.accept(dossier_id=view.id, actor=office.counter, now=at(24))
        assert (received.received_at, received.due_at) == (at(23), at(24, 17))

    def test_after_the_limit_the_dossier_stops_and_says_what_to_do_and_may_be_resumed(self, office: Office) -> None:
        view = accepted(office)
        ask(view, office.specialist, at(22))
        DossierRequest.objects.filter(dossier_id=view.id).update(due_at=at(25, 17))
        assert by_clock.expired_supplements(now=at(25, 20)) == 0
        hand_in(view, office, at(25))
        with pytest.raises(SupplementTooLate, match="25/09/2026"):
            operations.answer_supplement(dossier_id=view.id, actor=office.citizen, now=at(26))
        assert by_clock.expired_supplements(now=at(28)) == 1
        assert by_clock.expired_supplements(now=at(28)) == 0
        stopped = queries.dossier(view.id, actor=office.specialist, now=at(28))
        assert stopped.status == Status.STOPPED
        assert (last(view.id)["cause"], last(view.id)["clock_ran"]) == ("supplement_expired", False)
        with pytest.raises(SupplementTooLate, match="liên hệ"):
            operations.answer_supplement(dossier_id=view.id, actor=office.citizen, now=at(28))
        (late,) = [
            a for a in queries.available_actions(view.id, actor=office.citizen, now=at(28)) if a.code.startswith("ans")
        ]
        assert not late.allowed
        on = operations.resume(dossier_id=view.id, actor=office.specialist, now=at(29))
        assert (on.status, on.step) == (Status.IN_PROCESS, "examine")
        item = WorkItem.objects.get(dossier_id=view.id, closed_at=None)
        assert (item.kind, item.held) == ("step", False)
        operations.submit_for_signature(dossier_id=view.id, result={}, actor=office.specialist, now=at(29))

    def test_one_that_was_never_received_is_then_not_received(self, office: Office) -> None:
        view = walk(office, "submitted", now=NOW)
        ask(view, office.counter, NOW)
        DossierRequest.objects.filter(dossier_id=view.id).update(due_at=at(22, 17))
        assert by_clock.expired_supplements(now=at(23)) == 1
        gone = queries.dossier(view.id, actor=office.counter, now=at(23))
        assert (gone.status, gone.step) == (Status.REFUSED, "")
        assert last(view.id)["after_receipt"] is False


class TestStopAndWithdraw:
    def test_a_stop_holds_the_work_and_adds_its_time(self, office: Office) -> None:
        view = accepted(office)
        with pytest.raises(NotYourAct):
            operations.stop(dossier_id=view.id, reason="Chờ tòa án.", actor=office.counter, now=at(22))
        operations.stop(dossier_id=view.id, reason="Chờ tòa án giải quyết.", actor=office.specialist, now=at(22))
        with pytest.raises(WrongStep, match="Dừng xử lý"):
            operations.submit_for_signature(dossier_id=view.id, result={}, actor=office.specialist, now=at(22))
        on = operations.resume(dossier_id=view.id, actor=office.leader, now=at(23), note="Đã có bản án.")
        assert on.due_at == at(29, 17)
        assert last(view.id)["paused_hours"] == "8.00"
        operations.submit_for_signature(dossier_id=view.id, result={}, actor=office.specialist, now=at(24))

    @pytest.mark.parametrize("stage", ["submitted", "accepted", "examined"])
    def test_the_applicant_may_take_it_back_until_it_is_signed(self, office: Office, stage: str) -> None:
        view = walk(office, stage, now=NOW)
        gone = operations.withdraw(dossier_id=view.id, reason="Tôi nộp nhầm nơi.", actor=office.citizen, now=at(25))
        assert (gone.status, gone.step) == (Status.WITHDRAWN, "")
        assert not WorkItem.objects.filter(dossier_id=view.id, closed_at=None).exists()
        said = last(view.id)
        assert (said["after_receipt"], said["on_time"]) == ((True, True) if stage != "submitted" else (False, None))
        with pytest.raises(WrongStep, match="rút hồ sơ"):
            operations.withdraw(dossier_id=view.id, reason="Một lần nữa.", actor=office.citizen, now=at(25))


class TestExtend:
    def test_it_is_extended_once_and_a_day_before(self, office: Office) -> None:
        view = accepted(office)
        say = {"dossier_id": view.id, "reason": "Phải xác minh tại nơi sinh.", "actor": office.leader}
        with pytest.raises(NewDateWrong):
            operations.extend(new_due=date(2026, 10, 3), now=at(25), **say)  # type: ignore[arg-type]
        with pytest.raises(TooLateToExtend, match="27/09/2026"):
            operations.extend(new_due=date(2026, 10, 2), now=at(28), **say)  # type: ignore[arg-type]
        later = operations.extend(new_due=date(2026, 10, 2), now=at(25), **say)  # type: ignore[arg-type]
        assert later.due_at == datetime(2026, 10, 2, 17, tzinfo=VIETNAM)
        assert later.first_due_at == at(28, 17)
        assert WorkItem.objects.get(dossier_id=view.id, closed_at=None).due_at == later.due_at
        with pytest.raises(ExtendedBefore):
            operations.extend(new_due=date(2026, 10, 6), now=at(25), **say)  # type: ignore[arg-type]
        refused = {a.code: a.reason for a in queries.available_actions(view.id, actor=office.leader, now=at(25))}
        assert "một lần" in refused["extend"]


class TestOtherAgencies:
    def test_another_agency_answers_beside_the_process(self, office: Office) -> None:
        view = accepted(office)
        other = testing.office(NOW, ward_code="00004", name="Ba Đình")
        request_id = operations.consult(
            dossier_id=view.id, agency_id=other.committee_id, question="Trẻ đã được đăng ký ở phường chưa?",
            due=date(2026, 9, 24), actor=office.specialist, now=at(22),
        )  # fmt: skip
        say = {"request_id": request_id, "answer": "Chưa đăng ký.", "outcome": "agree"}
        seen = queries.available_actions(view.id, actor=other.specialist, now=at(22))
        assert [a.code for a in seen if a.allowed] == ["answer_consultation"]
        assert by_clock.silent_consultations(now=at(24, 18)) == 0
        assert by_clock.silent_consultations(now=at(25)) == 1
        assert by_clock.silent_consultations(now=at(25)) == 0
        assert last(view.id)["assignee"] == str(office.specialist.person_id)
        operations.answer_consultation(actor=other.specialist, now=at(25), **say)  # type: ignore[arg-type]
        assert (last(view.id)["outcome"], last(view.id)["on_time"]) == ("agree", False)
        with pytest.raises(RequestAnswered):
            operations.answer_consultation(actor=other.specialist, now=at(25), **say)  # type: ignore[arg-type]
        assert queries.requests(view.id, actor=office.citizen, now=at(25)) == []
        assert queries.requests(view.id, actor=office.leader, now=at(25))[0].answer == "Chưa đăng ký."

    def test_it_goes_to_the_agency_that_is_competent(self, office: Office) -> None:
        view = accepted(office)
        other = testing.office(NOW, ward_code="00004", name="Ba Đình")
        moved = operations.transfer(
            dossier_id=view.id, agency_id=other.committee_id, reason="Nơi cư trú thuộc phường khác.",
            actor=office.counter, now=at(22),
        )  # fmt: skip
        assert (moved.competent_agency_id, moved.due_at) == (other.committee_id, view.due_at)
        operations.submit_for_signature(dossier_id=view.id, result={}, actor=other.specialist, now=at(22))
        operations.sign(dossier_id=view.id, actor=other.leader, now=at(22))


class TestWhoActs:
    def test_a_delegation_that_ended_before_the_signature_is_told(self, office: Office) -> None:
        view = walk(office, "examined", now=NOW)
        (role,) = people_queries.memberships(office.leader.person_id, at=NOW)
        people_operations.delegate(
            membership_id=role.id, to_person_id=office.head.person_id, valid_from=NOW, valid_to=at(21, 10),
            actor=office.leader, now=NOW,
        )  # fmt: skip
        assert any(
            a.code == "sign" and a.allowed
            for a in queries.available_actions(view.id, actor=office.head, now=at(21, 9, 30))
        )
        with pytest.raises(RoleEnded, match="hết hiệu lực lúc 10:00 21/09/2026"):
            operations.sign(dossier_id=view.id, actor=office.head, now=at(21, 10, 30))
        assert queries.dossier(view.id, actor=office.head, now=NOW).status == Status.IN_PROCESS

    def test_a_colleague_takes_over_from_one_who_left(self, office: Office) -> None:
        view = walk(office, "accepted", now=NOW)
        leaving = people.officer(office.committee_id, "specialist", until=at(22), second_factor=False)
        operations.assign(dossier_id=view.id, person_id=leaving.id, actor=office.head, now=NOW)
        with pytest.raises(AssignedToAnother):
            operations.submit_for_signature(dossier_id=view.id, result={}, actor=office.specialist, now=at(21, 16))
        operations.submit_for_signature(dossier_id=view.id, result={}, actor=office.specialist, now=at(22, 10))

    def test_many_at_once_are_each_their_own(self, office: Office) -> None:
        one, two = walk(office, "accepted", now=NOW), walk(office, "submitted", now=NOW)
        outcome = operations.assign_many(
            dossier_ids=[one.id, two.id], person_id=office.specialist.person_id, actor=office.head, now=NOW
        )
        assert outcome.done == [one.code]
        assert outcome.failed[0][0] == two.code
        colleague = people.officer(office.committee_id, "specialist", second_factor=False)
        moved = operations.reassign_all(
            from_person=office.specialist.person_id, to_person=colleague.id, agency_id=office.committee_id,
            actor=office.head, now=NOW,
        )  # fmt: skip
        assert moved.done == [one.code]
        with pytest.raises(AssignedToAnother):
            operations.submit_for_signature(dossier_id=one.id, result={}, actor=office.specialist, now=NOW)
        with pytest.raises(WrongColleague):
            operations.reassign_all(
                from_person=colleague.id, to_person=office.auditor.person_id, agency_id=office.committee_id,
                actor=office.head, now=NOW,
            )  # fmt: skip
        operations.submit_for_signature(dossier_id=one.id, result={}, actor=Person(colleague.id), now=NOW)
        signed = operations.sign_many(dossier_ids=[one.id, two.id], actor=office.leader, now=NOW)
        assert (signed.done, [code for code, _ in signed.failed]) == ([one.code], [two.code])


class TestResults:
    def test_a_wrong_result_is_corrected_rated_and_revoked(self, office: Office) -> None:
        view = walk(office, "returned", now=NOW)
        first = DossierResult.objects.get(dossier_id=view.id)
        assert (first.status, len(first.sha256), first.number) == ("valid", 64, "1/2026")
        say = {"dossier_id": view.id, "reason": "Sai nơi sinh do lỗi của cơ quan.", "actor": office.specialist}
        new_id = operations.start_correction(now=at(22), **say)  # type: ignore[arg-type]
        with pytest.raises(CorrectionUnderWay):
            operations.start_correction(now=at(22), **say)  # type: ignore[arg-type]
        new = queries.dossier(new_id, actor=office.specialist, now=at(22))
        assert (new.corrects_id, new.step, new.fee_state, new.priority) == (view.id, "examine", "waived", "correction")
        operations.submit_for_signature(
            dossier_id=new_id,
            result={"child_birth_place": "Bệnh viện Thử, Hà Nội"},
            actor=office.specialist,
            now=at(22),
        )
        operations.sign(dossier_id=new_id, actor=office.leader, now=at(22))
        second = DossierResult.objects.get(dossier_id=new_id)
        first.refresh_from_db()
        assert (first.status, second.status, second.replaces_id, second.number) == (
            "replaced", "valid", first.id, "2/2026",
        )  # fmt: skip
        operations.revoke_result(result_id=second.id, reason="Giấy tờ gốc giả.", actor=office.leader, now=at(23))
        second.refresh_from_db()
        assert second.status == "revoked"

    def test_the_applicant_rates_once_after_return(self, office: Office) -> None:
        view = walk(office, "signed", now=NOW)
        rated = {"dossier_id": view.id, "actor": office.citizen, "now": at(22)}
        with pytest.raises(NotReturned):
            operations.rate(scores={1: 2}, **rated)  # type: ignore[arg-type]
        operations.hand_over(dossier_id=view.id, actor=office.counter, now=at(22), way="counter")
        for wrong in ({}, {5: 2}, {1: 3}):
            with pytest.raises(WrongScores):
                operations.rate(scores=wrong, **rated)  # type: ignore[arg-type]
        operations.rate(scores={1: 2, 7: 0}, comment="Cán bộ tận tình.", **rated)  # type: ignore[arg-type]
        with pytest.raises(RatedBefore):
            operations.rate(scores={1: 2}, **rated)  # type: ignore[arg-type]
        found = queries.rating(view.id, actor=office.leader, now=at(22))
        assert found is not None
        assert found.scores == {1: 2, 7: 0}
        month = {"start": date(2026, 9, 1), "end": date(2026, 9, 30), "now": at(23)}
        (line,) = queries.officer_ratings(office.committee_id, actor=office.head, **month)  # type: ignore[arg-type]
        assert (line.person_id, line.dossiers, line.total, line.name) == (
            office.specialist.person_id, 1, Decimal("2.0"), "part",
        )  # fmt: skip
        with pytest.raises(NotReader):
            queries.officer_ratings(office.committee_id, actor=office.specialist, **month)  # type: ignore[arg-type]


class TestMoney:
    def test_a_fee_due_is_recorded_once_and_exactly(self, office: Office) -> None:
        view = walk(office, "accepted", now=NOW)
        Dossier.objects.filter(id=view.id).update(fee_due=8000, fee_state="due")
        say = {"dossier_id": view.id, "method": "cash", "actor": office.counter, "now": NOW}
        with pytest.raises(WrongAmount, match=r"8\.000 đồng"):
            operations.record_payment(amount=7000, **say)  # type: ignore[arg-type]
        paid = operations.record_payment(amount=8000, **say)  # type: ignore[arg-type]
        assert (paid.fee_state, paid.status) == ("paid", Status.ACCEPTED)
        assert kinds(view.id)[-1] == "fee_recorded"
