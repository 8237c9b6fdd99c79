"""Uploads in parts over HTTP; requests that are too large; file fields that take both ways."""

from __future__ import annotations

import base64
import socket
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from django.utils.datastructures import MultiValueDict

from caunoi.core.actor import Person
from caunoi.core.clock import SystemClock
from caunoi.documents import errors
from caunoi.documents.operations import begin_upload
from caunoi.documents.tests.samples import image
from caunoi.people import testing as people
from caunoi.ui.forms import Form
from caunoi.ui.uploads import Handed, UploadField

pytestmark = pytest.mark.django_db
TUS = {"Tus-Resumable": "1.0.0"}
PNG = image("PNG", (200, 200))


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.UPLOADS = tmp_path / "uploads"


@pytest.fixture
def me() -> Person:
    return Person(people.citizen().id)


@pytest.fixture
def mine(me: Person) -> Client:
    client = Client()
    people.sign_in(client, me.person_id)
    return client


def announce(client: Client, size: int = len(PNG), name: str = "ảnh.png", **headers: str) -> Any:
    metadata = f"filename {base64.b64encode(name.encode()).decode()}"
    said = {"Upload-Length": str(size), "Upload-Metadata": metadata, **TUS, **headers}
    return client.post("/uploads/", headers=said)


def send(client: Client, address: str, offset: int, part: bytes, **headers: str) -> Any:
    said = {"Upload-Offset": str(offset), **TUS, **headers}
    return client.patch(address, part, content_type="application/offset+octet-stream", headers=said)


def test_a_file_arrives_in_parts_and_says_how_far_it_came(mine: Client) -> None:
    announced = announce(mine)
    address = announced["Location"]
    assert (announced.status_code, announced["Upload-Offset"]) == (201, "0")
    assert send(mine, address, 0, PNG[:100])["Upload-Offset"] == "100"
    state = mine.head(address, headers=TUS)
    assert (state["Upload-Offset"], state["Upload-Length"], state["Cache-Control"]) == (
        "100",
        str(len(PNG)),
        "no-store",
    )
    assert send(mine, address, 50, b"x").status_code == 409
    assert send(mine, address, 100, PNG[100:]).status_code == 204
    assert mine.delete(address, headers=TUS).status_code == 204
    assert mine.head(address, headers=TUS).status_code == 404


def test_it_says_what_it_understands(client: Client) -> None:
    answer = client.options("/uploads/")
    assert (answer["Tus-Version"], answer["Tus-Max-Size"]) == ("1.0.0", str(10 * 2**20))
    assert "creation" in answer["Tus-Extension"]
    assert client.post("/uploads/", headers={"Tus-Resumable": "0.2.2"}).status_code == 412


def test_nobody_elses_upload_can_be_seen_fed_or_dropped(mine: Client, client: Client) -> None:
    address = announce(mine)["Location"]
    other = Client()
    people.sign_in(other, people.citizen(full_name="Lê Thị Thí Dụ").id)
    for somebody in (other, client):
        assert somebody.head(address, headers=TUS).status_code == 404
        assert send(somebody, address, 0, b"x").status_code in (403, 404)
        assert somebody.delete(address, headers=TUS).status_code in (403, 404)
    assert announce(client).status_code == 403


def test_a_refusal_is_a_sentence_in_the_visitors_language(mine: Client) -> None:
    answer = announce(mine, 2 * 2**30)
    assert (answer.status_code, answer["Content-Type"]) == (422, "text/plain; charset=utf-8")
    assert "vượt quá giới hạn" in answer.content.decode()
    address = announce(mine, 2)["Location"]
    assert "chương trình" in send(mine, address, 0, b"MZ").content.decode()
    assert announce(mine, -5).status_code == 422


def test_the_page_that_sends_must_be_ours() -> None:
    strict = Client(enforce_csrf_checks=True)
    people.sign_in(strict, people.citizen().id)
    assert announce(strict).status_code == 403


@pytest.mark.parametrize(("language", "words"), [("vi", "Tệp chưa được nhận"), ("en", "MB"), ("th", "MB")])
def test_a_request_of_two_gigabytes_is_refused_unread(mine: Client, language: str, words: str) -> None:
    class Unread:
        def read(self, *args: int) -> bytes:
            raise AssertionError("it was read")

        readline = read

    mine.cookies["lang"] = language
    answer = mine.generic(
        "POST",
        "/verify/",
        content_type="multipart/form-data; boundary=x",
        **{"CONTENT_LENGTH": str(2 * 2**30), "wsgi.input": Unread()},  # type: ignore[arg-type]
    )
    page = answer.content.decode()
    assert answer.status_code == 413
    assert words in page
    assert "2048 MB" in page


class Paper(Form):
    note = UploadField(label="Giấy")


def form_of(files: list[SimpleUploadedFile], ids: str = "") -> Paper:
    return Paper(QueryDict(ids), MultiValueDict({"note": files} if files else {}))


def test_a_field_takes_files_with_the_form(me: Person) -> None:
    now = SystemClock().now()
    form = form_of([SimpleUploadedFile("một.png", PNG), SimpleUploadedFile("hai.png", PNG)])
    assert form.is_valid()
    name, content = form.cleaned_data["note"].read(actor=me, now=now)
    assert (name, content[:5]) == ("một.pdf", b"%PDF-")


def test_a_field_takes_uploads_sent_before_and_only_ones_own(me: Person, mine: Client) -> None:
    now = SystemClock().now()
    address = announce(mine)["Location"]
    send(mine, address, 0, PNG)
    form = form_of([], f"note-upload={address.split('/')[2]}&note-upload=nonsense")
    assert form.is_valid()
    handed: Handed = form.cleaned_data["note"]
    assert handed.read(actor=me, now=now) == ("ảnh.png", PNG)
    with pytest.raises(errors.UploadNotFound):
        handed.read(actor=Person(people.citizen(full_name="Lê Thị Thí Dụ").id), now=now)
    handed.forget(actor=me, now=now)
    handed.forget(actor=me, now=now)
    with pytest.raises(errors.UploadNotFound):
        handed.read(actor=me, now=now)


def test_a_field_waits_for_what_has_not_arrived(me: Person) -> None:
    now = SystemClock().now()
    half = begin_upload(name="a.png", size=10, subject=None, actor=me, now=now)
    form = form_of([], f"note-upload={half.id}")
    assert form.is_valid()
    with pytest.raises(errors.UploadIncomplete):
        form.cleaned_data["note"].read(actor=me, now=now)


def test_an_empty_field_is_said_to_be_empty() -> None:
    assert form_of([]).errors
    assert form_of([SimpleUploadedFile("a.png", b"")]).errors


@pytest.mark.django_db(transaction=True)
def test_a_real_server_answers_two_gigabytes_before_they_are_sent(live_server: Any) -> None:
    host, port = live_server.url.removeprefix("http://").split(":")
    head = (
        f"POST /verify/ HTTP/1.1\r\nHost: {host}\r\nCookie: lang=th\r\nConnection: close\r\n"
        f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {2 * 2**30}\r\n\r\n"
    )
    with socket.create_connection((host, int(port)), timeout=10) as visitor:
        visitor.sendall(head.encode() + b"--x\r\n" + bytes(100_000))
        answer = visitor.recv(65536)
        while b"</html>" not in answer and (more := visitor.recv(65536)):
            answer += more
    assert answer.startswith(b"HTTP/1.1 413")
    assert "2048 MB" in answer.decode()
    assert 'lang="th"' in answer.decode()
