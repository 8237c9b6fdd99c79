"""What an applicant does with a filed dossier: supplement, payment, withdrawal, rating."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caunoi.core.clock import SystemClock
from caunoi.dossiers import operations, queries, testing
from caunoi.dossiers.shapes import DossierView, Status
from caunoi.dossiers.testing import PNG, Office
from caunoi.people import testing as people
from caunoi.portal.tests.pages import text

pytestmark = pytest.mark.django_db
ITEMS: list[dict[str, str]] = [
    {"component_id": "birth_proof", "what": "Ảnh bị mờ, hãy chụp lại trang có dấu"},
    {"field": "child_home_town", "what": "Hãy ghi rõ xã, tỉnh"},
]


def now() -> Any:
    return SystemClock().now()


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("chup-lai.png", PNG, "image/png")


@pytest.fixture
def asked(office: Office) -> DossierView:
    """A dossier of which more is asked."""
    view = testing.walk(office, "accepted", now=now())
    return operations.request_supplement(
        dossier_id=view.id, items=ITEMS, reason="Giấy chứng sinh không đọc được", actor=office.specialist, now=now()
    )


def test_a_supplement_says_exactly_what_is_asked_and_is_sent_when_everything_is_there(
    citizen: Client, office: Office, asked: DossierView
) -> None:
    home = f"/dossiers/{asked.code}/"
    assert "Cần bạn bổ sung" in text(citizen.get(home))
    page = text(citizen.get(f"{home}supplement/"))
    for words in ("Ảnh bị mờ, hãy chụp lại trang có dấu", "Hãy ghi rõ xã, tỉnh", "Giấy chứng sinh không đọc được"):
        assert words in page
    assert "Nút gửi hiện ra khi mọi mục đã có" in page
    assert citizen.post(f"{home}supplement/").status_code == 422
    assert "Ảnh bị mờ" in text(citizen.get(f"{home}supplement/1/"))
    assert citizen.post(f"{home}supplement/1/", {"files": picture()}).status_code == 302
    town = {"child_home_town": "Xã Mẫu, tỉnh Cao Bằng"}
    assert citizen.post(f"{home}supplement/2/", town).status_code == 302
    ready = text(citizen.get(f"{home}supplement/"))
    assert "Xã Mẫu, tỉnh Cao Bằng" in ready
    assert "Gửi bổ sung" in ready
    for _click in range(2):
        assert citizen.post(f"{home}supplement/", {"idempotency_key": "k"})["Location"] == home
    view = queries.dossier(asked.id, actor=office.citizen, now=now())
    assert view.status == Status.IN_PROCESS
    assert view.answers["child_home_town"] == "Xã Mẫu, tỉnh Cao Bằng"


def test_only_what_was_asked_may_be_changed(citizen: Client, asked: DossierView) -> None:
    assert citizen.get(f"/dossiers/{asked.code}/supplement/9/").status_code == 404
    empty = citizen.post(f"/dossiers/{asked.code}/supplement/2/", {"child_home_town": ""})
    assert empty.status_code == 422
    assert citizen.post(f"/dossiers/{asked.code}/supplement/1/", {}).status_code == 422
    assert citizen.get(f"/file/{asked.id}/papers/birth_proof/")["Location"] == f"/dossiers/{asked.code}/"


def test_after_the_limit_the_page_says_so_and_nothing_is_taken(
    citizen: Client, asked: DossierView, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = now() + timedelta(days=200)
    monkeypatch.setattr(SystemClock, "now", lambda clock: later)
    page = citizen.get(f"/dossiers/{asked.code}/supplement/")
    assert page.status_code == 409
    assert "Đã hết hạn bổ sung" in text(page)
    assert "Gửi bổ sung" not in text(page)
    assert citizen.post(f"/dossiers/{asked.code}/supplement/").status_code == 409
    assert citizen.post(f"/dossiers/{asked.code}/supplement/1/", {"files": picture()}).status_code == 302


def test_a_dossier_of_which_nothing_is_asked_leads_back(citizen: Client, office: Office) -> None:
    view = testing.walk(office, "submitted", now=now())
    assert citizen.get(f"/dossiers/{view.code}/supplement/")["Location"] == f"/dossiers/{view.code}/"


def test_a_dossier_is_withdrawn_with_a_reason_after_asking(citizen: Client, office: Office) -> None:
    view = testing.walk(office, "accepted", now=now())
    address = f"/dossiers/{view.code}/withdraw/"
    assert "không mở lại được" in text(citizen.get(address))
    short = citizen.post(address, {"reason": "x"})
    assert short.status_code == 422
    assert 'id="id_reason"' in text(short)
    done = citizen.post(address, {"reason": "Tôi đã nộp nhầm nơi"})
    assert done["Location"] == f"/dossiers/{view.code}/"
    assert queries.dossier(view.id, actor=office.citizen, now=now()).status == Status.WITHDRAWN
    assert citizen.get(address).status_code == 302


def test_a_reason_typed_into_a_session_that_ended_is_kept(citizen: Client, office: Office) -> None:
    view = testing.walk(office, "accepted", now=now())
    address = f"/dossiers/{view.code}/withdraw/"
    citizen.cookies.pop("sessionid")
    assert citizen.post(address, {"reason": "Tôi đã nộp nhầm nơi"}).status_code == 302
    people.sign_in(citizen, office.citizen.person_id)
    assert "Tôi đã nộp nhầm nơi" in text(citizen.get(address))


def test_an_applicant_rates_once(citizen: Client, office: Office) -> None:
    view = testing.walk(office, "returned", now=now())
    address = f"/dossiers/{view.code}/rate/"
    some = citizen.post(address, {"score_1": "2", "comment": "Nhanh"})
    assert some.status_code == 422
    assert "Nhanh" in text(some)
    whole = {f"score_{n}": "2" for n in (1, 2, 3, 4)} | {"score_7": "1", "comment": "Nhanh"}
    assert citizen.post(address, {**whole, "score_1": "9"}).status_code == 422
    assert citizen.post(address, whole)["Location"] == f"/dossiers/{view.code}/"
    given = queries.rating(view.id, actor=office.citizen, now=now())
    assert given is not None
    assert given.scores == {1: 2, 2: 2, 3: 2, 4: 2, 7: 1}
    assert citizen.post(address, whole).status_code == 302
    assert "Bạn thấy việc phục vụ thế nào?" not in text(citizen.get(f"/dossiers/{view.code}/"))


def test_it_is_not_rated_before_it_is_returned(citizen: Client, office: Office) -> None:
    view = testing.walk(office, "accepted", now=now())
    assert citizen.get(f"/dossiers/{view.code}/rate/").status_code == 302


def test_what_is_to_be_paid_and_where_is_said(citizen: Client, office: Office) -> None:
    view = testing.walk(office, "accepted", now=now())
    page = text(citizen.get(f"/dossiers/{view.code}/payment/"))
    assert "Trung tâm Phục vụ hành chính công phường Cửa Nam" in page
    assert view.code in page


def test_a_wrong_result_has_a_way_to_be_put_right(citizen: Client, office: Office) -> None:
    view = testing.walk(office, "returned", now=now())
    assert "đính chính" in text(citizen.get(f"/dossiers/{view.code}/wrong/"))


def test_a_wrong_result_is_reported_and_its_answer_read(citizen: Client, office: Office) -> None:
    view = testing.walk(office, "returned", now=now())
    page = f"/dossiers/{view.code}/wrong/"
    assert "Hãy ghi kết quả sai ở đâu." in text(citizen.post(page, {"reason": ""}))
    answer = citizen.post(page, {"reason": "Tên đệm in thiếu một chữ."}, follow=True)
    assert "Đã gửi." in text(answer)
    assert "Cơ quan chưa trả lời." in text(citizen.get(page))
    operations.keep_result(dossier_id=view.id, answer="Giấy chứng sinh cũng vậy.", actor=office.specialist, now=now())
    assert "Giấy chứng sinh cũng vậy." in text(citizen.get(page))
