"""Citizens' petitions on the desk: who sees the author, what is shown to everybody, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from caunoi.core.actor import Anonymous
from caunoi.desk.tests.conftest import NOW, As
from caunoi.dossiers.testing import Office
from caunoi.people import testing as people
from caunoi.units.testing import agency
from caunoi.voices import operations, queries
from caunoi.voices.petition_shapes import Filed, PetitionDraft, PhotoDraft

pytestmark = pytest.mark.django_db
HOME = "/desk/voices/"
TEXT = "Cán bộ ở quầy số 3 nói năng gay gắt, không hướng dẫn người dân."


@pytest.fixture(autouse=True)
def _place(office: Office) -> None:
    """The petition is about the ward of the office."""


def picture() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (8, 8), "grey").save(kept, "PNG")
    return kept.getvalue()


def filed(**change: Any) -> Filed:
    given: dict[str, Any] = {
        "service": "conduct", "text": TEXT, "commune_code": "00082", "name": "Phạm Thị Ví Dụ", "phone": "0912345678",
        "photos": (PhotoDraft("anh.png", len(picture()), picture),),
    }  # fmt: skip
    return operations.file_petition(PetitionDraft(**(given | change)), actor=Anonymous(""), now=NOW)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


def refused(client: Client, address: str, data: Mapping[str, object], status: int = 422) -> str:
    answer = client.post(address, data)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def words(**change: str) -> dict[str, object]:
    given = {
        "decision": "show", "public_title": "Thái độ tại quầy", "public_text": "Cán bộ ở quầy nói năng gay gắt.",
        "reason": "",
    }  # fmt: skip
    return {**given, **change}


def test_a_petition_waits_to_be_checked_and_is_then_shown_in_its_checked_words(office: Office, signed_in: As) -> None:
    sent, ward = filed(), signed_in(office.specialist)
    listed = page(ward, f"{HOME}checking/")
    where = f"{HOME}{sent.voice_id}/check/"
    assert where in listed
    photos = re.findall(r'name="photos" type="checkbox" value="([0-9a-f-]{36})"', page(ward, where))
    assert len(photos) == 1
    done = ward.post(where, {**words(), "photos": photos}, follow=True)
    assert done.redirect_chain
    assert "đã hiện" in unescape(done.content.decode())
    assert "Không có phản ánh nào chờ duyệt" in page(ward, f"{HOME}checking/")
    shown = queries.public_petition(sent.code)
    assert (shown.text, len(shown.photos)) == ("Cán bộ ở quầy nói năng gay gắt.", 1)


def test_personal_data_in_the_public_words_is_pointed_at_and_refused(office: Office, signed_in: As) -> None:
    sent, ward = filed(text=f"{TEXT} Gọi tôi 0987 654 321."), signed_in(office.specialist)
    where = f"{HOME}{sent.voice_id}/check/"
    assert "số điện thoại" in page(ward, where)
    shown = refused(ward, where, words(public_text="Gọi 0987 654 321 để biết."))
    assert "Nội dung công khai còn số điện thoại" in shown
    assert "Gọi 0987 654 321 để biết." in shown


def test_hiding_needs_a_reason_and_a_decision_is_needed_at_all(office: Office, signed_in: As) -> None:
    sent, ward = filed(), signed_in(office.specialist)
    where = f"{HOME}{sent.voice_id}/check/"
    assert "Hãy chọn hiện hay không hiện." in refused(ward, where, words(decision=""))
    assert "lý do không công khai" in refused(ward, where, words(decision="hide"))
    done = ward.post(where, words(decision="hide", reason="Nêu đích danh một người"), follow=True)
    assert "Nêu đích danh một người" in unescape(done.content.decode())


def test_name_and_contact_are_seen_by_the_agency_that_answers_alone_and_never_of_an_anonymous_author(
    office: Office, signed_in: As
) -> None:
    known, hidden = filed(), filed(anonymous=True)
    above = agency("peoples_committee", "province", "UBND mẫu", code="000.00.00.H26", province_code="01")
    leader = signed_in(people.actor(people.officer(above.id, "leader", second_factor=False).id, at=NOW))
    ward = signed_in(office.specialist)
    assert "0912345678" in page(ward, f"{HOME}{known.voice_id}/")
    seen_above = page(leader, f"{HOME}{known.voice_id}/")
    assert "chỉ người của cơ quan đang trả lời thấy" in seen_above
    assert "0912345678" not in seen_above
    assert "Phạm Thị Ví Dụ" not in seen_above
    anonymous = page(ward, f"{HOME}{hidden.voice_id}/")
    assert "ẩn danh" in anonymous
    assert "0912345678" not in anonymous
    assert leader.get(f"{HOME}{known.voice_id}/check/").status_code == 403


def test_a_strangers_agency_sees_neither_the_petition_nor_its_pictures(office: Office, signed_in: As) -> None:
    sent, ward = filed(), signed_in(office.specialist)
    picture_at = re.search(rf'src="({HOME}{sent.voice_id}/photos/[0-9a-f-]+/)"', page(ward, f"{HOME}{sent.voice_id}/"))
    assert picture_at
    answer = ward.get(picture_at[1])
    assert (answer.status_code, answer["Content-Type"].split("/")[0]) == (200, "image")
    foreign = agency("department", "province", "Sở ở tỉnh khác", code="000.00.12.H02")
    stranger = signed_in(people.actor(people.officer(foreign.id, "leader", second_factor=False).id, at=NOW))
    for address in (picture_at[1], f"{HOME}{sent.voice_id}/", f"{HOME}{sent.voice_id}/check/"):
        assert stranger.get(address).status_code == 404
    assert stranger.post(f"{HOME}{sent.voice_id}/check/", words()).status_code == 404
    other = filed()
    assert ward.get(picture_at[1].replace(str(sent.voice_id), str(other.voice_id))).status_code == 404


def test_html_of_a_citizen_is_shown_as_text(office: Office, signed_in: As) -> None:
    sent = filed(text=f'<img src=x onerror="alert(1)"> {TEXT}')
    for part in ("", "check/"):
        raw = signed_in(office.specialist).get(f"{HOME}{sent.voice_id}/{part}").content.decode()
        assert "<img src=x" not in raw
        assert "&lt;img src=x" in raw
