"""Papers of a draft: uploading, looking, replacing, using again; the fee and the way of getting the result."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caunoi.core.clock import SystemClock
from caunoi.dossiers import queries, testing
from caunoi.dossiers.testing import PNG, Office
from caunoi.portal.tests import filing
from caunoi.portal.tests.pages import text

pytestmark = pytest.mark.django_db


def picture(name: str = "trang.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PNG, "image/png")


def test_a_file_of_another_kind_is_refused_and_what_was_there_stays(citizen: Client, office: Office) -> None:
    home = filing.started(citizen, office)
    filing.hand_in(citizen, home, name="giay.png")
    wrong = SimpleUploadedFile("x.pdf", b"not a pdf at all", "application/pdf")
    answer = citizen.post(f"{home}papers/birth_proof/", {"files": wrong})
    assert answer.status_code == 422
    assert "Lỗi:" in text(answer)
    assert "giay.png" in text(answer)


def test_a_paper_is_looked_at_replaced_and_taken_away(citizen: Client, stranger: Client, office: Office) -> None:
    home = filing.started(citizen, office)
    filing.hand_in(citizen, home, name="cu.png")
    filing.hand_in(citizen, home, name="moi.png")
    page = text(citizen.get(f"{home}papers/"))
    assert "moi.png" in page
    assert "cu.png" not in page
    seen = citizen.get(f"{home}papers/birth_proof/file/")
    assert seen.content == PNG
    assert seen["X-Content-Type-Options"] == "nosniff"
    assert stranger.get(f"{home}papers/birth_proof/file/").status_code == 404
    assert citizen.post(f"{home}papers/birth_proof/", {"remove": "1"}).status_code == 302
    assert citizen.get(f"{home}papers/birth_proof/file/").status_code == 404


def test_several_photographs_become_one_paper(citizen: Client, office: Office) -> None:
    home = filing.started(citizen, office)
    answer = citizen.post(f"{home}papers/birth_proof/", {"files": [picture("trang-1.png"), picture("trang-2.png")]})
    assert answer.status_code == 302, text(answer)
    view = queries.dossier(filing.dossier_id(home), actor=office.citizen, now=SystemClock().now())
    paper = next(c for c in view.components if c.component_id == "birth_proof")
    assert paper.file_name == "trang-1.pdf"


@pytest.mark.parametrize("name", ["khong-co", "declaration_online"])
def test_a_paper_that_is_not_asked_for_has_no_page(citizen: Client, office: Office, name: str) -> None:
    assert citizen.get(f"{filing.started(citizen, office)}papers/{name}/").status_code == 404


def test_no_paper_chosen_is_an_error(citizen: Client, office: Office) -> None:
    answer = citizen.post(f"{filing.started(citizen, office)}papers/birth_proof/", {})
    assert answer.status_code == 422
    assert "Hãy chọn tệp “Giấy chứng sinh”" in text(answer)


def test_too_many_pages_are_refused(citizen: Client, office: Office) -> None:
    many = [picture(f"{n}.png") for n in range(31)]
    answer = citizen.post(f"{filing.started(citizen, office)}papers/birth_proof/", {"files": many})
    assert answer.status_code == 422
    assert "tối đa 30 tệp" in text(answer)


def test_a_paper_handed_in_before_is_used_again_with_one_tick(citizen: Client, office: Office) -> None:
    testing.walk(office, "accepted", now=SystemClock().now())
    home = filing.started(citizen, office)
    page = text(citizen.get(f"{home}papers/"))
    assert "Dùng lại giấy tờ bạn đã có" in page
    key = page.split('name="again"')[1].split('value="')[1].split('"')[0]
    assert citizen.post(f"{home}papers/", {"again": key}).status_code == 302
    view = queries.dossier(filing.dossier_id(home), actor=office.citizen, now=SystemClock().now())
    paper = next(c for c in view.components if c.component_id == "birth_proof")
    assert paper.origin == 2
    forged = citizen.post(f"{filing.started(citizen, office)}papers/", {"again": key.replace("paper", "result")})
    assert forged.status_code == 422


def test_the_fee_is_shown_and_the_way_of_getting_the_result_is_chosen(citizen: Client, office: Office) -> None:
    home = filing.started(citizen, office)
    assert citizen.get(f"{home}fee/").status_code == 200
    no_address = citizen.post(f"{home}result/", {"return_way": "post", "return_address": "", "phone": "0900000001"})
    assert no_address.status_code == 422
    assert "địa chỉ nhận kết quả" in text(no_address)
    no_phone = citizen.post(f"{home}result/", {"return_way": "online", "return_address": "", "phone": "12"})
    assert no_phone.status_code == 422
    given = {"return_way": "post", "return_address": "12 phố Mẫu, phường Cửa Nam, Hà Nội", "phone": "0900000001"}
    assert citizen.post(f"{home}result/", given)["Location"] == f"{home}check/"
    page = text(citizen.get(f"{home}check/"))
    assert "12 phố Mẫu" in page
    assert "0900000001" in page


def test_a_draft_is_deleted_only_after_asking(citizen: Client, office: Office) -> None:
    home = filing.started(citizen, office)
    assert "Xóa bản nháp này?" in text(citizen.get(f"{home}delete/"))
    assert citizen.post(f"{home}delete/")["Location"] == "/dossiers/"
    assert citizen.get(home).status_code == 404
