"""The pages on which citizens tell what is wrong, and everybody sees what became of it."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from caunoi.core.clock import SystemClock
from caunoi.people import testing as people
from caunoi.portal.voices.sending import _speaking_of
from caunoi.units import queries as units
from caunoi.units.testing import load_small
from caunoi.voices import operations

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 22, 3, 0, tzinfo=UTC)
NEW = "/voices/new/pothole/"
GIVEN = {
    "text": "Ổ gà rất sâu trước cổng chợ, xe máy hay ngã.", "attribute_size": "large", "lat": "21.0245",
    "lon": "105.8430", "address": "Trước cổng chợ Ví Dụ", "agrees": "on",
}  # fmt: skip


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    load_small(provinces=("01",))
    monkeypatch.setattr(SystemClock, "now", lambda clock: NOW)
    for cache in ("default", "local"):
        caches[cache].clear()


def picture() -> SimpleUploadedFile:
    kept = io.BytesIO()
    Image.new("RGB", (8, 8), "grey").save(kept, "PNG")
    return SimpleUploadedFile("anh.png", kept.getvalue(), "image/png")


def send(client: Client, **changes: Any) -> Any:
    given = {name: value for name, value in (GIVEN | changes).items() if value is not None}
    return client.post(NEW, given)


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def voice() -> Any:
    return apps.get_model("voices.Voice")._default_manager.get()


def show(**changes: Any) -> None:
    row = voice()
    officer = people.actor(people.officer(row.holder_id, "specialist", second_factor=False).id, at=NOW)
    given = {"outcome": "shown", "public_title": "Ổ gà trước chợ", "public_text": "Ổ gà sâu trước cổng chợ."}
    operations.check_petition(voice_id=row.pk, actor=officer, now=NOW, **(given | changes))


class TestSending:
    def test_the_code_and_the_secret_link_are_shown_and_the_link_leads_to_it(self, client: Client) -> None:
        sent = send(client, photos=[picture()])
        assert (sent.status_code, sent["Location"]) == (302, "/voices/sent/")
        page = text_of(client.get("/voices/sent/"))
        assert voice().code in page
        assert "06/10/2026" in page
        link = re.search(r'id="follow-link">http://testserver(/voices/follow/[^<]+)<', page)
        assert link
        stranger = Client().get(link[1])
        assert GIVEN["text"] in text_of(stranger)
        assert stranger["Referrer-Policy"] == "same-origin"

    def test_a_commune_by_name_does_where_there_is_no_mark(self, client: Client) -> None:
        assert send(client, lat="", lon="", commune="cua nam").status_code == 302
        ward = units.unit_at("00082", on=NOW.date(), level="commune")
        assert voice().unit_id == ward.id

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"lat": "18.0", "lon": "110.0"}, "ngoài"),  # the sea
            ({"lat": "48.85", "lon": "2.35"}, "ngoài"),  # Paris
            ({"lat": "", "lon": ""}, "xã, phường"),
            ({"text": ""}, "Hãy viết có chuyện gì."),
            ({"attribute_size": None}, "Hãy trả lời câu hỏi này."),
            ({"phone": "abc"}, "Số điện thoại chưa đúng"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_kept_or_lost(
        self, client: Client, changes: dict[str, Any], said: str
    ) -> None:
        answer = send(client, **changes)
        assert answer.status_code == 422
        assert said in text_of(answer)
        assert GIVEN["address"] in text_of(answer)
        assert not apps.get_model("voices.Voice")._default_manager.exists()

    def test_a_film_of_200_megabytes_is_refused_before_it_is_read(self, client: Client) -> None:
        answer = client.post(
            NEW, data=b"", content_type="multipart/form-data; boundary=x", headers={"content-length": str(200 * 2**20)}
        )
        assert answer.status_code == 413

    def test_what_is_no_picture_is_refused(self, client: Client) -> None:
        film = SimpleUploadedFile("phim.mp4", b"\x00\x00\x00\x18ftypmp42" + b"0" * 200, "video/mp4")
        answer = send(client, photos=[film])
        assert answer.status_code == 422
        assert "phim.mp4" in text_of(answer)

    def test_html_is_shown_as_text(self, client: Client) -> None:
        send(client, text="<script>alert(1)</script> đường hỏng nặng")
        link = re.search(r"/voices/follow/[^<\"]+", text_of(client.get("/voices/sent/")))
        assert link
        page = text_of(client.get(link[0]))
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page

    def test_an_unknown_category_is_not_found(self, client: Client) -> None:
        assert client.get("/voices/new/no-such/").status_code == 404

    def test_who_sends_all_the_time_is_told_to_wait(self, client: Client) -> None:
        answers = [send(client).status_code for _ in range(40)]
        assert answers[0] == 302
        assert answers[-1] == 429

    def test_a_category_is_found_by_its_words_without_diacritics(self, client: Client) -> None:
        def found(words: str) -> list[str]:
            return [one.code for one in _speaking_of(words)]

        assert found("o ga") == ["pothole"]
        assert "flood" in found("nuoc ngap")
        assert found("street light") == ["street_light"]
        assert "pothole" in found("หลุม")
        assert found("khong co gi nhu vay") == []
        assert NEW in text_of(client.get("/voices/new/?q=o+ga"))


class TestShowing:
    def test_nothing_written_is_public_before_the_check(self, client: Client) -> None:
        send(client)
        page = text_of(client.get(f"/voices/{voice().code}/"))
        assert GIVEN["text"] not in page
        assert GIVEN["address"] not in page
        show()
        page = text_of(client.get(f"/voices/{voice().code}/"))
        assert "Ổ gà sâu trước cổng chợ." in page

    def test_the_list_is_searched_without_diacritics_and_narrowed(self, client: Client) -> None:
        send(client)
        show()
        code = voice().code
        for query in ("q=o+ga+truoc+cho", "service=pothole", "province=01", "state=open"):
            assert code in text_of(client.get(f"/voices/?{query}")), query
        for query in ("q=khong+co", "service=street_light", "province=04", "state=closed"):
            assert code not in text_of(client.get(f"/voices/?{query}")), query
        assert code in text_of(client.get("/voices/map/"))

    def test_what_is_close_by_is_offered(self, client: Client) -> None:
        send(client)
        show()
        piece = text_of(client.get("/voices/near/pothole/?lat=21.0246&lon=105.8431"))
        assert voice().code in piece
        assert "Ổ gà trước chợ" in piece
        assert voice().code not in text_of(client.get("/voices/near/pothole/?lat=21.2&lon=105.8"))
        assert "ngoài" in text_of(client.get("/voices/near/pothole/?lat=18&lon=110"))
        assert client.get("/voices/near/pothole/?lat=x").status_code == 200

    def test_an_unknown_code_and_a_wrong_secret_are_answered_alike(self, client: Client) -> None:
        assert client.get("/voices/PA-260922-9999/").status_code == 404
        assert client.get("/voices/follow/khong-dung/").status_code == 404
        for _ in range(40):
            last = client.get("/voices/follow/khong-dung/")
        assert last.status_code == 429


class TestMine:
    def test_a_signed_in_citizen_has_their_own_and_nobody_elses(self, client: Client) -> None:
        assert client.get("/voices/mine/").status_code == 302
        people.sign_in(client, people.citizen().id)
        send(client)
        page = text_of(client.get("/voices/mine/"))
        assert voice().code in page
        own = f"/voices/mine/{voice().pk}/"
        assert client.get(own).status_code == 200
        other = Client()
        people.sign_in(other, people.citizen(full_name="Trần Văn Thử").id)
        assert other.get(own).status_code == 404
        assert voice().code not in text_of(other.get("/voices/mine/"))

    def test_an_anonymous_one_is_nobodys(self, client: Client) -> None:
        people.sign_in(client, people.citizen().id)
        send(client, anonymous="on", name="Nguyễn Thị Mẫu", phone="0900000001")
        assert voice().code not in text_of(client.get("/voices/mine/"))
        petition = apps.get_model("voices.Petition")._default_manager.get()
        assert (petition.name, petition.phone, petition.person_id) == ("", "", None)
