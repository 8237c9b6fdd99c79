"""The counter: a certified copy in one page, the person known again, the fee at once, and what is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caunoi.desk.tests.conftest import NOW, As
from caunoi.dossiers import queries
from caunoi.dossiers.testing import PNG, Office, walk
from caunoi.people import testing

pytestmark = pytest.mark.django_db
COPY = "2.000815"
PAGE = f"/desk/counter/{COPY}/"
MAN = "001057000123"


def _typed(client: Client, **more: Any) -> dict[str, Any]:
    form = client.get(PAGE).context["form"]
    shown = {b.html_name: b.value() for b in form if b.value() not in (None, [])}
    return {
        **shown, "personal_id": MAN, "full_name": "Lê Văn Mẫu", "phone": "0912345678",
        "q-document_name": "Bằng tốt nghiệp đại học", "q-original_pages": "2", "q-copies": "3", **more,
    }  # fmt: skip


class TestACertifiedCopy:
    def test_it_is_received_in_one_page_with_its_slip_and_fee(self, office: Office, signed_in: As) -> None:
        client = signed_in(office.counter)
        answer = client.post(PAGE, _typed(client, priority="elderly"), follow=True)
        found = answer.context["dossier"]
        assert "Đã tiếp nhận" in answer.content.decode()
        assert (found.applicant_name, found.channel, found.procedure_code) == ("Lê Văn Mẫu", "direct", COPY)
        assert found.answers["original_pages"] == 2
        (original,) = [c for c in found.components if c.component_id == "original"]
        assert (original.attached, original.file_id) == (True, None), "it stays on paper"
        listed = queries.most_received(agency_id=office.centre_id, actor=office.counter, now=NOW)
        assert listed == [COPY]

    def test_a_scan_of_several_pages_becomes_one_paper(self, office: Office, signed_in: As) -> None:
        client = signed_in(office.counter)
        pages = [SimpleUploadedFile(f"trang-{n}.png", PNG) for n in (1, 2)]
        data = _typed(client)
        answer = client.post(PAGE, {**data, "p-original-file": pages}, follow=True)
        (original,) = [c for c in answer.context["dossier"].components if c.component_id == "original"]
        assert original.file_name.endswith(".pdf")

    def test_the_fee_is_shown_while_it_is_typed(self, office: Office, signed_in: As) -> None:
        client = signed_in(office.counter)
        text = client.post(PAGE, _typed(client, do="look"), headers={"X-Part": "1"}).content.decode()
        assert "12.000 đ" in text, "2 pages at 2,000, three copies"
        assert "<html" not in text

    def test_pressing_twice_receives_once(self, office: Office, signed_in: As) -> None:
        client = signed_in(office.counter)
        data = _typed(client)
        codes = {client.post(PAGE, data)["Location"] for _ in range(2)}
        assert len(codes) == 1


class TestAKnownPerson:
    def test_the_number_fills_in_the_rest_without_judging_what_is_missing(self, office: Office, signed_in: As) -> None:
        testing.citizen(full_name="Trần Thị Ví Dụ", personal_id="001190000001")
        client = signed_in(office.counter)
        data = {**_typed(client), "personal_id": "001190000001", "full_name": "", "do": "find"}
        answer = client.post(PAGE, data)
        text = answer.content.decode()
        assert answer.status_code == 200
        assert 'value="Trần Thị Ví Dụ"' in text
        assert "Đã có trong hệ thống" in text
        assert "govuk-error-summary" not in text

    def test_earlier_answers_are_offered_again(self, office: Office, signed_in: As) -> None:
        client = signed_in(office.counter)
        client.post(PAGE, _typed(client, address="12 phố Mẫu, Hà Nội"))
        again = {**_typed(client), "full_name": "", "phone": "", "q-document_name": "", "do": "find"}
        text = client.post(PAGE, again).content.decode()
        assert 'value="Bằng tốt nghiệp đại học"' in text
        assert 'value="12 phố Mẫu, Hà Nội"' in text

    def test_somebody_elses_papers_are_not_read_by_writing_an_id(self, office: Office, signed_in: As) -> None:
        client = signed_in(office.counter)
        data = {**_typed(client), "known": str(office.citizen.person_id), "do": "look"}
        assert "reuse" not in client.post(PAGE, data).content.decode()


class TestWhatIsWrong:
    def test_it_says_what_is_missing_and_keeps_what_was_typed(self, office: Office, signed_in: As) -> None:
        client = signed_in(office.counter)
        wrong = {
            "full_name": "", "q-original_pages": "0", "q-copies": "x", "personal_id": "123", "phone": "12",
        }  # fmt: skip
        for name, value in wrong.items():
            answer = client.post(PAGE, {**_typed(client), name: value})
            assert (answer.status_code, name in answer.context["form"].errors) == (422, True), name
            assert 'value="Bằng tốt nghiệp đại học"' in answer.content.decode()

    def test_another_persons_number_is_noticed(self, office: Office, signed_in: As) -> None:
        testing.citizen(full_name="Trần Thị Ví Dụ", personal_id=MAN)
        client = signed_in(office.counter)
        answer = client.post(PAGE, _typed(client))
        assert answer.status_code in (409, 422)

    def test_a_missing_paper_is_said(self, office: Office, signed_in: As) -> None:
        client = signed_in(office.counter)
        answer = client.post(PAGE, {**_typed(client), "p-original-originals": "0", "p-original-copies": "0"})
        assert answer.status_code == 422
        assert "Bản chính cần sao" in answer.content.decode()

    def test_a_commune_that_is_not_there_is_said(self, office: Office, signed_in: As) -> None:
        client = signed_in(office.counter)
        answer = client.post(PAGE, _typed(client, commune="Không Có Đâu"))
        assert (answer.status_code, "commune" in answer.context["form"].errors) == (422, True)


def test_a_procedure_is_found_by_a_few_letters(office: Office, signed_in: As) -> None:
    client = signed_in(office.counter)
    assert "Mọi thủ tục" in client.get("/desk/counter/").content.decode()
    assert client.get("/desk/counter/", {"q": COPY})["Location"] == PAGE
    assert "chứng thực" in client.get("/desk/counter/", {"q": "chung thuc"}).content.decode().casefold()
    assert client.get("/desk/counter/9.999999/").status_code == 404


def test_every_procedure_has_its_page(office: Office, signed_in: As) -> None:
    client = signed_in(office.counter)
    listed = client.get("/desk/counter/").context["listed"]
    assert len(listed) >= 30
    for entry in listed:
        assert client.get(f"/desk/counter/{entry.code}/").status_code == 200, entry.code


def test_only_the_counter_receives(office: Office, signed_in: As) -> None:
    found = walk(office, "accepted", now=NOW)
    for person in (office.specialist, office.head, office.leader, office.auditor, office.manager, office.citizen):
        for page in ("/desk/counter/", PAGE, f"/desk/counter/received/{found.code}/"):
            assert signed_in(person).get(page).status_code == 403, page
