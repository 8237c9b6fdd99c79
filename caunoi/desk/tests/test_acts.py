"""The four steps by their own persons, what is refused, and what happens when somebody was quicker."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from caunoi.core.actor import Person
from caunoi.desk.tests.conftest import NOW, As
from caunoi.documents import signing
from caunoi.dossiers import operations, queries
from caunoi.dossiers.queries import DossierView, Status
from caunoi.dossiers.testing import Office, walk

pytestmark = pytest.mark.django_db


def _fresh(office: Office, code: str) -> DossierView:
    return queries.by_code(code, actor=office.counter, now=NOW)


def _filled(client: Client, address: str) -> dict[str, Any]:
    """The form of a page as a browser sends it unchanged."""
    form = client.get(address).context["form"]
    data: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        if hasattr(value, "year"):
            data.update({f"{bound.name}_0": value.day, f"{bound.name}_1": value.month, f"{bound.name}_2": value.year})
        elif value is not None:
            data[bound.name] = value
    return data


def _walk_by_hand(client: Client, address: str, **typed: Any) -> Any:
    data = {**_filled(client, address), **typed}
    return client.post(address, data, follow=True)


class TestTheWholeWay:
    def test_four_people_settle_a_birth(self, office: Office, signed_in: As) -> None:
        code = walk(office, "submitted", now=NOW).code
        base = f"/desk/dossiers/{code}/"
        version = _fresh(office, code).version
        said = signed_in(office.counter).post(f"{base}accept/", {"expected_version": version}, follow=True)
        assert f"Đã tiếp nhận hồ sơ {code}" in said.content.decode()
        assert 'id="receipt-pdf"' in said.content.decode()
        said = _walk_by_hand(signed_in(office.specialist), f"{base}submit-for-signature/")
        assert f"Đã trình lãnh đạo ký kết quả của hồ sơ {code}" in said.content.decode()
        said = _walk_by_hand(signed_in(office.leader), f"{base}sign/")
        assert f"Đã ký kết quả của hồ sơ {code}" in said.content.decode()
        assert 'id="result-pdf"' in said.content.decode()
        said = _walk_by_hand(signed_in(office.counter), f"{base}hand-over/")
        assert f"Đã trả kết quả của hồ sơ {code}" in said.content.decode()
        done = _fresh(office, code)
        assert done.status == Status.RETURNED
        assert done.result_file_id is not None
        pdf = signed_in(office.counter).get(f"{base}files/{done.result_file_id}/").content
        assert signing.verify(pdf).status == "valid"

    def test_a_correction_goes_into_the_record_and_the_leader_sees_both(self, office: Office, signed_in: As) -> None:
        code = walk(office, "accepted", now=NOW).code
        base = f"/desk/dossiers/{code}/"
        _walk_by_hand(
            signed_in(office.specialist), f"{base}submit-for-signature/",
            child_full_name="Trần Thị Thí Dụ", child_birth_date_0="14",
        )  # fmt: skip
        found = _fresh(office, code)
        assert found.result["child_full_name"] == "Trần Thị Thí Dụ"
        assert found.result["child_birth_date"] == "2026-09-14"
        assert found.answers["child_full_name"] == "Trần Thị Ví Dụ"
        text = signed_in(office.leader).get(f"{base}sign/").content.decode()
        assert "Trần Thị Thí Dụ" in text
        assert "Người nộp khai: Trần Thị Ví Dụ" in text
        assert "Chuyên viên sửa 2 mục" in signed_in(office.leader).get(base).content.decode()

    def test_the_leader_sends_back_and_the_specialist_reads_why(self, office: Office, signed_in: As) -> None:
        code = walk(office, "examined", now=NOW).code
        base = f"/desk/dossiers/{code}/"
        _walk_by_hand(signed_in(office.leader), f"{base}return-to-specialist/", reason="Xem lại nơi sinh")
        assert _fresh(office, code).step == "examine"
        assert "Xem lại nơi sinh" in signed_in(office.specialist).get(base).content.decode()

    def test_the_head_of_unit_names_who_examines(self, office: Office, signed_in: As) -> None:
        code = walk(office, "accepted", now=NOW).code
        base = f"/desk/dossiers/{code}/"
        client = signed_in(office.head)
        assert 'id="act-assign"' in client.get(base).content.decode()
        said = _walk_by_hand(client, f"{base}assign/", person_id=str(office.specialist.person_id))
        assert f"Đã phân công người thẩm định hồ sơ {code}" in said.content.decode()
        assert _walk_by_hand(client, f"{base}assign/", person_id=str(office.leader.person_id)).status_code == 422
        assert _walk_by_hand(client, f"{base}assign/").status_code == 422

    def test_the_counter_refuses_with_a_reason(self, office: Office, signed_in: As) -> None:
        code = walk(office, "submitted", now=NOW).code
        _walk_by_hand(signed_in(office.counter), f"/desk/dossiers/{code}/refuse/", reason="Không thuộc thẩm quyền")
        found = _fresh(office, code)
        assert (found.status, found.refusal_reason) == (Status.REFUSED, "Không thuộc thẩm quyền")


class TestWhatIsWrong:
    def test_a_refusal_without_reason_changes_nothing(self, office: Office, signed_in: As) -> None:
        code = walk(office, "submitted", now=NOW).code
        address = f"/desk/dossiers/{code}/refuse/"
        for reason in ("", "    ", "abc", "x" * 2001):
            answer = _walk_by_hand(signed_in(office.counter), address, reason=reason)
            assert answer.status_code == 422, reason
            assert "Hãy ghi rõ lý do" in answer.content.decode()
        assert _fresh(office, code).status == Status.NEW

    def test_a_record_that_cannot_be_is_said_at_its_field(self, office: Office, signed_in: As) -> None:
        code = walk(office, "accepted", now=NOW).code
        address = f"/desk/dossiers/{code}/submit-for-signature/"
        wrong = {"child_full_name": {"child_full_name": ""}, "child_birth_date": {"child_birth_date_2": "2031"}}
        for field, typed in wrong.items():
            answer = _walk_by_hand(signed_in(office.specialist), address, **typed)
            assert answer.status_code == 422
            assert field in answer.context["form"].errors
        assert _fresh(office, code).step == "examine"

    def test_an_act_without_the_version_that_was_seen_is_refused(self, office: Office, signed_in: As) -> None:
        code = walk(office, "submitted", now=NOW).code
        answer = signed_in(office.counter).post(f"/desk/dossiers/{code}/accept/")
        assert answer.status_code == 422
        assert _fresh(office, code).status == Status.NEW


class TestSomebodyWasQuicker:
    def test_it_says_who_did_what(self, office: Office, signed_in: As) -> None:
        found = walk(office, "submitted", now=NOW)
        operations.accept(dossier_id=found.id, actor=office.counter, now=NOW)
        answer = signed_in(office.counter).post(
            f"/desk/dossiers/{found.code}/accept/", {"expected_version": found.version}
        )
        text = answer.content.decode()
        assert answer.status_code == 409
        assert "cán bộ một cửa tiếp nhận lúc 09:00 22/09/2026" in text
        assert "Xem hồ sơ hiện tại" in text

    def test_it_keeps_what_was_typed_when_the_step_is_over(self, office: Office, signed_in: As) -> None:
        found = walk(office, "submitted", now=NOW)
        operations.accept(dossier_id=found.id, actor=office.counter, now=NOW)
        answer = signed_in(office.counter).post(
            f"/desk/dossiers/{found.code}/refuse/",
            {"expected_version": found.version, "reason": "Thiếu giấy chứng sinh"},
        )
        assert answer.status_code == 409
        assert "Thiếu giấy chứng sinh" in answer.content.decode()

    def test_it_offers_the_form_again_when_the_step_still_stands(self, office: Office, signed_in: As) -> None:
        found = walk(office, "accepted", now=NOW)
        address = f"/desk/dossiers/{found.code}/submit-for-signature/"
        client = signed_in(office.specialist)
        data = {**_filled(client, address), "child_full_name": "Trần Thị Thí Dụ"}
        _assign(office, found, office.specialist)
        answer = client.post(address, data)
        assert answer.status_code == 409
        text = answer.content.decode()
        assert "Trần Thị Thí Dụ" in text
        assert "trưởng phòng phân công" in text
        again = {**data, "expected_version": answer.context["form"]["expected_version"].value()}
        assert client.post(address, again).status_code == 302
        assert _fresh(office, found.code).result["child_full_name"] == "Trần Thị Thí Dụ"

    def test_a_step_that_is_over_leads_back_to_the_dossier(self, office: Office, signed_in: As) -> None:
        found = walk(office, "signed", now=NOW)
        answer = signed_in(office.leader).get(f"/desk/dossiers/{found.code}/sign/", follow=True)
        assert "không làm được ở bước hiện tại" in answer.content.decode()


def _assign(office: Office, found: DossierView, specialist: Person) -> None:
    operations.assign(dossier_id=found.id, person_id=specialist.person_id, actor=office.head, now=NOW)
