"""The page that checks records: by file, by code; what it says, and that it keeps nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caunoi.core.clock import SystemClock
from caunoi.core.journal.queries import latest
from caunoi.documents import forms, queries, signing
from caunoi.documents.signing.keys import KeyRing
from caunoi.documents.tests.samples import AGENCY, certificate
from caunoi.dossiers import operations, testing
from caunoi.dossiers import queries as dossiers
from caunoi.dossiers.testing import Office
from caunoi.portal.verification import views

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keys(settings: Any, tmp_path: Path) -> KeyRing:
    settings.SIGNING_KEYS = tmp_path / "keys"
    return KeyRing(tmp_path / "keys")


@pytest.fixture
def record() -> bytes:
    pdf = forms.birth_certificate(certificate())
    return signing.sign(pdf, signer_name="Lê Thị Lãnh Đạo", reason="Cấp", agency_name=AGENCY, now=SystemClock().now())


def checked(client: Client, content: bytes) -> str:
    answer = client.post("/verify/", {"file": SimpleUploadedFile("giấy.pdf", content, "application/pdf")})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_genuine_record_says_who_signed_when_and_for_which_agency(client: Client, record: bytes) -> None:
    page = checked(client, record)
    for words in ("còn nguyên vẹn", AGENCY, "Lê Thị Lãnh Đạo", "Ký lúc"):
        assert words in page
    assert latest(kind="file.stored") == []


def test_each_verdict_is_said_in_its_own_words(client: Client, record: bytes, keys: KeyRing) -> None:
    altered = bytearray(record)
    altered[5000] ^= 1
    assert "không còn như khi được ký" in checked(client, bytes(altered))
    assert "không được ký số" in checked(client, forms.birth_certificate(certificate()))
    keys.revoke(AGENCY, now=SystemClock().now().replace(year=2025))
    assert "Chứng thư của người ký đã bị thu hồi" in checked(client, record)


@pytest.mark.parametrize(
    ("status", "words"),
    [("revoked", "bị cơ quan cấp thu hồi"), ("replaced", "thay bằng bản khác"), ("valid", "còn nguyên vẹn")],
)
def test_what_its_agency_took_back_is_said_to_be_so(
    client: Client, record: bytes, monkeypatch: pytest.MonkeyPatch, status: str, words: str
) -> None:
    @dataclass
    class Registered:
        status: str

    monkeypatch.setattr("caunoi.portal.verification.views.dossiers.result_by_sha", lambda digest: Registered(status))
    assert words in checked(client, record)


def test_a_record_that_was_really_revoked_is_known_by_its_bytes(client: Client, office: Office) -> None:
    now = SystemClock().now()
    view = testing.walk(office, "returned", now=now)
    assert view.result_file_id
    content = queries.content(view.result_file_id)
    assert "còn nguyên vẹn" in checked(client, content)
    (result,) = [r for r in dossiers.my_results(actor=office.citizen, now=now) if r.dossier_code == view.code]
    later = now + timedelta(days=2)
    operations.revoke_result(result_id=result.id, reason="Giấy tờ gốc giả.", actor=office.leader, now=later)
    assert "bị cơ quan cấp thu hồi" in checked(client, content)


def test_a_code_is_found_as_typed_and_as_a_qr_code_says_it(client: Client, office: Office) -> None:
    view = testing.walk(office, "returned", now=SystemClock().now())
    for text in (view.code, f" {view.code} ", f"http://127.0.0.1:8000/dossiers/{view.code}/"):
        page = client.get("/verify/", {"code": text})
        assert page.status_code == 200
        assert "Mã này có trong hệ thống" in page.content.decode()
        assert office.citizen.person_id.hex not in page.content.decode()


@pytest.mark.parametrize("text", ["000.00.05.H26-260922-9999", "<script>alert(1)</script>", "x" * 5000])
def test_a_code_that_nobody_gave_is_said_to_be_none(client: Client, text: str) -> None:
    answer = client.get("/verify/", {"code": text})
    assert answer.status_code == 404
    assert "Không có giấy tờ nào mang mã" in answer.content.decode()
    assert "<script>alert" not in answer.content.decode()


def test_one_address_does_not_check_without_end(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "BRAKE", replace(views.BRAKE, most=2))
    answers = [client.post("/verify/", {}).status_code for _ in range(3)]
    assert answers == [422, 422, 429]
    assert client.get("/verify/").status_code == 200
