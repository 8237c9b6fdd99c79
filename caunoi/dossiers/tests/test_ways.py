"""Settlement by processes that differ, and what the indicators count of it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import pytest

from caunoi.core.clock import VIETNAM
from caunoi.documents import signing
from caunoi.dossiers import operations, queries, testing
from caunoi.dossiers.errors import NothingToPay, ResultNotInForce
from caunoi.dossiers.models import Dossier, DossierResult, WorkItem
from caunoi.dossiers.shapes import DossierView, Status
from caunoi.dossiers.shapes_filing import CounterPaper
from caunoi.dossiers.testing import Office, walk
from caunoi.dossiers.tests.test_acts import NOW, accepted, ask, at, hand_in, kinds, last, office
from caunoi.measures import queries as measures

__all__ = ["office"]
pytestmark = pytest.mark.django_db


class TestFigures:
    """What the indicators count of a dossier that paused, was given a new date, or was taken back."""

    def figures(self, on: datetime) -> tuple[int, int, int]:
        found = measures.settlement(scope="nation", code_or_id="", start=NOW.date(), end=date(2026, 9, 30), now=on)
        return found.received, found.done, found.late

    def test_a_paused_dossier_is_not_late_and_a_new_date_is_what_counts(self, office: Office) -> None:
        one, two, three = (accepted(office) for _ in range(3))
        assert self.figures(at(29)) == (3, 0, 3)
        ask(one, office.specialist, at(22))
        operations.extend(
            dossier_id=two.id, new_due=date(2026, 9, 30), reason="Phải xác minh thêm.", actor=office.leader, now=at(25)
        )
        operations.withdraw(dossier_id=three.id, reason="Tôi không cần nữa.", actor=office.citizen, now=at(25))
        assert self.figures(at(29)) == (3, 1, 0)
        assert self.figures(datetime(2026, 10, 1, 9, tzinfo=VIETNAM)) == (3, 1, 1)
        hand_in(one, office, at(24))
        operations.answer_supplement(dossier_id=one.id, actor=office.citizen, now=at(24))
        assert self.figures(datetime(2026, 10, 1, 9, tzinfo=VIETNAM)) == (3, 1, 1)
        assert self.figures(datetime(2026, 10, 2, 9, tzinfo=VIETNAM)) == (3, 1, 2)
        operations.stop(dossier_id=one.id, reason="Chờ tòa án.", actor=office.leader, now=at(25))
        operations.withdraw(dossier_id=one.id, reason="Tôi không cần nữa.", actor=office.citizen, now=at(29))
        assert self.figures(datetime(2026, 10, 2, 9, tzinfo=VIETNAM)) == (3, 2, 1)


class TestOtherProcesses:
    """The same birth settled by processes that differ: what waits for whom comes from the process."""

    def under(self, office: Office, process: str, **words: UUID) -> DossierView:
        view = walk(office, "ready", now=NOW)
        agencies = {word: str(agency) for word, agency in words.items()}
        Dossier.objects.filter(id=view.id).update(
            process_code=process, agencies=agencies, reader_ids=[*words.values()], limit_value=5
        )
        operations.submit(dossier_id=view.id, idempotency_key=str(view.id), actor=office.citizen, now=NOW)
        return operations.accept(dossier_id=view.id, actor=office.counter, now=NOW)

    def test_a_fee_is_asked_for_and_paid_before_it_goes_on(self, office: Office) -> None:
        view = self.under(office, "household_business")
        say = {"dossier_id": view.id, "actor": office.specialist, "now": at(22)}
        asked = operations.request_payment(amount=100_000, reason="Lệ phí đăng ký.", **say)  # type: ignore[arg-type]
        assert (asked.status, asked.fee_due, asked.fee_state) == (Status.PAYMENT, 100_000, "due")
        pay = {"dossier_id": view.id, "amount": 100_000, "method": "transfer", "actor": office.counter}
        paid = operations.record_payment(now=at(22, 14, 30), receipt="BL-01", **pay)  # type: ignore[arg-type]
        assert (paid.status, paid.fee_state, paid.due_at) == (Status.IN_PROCESS, "paid", at(29, 10, 30))
        assert last(view.id)["method"] == "transfer"
        with pytest.raises(NothingToPay):
            operations.record_payment(now=at(22, 15), **pay)  # type: ignore[arg-type]

    def test_two_steps_wait_at_once_and_both_must_end(self, office: Office) -> None:
        asked = testing.office(NOW, ward_code="00004", name="Ba Đình")
        view = self.under(office, "building_permit", consulted=asked.committee_id)
        operations.forward(dossier_id=view.id, actor=office.specialist, now=at(22))
        waiting = {item.step: item for item in WorkItem.objects.filter(dossier_id=view.id, closed_at=None)}
        assert set(waiting) == {"field_check", "consult"}
        operations.forward(
            dossier_id=view.id, actor=office.specialist, now=at(23), note="Đất đúng ranh giới.", outcome="pass"
        )
        (request,) = queries.requests(view.id, actor=asked.specialist, now=at(23))
        assert request.id == waiting["consult"].id
        operations.answer_consultation(
            request_id=request.id, answer="Đồng ý cấp phép.", outcome="agree", actor=asked.specialist, now=at(23)
        )
        assert queries.dossier(view.id, actor=office.leader, now=at(23)).step == "appraise"
        lines = queries.control_slip(view.id, actor=office.leader, now=at(23))
        assert [line.note for line in lines if line.step == "field_check"] == ["Đất đúng ranh giới."]
        operations.submit_for_signature(dossier_id=view.id, result={}, actor=office.specialist, now=at(24))
        assert operations.sign(dossier_id=view.id, actor=office.leader, now=at(24)).status == Status.DONE

    def test_each_agency_of_a_chain_signs_in_turn_and_the_last_settles_it(self, office: Office) -> None:
        police = testing.office(NOW, ward_code="00004", name="Ba Đình")
        insurance = testing.office(NOW, ward_code="00008", name="Ngọc Hà")
        view = self.under(
            office, "birth_residence_insurance", police=police.committee_id, insurance=insurance.committee_id
        )
        for number, agency in enumerate((office, police, insurance)):
            operations.submit_for_signature(dossier_id=view.id, result={}, actor=agency.specialist, now=at(22 + number))
            signed = operations.sign(dossier_id=view.id, actor=agency.leader, now=at(22 + number))
            assert signed.status == (Status.DONE if agency is insurance else Status.IN_PROCESS)
        assert kinds(view.id).count("signed") == 1
        assert signed.result_file_id is not None
        returned = operations.hand_over(dossier_id=view.id, actor=office.counter, now=at(25))
        assert returned.status == Status.RETURNED

    def test_a_certified_copy_is_given_at_once_from_the_scan(self, office: Office) -> None:
        scan = CounterPaper(component_id="original", originals=1, pages=(("bang.png", testing.PNG),))
        view = testing.receive(office, "2.000815", now=NOW, papers=[scan], receipt=False)
        assert (view.step, view.receipt_file_id) == ("sign", None)
        signed = operations.sign(dossier_id=view.id, actor=office.leader, now=NOW)
        assert (signed.status, signed.step) == (Status.DONE, "return")
        (result,) = queries.results(view.id, actor=office.counter, now=NOW)
        assert (result.status, result.number) == ("valid", "1/2026")
        assert result.file_id is not None
        copy = queries.file_content(view.id, result.file_id, actor=office.counter, now=NOW)
        assert signing.verify(copy.content).status == "valid"

    def test_what_stayed_on_paper_still_gets_its_record(self, office: Office) -> None:
        view = testing.receive(office, "2.000815", now=NOW)
        assert view.receipt_file_id is not None
        assert operations.sign(dossier_id=view.id, actor=office.leader, now=NOW).result_file_id is not None


def test_a_revoked_result_is_not_handed_over(office: Office) -> None:
    view = walk(office, "signed", now=NOW)
    result = DossierResult.objects.get(dossier_id=view.id, status="valid")
    operations.revoke_result(result_id=result.id, reason="Giấy tờ gốc giả.", actor=office.leader, now=NOW)
    with pytest.raises(ResultNotInForce):
        operations.hand_over(dossier_id=view.id, actor=office.counter, now=NOW)
    assert queries.dossier(view.id, actor=office.counter, now=NOW).returned_at is None
