"""Following a dossier; checking a signed record."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caunoi.core.clock import SystemClock
from caunoi.dossiers import testing
from caunoi.dossiers.shapes import DossierView
from caunoi.dossiers.testing import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def returned(office: Office) -> DossierView:
    return testing.walk(office, "returned", now=SystemClock().now())


def test_my_dossiers_are_listed_or_said_to_be_none(citizen: Client, stranger: Client, office: Office) -> None:
    view = testing.walk(office, "submitted", now=SystemClock().now())
    testing.walk(office, "draft", now=SystemClock().now())
    page = citizen.get("/dossiers/").content.decode()
    assert view.code in page
    assert "Đang khai, chưa nộp" in page
    empty = stranger.get("/dossiers/").content.decode()
    assert "Bạn chưa có hồ sơ nào" in empty
    assert view.code not in empty


def test_the_citizen_follows_a_dossier_to_its_end(citizen: Client, returned: DossierView) -> None:
    page = citizen.get(f"/dossiers/{returned.code}/").content.decode()
    for words in ("Đã trả kết quả", "Kết quả được ký", "Tải kết quả", "Tải giấy tiếp nhận", "Giấy chứng sinh"):
        assert words in page


def test_the_result_is_not_offered_before_it_is_handed_over(citizen: Client, office: Office) -> None:
    view = testing.walk(office, "signed", now=SystemClock().now())
    assert "Tải kết quả" not in citizen.get(f"/dossiers/{view.code}/").content.decode()
    assert citizen.get(f"/dossiers/{view.code}/files/{view.result_file_id}/").status_code == 404


def test_a_download_verifies_and_is_nobody_elses(
    citizen: Client, stranger: Client, client: Client, returned: DossierView
) -> None:
    address = f"/dossiers/{returned.code}/files/{returned.result_file_id}/"
    answer = citizen.get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert stranger.get(address).status_code == 404
    assert client.get(address)["Location"].startswith("/accounts/login/")
    record = SimpleUploadedFile("giay.pdf", answer.content, "application/pdf")
    assert "còn nguyên vẹn" in client.post("/verify/", {"file": record}).content.decode()
    broken = bytearray(answer.content)
    broken[len(broken) // 2] ^= 1
    altered = SimpleUploadedFile("giay.pdf", bytes(broken), "application/pdf")
    assert "còn nguyên vẹn" not in client.post("/verify/", {"file": altered}).content.decode()


def test_the_receipt_is_unsigned(citizen: Client, returned: DossierView) -> None:
    receipt = citizen.get(f"/dossiers/{returned.code}/files/{returned.receipt_file_id}/").content
    answer = citizen.post("/verify/", {"file": SimpleUploadedFile("phieu.pdf", receipt, "application/pdf")})
    assert "không được ký số" in answer.content.decode()


@pytest.mark.parametrize("content", [b"no pdf", b"", b"%PDF-1.7 broken"])
def test_a_file_that_cannot_be_read_is_refused(client: Client, office: Office, content: bytes) -> None:
    answer = client.post("/verify/", {"file": SimpleUploadedFile("x.pdf", content, "application/pdf")})
    assert answer.status_code == 422
    assert client.post("/verify/", {}).status_code == 422


def test_nobody_else_sees_a_dossier(citizen: Client, stranger: Client, client: Client, returned: DossierView) -> None:
    for page in (f"/dossiers/{returned.code}/", f"/dossiers/{returned.code}/submitted/"):
        assert stranger.get(page).status_code == 404
        assert citizen.get(page).status_code == 200
    assert client.get("/dossiers/")["Location"].startswith("/accounts/login/")
    assert citizen.get("/dossiers/000.00.00.X99-260101-0001/").status_code == 404


def test_a_code_shows_its_state_to_anybody_and_no_name(client: Client, returned: DossierView) -> None:
    away = client.get(f"/dossiers/{returned.code}/")
    assert away["Location"] == f"/track/?code={returned.code}"
    page = client.get(away["Location"]).content.decode()
    assert "Đã trả kết quả" in page
    assert "Nguyễn Thị Mẫu" not in page
    unknown = client.get("/track/?code=<script>")
    assert unknown.status_code == 404
    assert "<script>" not in unknown.content.decode().split("<main")[1]


def test_the_tracking_page_costs_few_statements(
    citizen: Client, returned: DossierView, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(14):
        citizen.get(f"/dossiers/{returned.code}/")


def test_only_reading_is_possible(citizen: Client, returned: DossierView) -> None:
    for path in ("/dossiers/", f"/dossiers/{returned.code}/", f"/dossiers/{returned.code}/submitted/", "/track/"):
        assert citizen.post(path).status_code == 405
    assert citizen.delete("/verify/").status_code == 405
