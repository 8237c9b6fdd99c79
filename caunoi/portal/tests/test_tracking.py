"""Following a dossier: my list, one dossier, without signing in; the store; who looked."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from caunoi.core.clock import SystemClock
from caunoi.dossiers import operations, queries, testing
from caunoi.dossiers.shapes import DossierView
from caunoi.dossiers.testing import Office
from caunoi.portal.tests import filing
from caunoi.portal.tests.pages import text
from caunoi.portal.tracking.public import TRIES

pytestmark = pytest.mark.django_db
PHONE = "0900000001"


@pytest.fixture
def returned(office: Office) -> DossierView:
    return testing.walk(office, "returned", now=SystemClock().now())


@pytest.fixture
def filed_code(citizen: Client, office: Office) -> str:
    """A dossier filed through the pages, with a phone."""
    caches["default"].clear()
    home = filing.answered(citizen, office)
    citizen.post(f"{home}result/", {"return_way": "online", "return_address": "", "phone": PHONE})
    place = citizen.post(f"{home}check/", {"idempotency_key": "k", "declaration": "on"})["Location"]
    return str(place.strip("/").split("/")[1])


def test_my_dossiers_are_listed_and_filtered_or_said_to_be_none(
    citizen: Client, stranger: Client, office: Office
) -> None:
    view = testing.walk(office, "submitted", now=SystemClock().now())
    testing.walk(office, "draft", now=SystemClock().now())
    page = text(citizen.get("/dossiers/"))
    assert view.code in page
    assert "Đang khai" in page
    assert view.code not in text(citizen.get("/dossiers/?show=draft"))
    assert "Không có hồ sơ nào ở mục này" in text(citizen.get("/dossiers/?show=closed"))
    assert view.code in text(citizen.get("/dossiers/?show=<script>"))
    empty = text(stranger.get("/dossiers/"))
    assert "Bạn chưa có hồ sơ nào" in empty
    assert view.code not in empty


def test_the_citizen_follows_a_dossier_to_its_end(citizen: Client, returned: DossierView) -> None:
    page = text(citizen.get(f"/dossiers/{returned.code}/"))
    for words in ("Đã trả kết quả", "Kết quả được ký", "Tải kết quả", "Giấy chứng sinh", "Đánh giá"):
        assert words in page
    assert "Rút hồ sơ" not in page


def test_the_result_is_not_offered_before_it_is_handed_over(citizen: Client, office: Office) -> None:
    view = testing.walk(office, "signed", now=SystemClock().now())
    assert "Tải kết quả" not in text(citizen.get(f"/dossiers/{view.code}/"))
    assert citizen.get(f"/dossiers/{view.code}/files/{view.result_file_id}/").status_code == 404
    assert citizen.get(f"/dossiers/{view.code}/wrong/").status_code == 302


def test_a_download_is_nobody_elses(citizen: Client, stranger: Client, client: Client, returned: DossierView) -> None:
    address = f"/dossiers/{returned.code}/files/{returned.result_file_id}/"
    answer = citizen.get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert stranger.get(address).status_code == 404
    assert client.get(address)["Location"].startswith("/accounts/login/")


PAGES = ("", "submitted/", "supplement/", "supplement/1/", "payment/", "withdraw/", "rate/", "wrong/", "looks/")


def test_nobody_else_sees_a_dossier(stranger: Client, client: Client, office: Office, returned: DossierView) -> None:
    from caunoi.people import testing as people

    officer = people.signed_in_officer(office.specialist.person_id)
    for page in PAGES:
        assert stranger.get(f"/dossiers/{returned.code}/{page}").status_code == 404
        if page:
            assert officer.get(f"/dossiers/{returned.code}/{page}").status_code == 404
            assert client.get(f"/dossiers/{returned.code}/{page}")["Location"].startswith("/accounts/login/")
    assert client.get("/dossiers/")["Location"].startswith("/accounts/login/")
    assert client.get("/store/")["Location"].startswith("/accounts/login/")


def test_a_code_and_a_phone_show_the_state_and_no_name(client: Client, filed_code: str) -> None:
    assert client.get(f"/dossiers/{filed_code}/")["Location"] == f"/track/?code={filed_code}"
    asked = client.get(f"/track/?code={filed_code}")
    assert f'value="{filed_code}"' in text(asked)
    assert "Mới đăng ký" not in text(asked), "the code alone is not enough"
    page = text(client.post("/track/", {"code": filed_code, "phone": "0900 000 001"}))
    assert "Mới đăng ký" in page
    assert "Nguyễn Thị Mẫu" not in page
    assert "Trần Thị Ví Dụ" not in page


def test_a_wrong_phone_and_a_wrong_code_are_answered_alike_and_slowed_down(client: Client, filed_code: str) -> None:
    answers = [
        client.post("/track/", {"code": code, "phone": phone})
        for code, phone in ((filed_code, "0911111111"), ("000.00.00.X99-260101-0001", PHONE), ("<script>", PHONE))
    ]
    assert {a.status_code for a in answers} == {422}
    assert all("Hãy xem lại cả hai" in text(a) for a in answers)
    assert "<script>" not in answers[2].content.decode().split("<main")[1]
    for _try in range(TRIES):
        client.post("/track/", {"code": filed_code, "phone": "0911111111"})
    stopped = client.post("/track/", {"code": filed_code, "phone": PHONE})
    assert stopped.status_code == 429
    assert "quá nhiều lần thử" in text(stopped)
    assert "Mới đăng ký" not in text(stopped)


def test_the_confirmation_has_the_code_as_a_picture(citizen: Client, filed_code: str) -> None:
    page = text(citizen.get(f"/dossiers/{filed_code}/submitted/"))
    assert filed_code in page
    assert "<svg" in page.split('class="cn-qr"')[1].split("</div>")[0]


def test_the_store_holds_results_and_papers_and_is_searched(
    citizen: Client, stranger: Client, returned: DossierView
) -> None:
    page = text(citizen.get("/store/"))
    assert "Giấy khai sinh" in page
    assert "Giấy chứng sinh" in page
    assert f"/dossiers/{returned.code}/files/{returned.result_file_id}/" in page
    found = text(citizen.get("/store/?q=khai sinh"))
    assert "Giấy khai sinh" in found
    assert "Không có kết quả nào khớp" in text(citizen.get("/store/?q=ket hon"))
    assert "Kho còn trống" in text(stranger.get("/store/"))


def test_whoever_looked_is_told_with_role_and_agency(citizen: Client, office: Office, returned: DossierView) -> None:
    now = SystemClock().now()
    assert "Chưa có cán bộ nào mở" in text(citizen.get(f"/dossiers/{returned.code}/looks/"))
    operations.record_look(dossier_id=returned.id, what="page", actor=office.specialist, now=now)
    page = text(citizen.get(f"/dossiers/{returned.code}/looks/"))
    assert "chuyên viên" in page.lower()
    assert "phường Cửa Nam" in page
    assert "Nguyễn Văn Mẫu" not in page


def test_a_draft_has_no_page_of_its_own_here(citizen: Client, office: Office) -> None:
    testing.walk(office, "draft", now=SystemClock().now())
    (row,) = queries.mine(actor=office.citizen, now=SystemClock().now())
    assert row.code == ""
    assert citizen.get("/dossiers/000.00.00.X99-260101-0001/").status_code == 404


def test_the_pages_cost_few_statements(
    citizen: Client, returned: DossierView, django_assert_max_num_queries: Any
) -> None:
    citizen.get(f"/dossiers/{returned.code}/")
    for address, most in (
        (f"/dossiers/{returned.code}/", 15),
        ("/dossiers/", 8),
        ("/store/", 10),
        (f"/dossiers/{returned.code}/looks/", 13),
    ):
        with django_assert_max_num_queries(most):
            citizen.get(address)


def test_only_reading_is_possible(citizen: Client, returned: DossierView) -> None:
    for path in ("/dossiers/", f"/dossiers/{returned.code}/", f"/dossiers/{returned.code}/submitted/", "/store/"):
        assert citizen.post(path).status_code == 405
    assert citizen.delete("/track/").status_code == 405
