"""The disk is full: it is said so, no row names a file that is not there, and with room again all works.

A limit on the size of files stands for the full disk: the same calls fail in the same places, and it needs no rights.
"""

from __future__ import annotations

import base64
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from django.utils.translation import override

from caunoi.core.actor import Person, System
from caunoi.core.clock import SystemClock
from caunoi.core.errors import NoRoom
from caunoi.core.journal.queries import latest
from caunoi.documents import checking, parts
from caunoi.documents import operations as documents
from caunoi.documents import queries as document_queries
from caunoi.documents.signing import verify
from caunoi.documents.tests.samples import image
from caunoi.dossiers import operations as dossiers
from caunoi.dossiers import testing
from caunoi.people import testing as people
from caunoi.ui.access import public

pytestmark = pytest.mark.django_db
TUS = {"Tus-Resumable": "1.0.0"}
PNG = image("PNG", (700, 700))


@public
def writing(request: HttpRequest) -> HttpResponse:
    """Needs room that there is not."""
    raise OSError(28, "No space left on device")


urlpatterns = [path("api/writing/", writing, name="machine"), path("writing/", writing, name="person")]
handler500 = "caunoi.ui.views.server_error"


@contextmanager
def full_disk(room: int = 2000) -> Iterator[None]:
    """No file of this process may become longer than `room` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Any) -> Path:
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = settings.STORAGES | {"default": backend}
    settings.UPLOADS = tmp_path / "uploads"
    settings.SIGNING_KEYS, settings.DEVELOPMENT = tmp_path / "keys", True
    settings.SIGNING_CERTIFICATE = settings.SIGNING_TRUST = settings.SIGNING_TIMESTAMP_URL = ""
    return tmp_path / "files"


def sound() -> None:
    """Every row has its file, and nothing half written lies about."""
    report = checking.check(now=SystemClock().now())
    assert (report.troubles, report.orphans) == ([], [])


def test_a_file_that_finds_no_room_leaves_neither_row_nor_entry_nor_rest(files: Path) -> None:
    now, tests = SystemClock().now(), System("tests")
    before = apps.get_model("documents.FileRecord").objects.count()
    with full_disk(), override("vi"), pytest.raises(NoRoom, match="hết chỗ lưu trữ"):
        documents.store(content=PNG, name="a.png", media_type=None, subject=None, actor=tests, now=now)
    assert apps.get_model("documents.FileRecord").objects.count() == before
    assert latest(1, kind="file.stored") == []
    assert [path for path in files.rglob("*") if path.is_file()] == []
    kept = documents.store(content=PNG, name="a.png", media_type=None, subject=None, actor=tests, now=now)
    assert len(document_queries.content(kept.id)) == kept.size
    sound()


def announce(client: Client) -> str:
    metadata = f"filename {base64.b64encode(b'a.png').decode()}"
    said = {"Upload-Length": str(len(PNG)), "Upload-Metadata": metadata, **TUS}
    return str(client.post("/uploads/", headers=said)["Location"])


def send(client: Client, address: str, offset: int, part: bytes) -> Any:
    said = {"Upload-Offset": str(offset), **TUS}
    return client.patch(address, part, content_type="application/offset+octet-stream", headers=said)


@pytest.mark.parametrize(
    ("language", "said"), [("vi", "hết chỗ lưu trữ"), ("en", "run out of storage"), ("th", "ไม่มีพื้นที่จัดเก็บเหลือ")]
)
def test_an_upload_stops_with_a_sentence_and_goes_on_where_it_was(language: str, said: str) -> None:
    client = Client()
    people.sign_in(client, people.citizen().id)
    client.cookies["lang"] = language
    address = announce(client)
    assert send(client, address, 0, PNG[:1500])["Upload-Offset"] == "1500"
    with full_disk():
        refused = send(client, address, 1500, PNG[1500:])
    assert refused.status_code == 507
    assert said in refused.content.decode()
    assert client.head(address, headers=TUS)["Upload-Offset"] == "1500"
    assert send(client, address, 1500, PNG[1500:]).status_code == 204
    person = apps.get_model("documents.Upload").objects.get()
    _name, content = documents.taken(person.pk, actor=Person(person.owner_id), now=SystemClock().now())
    assert content == PNG


def test_a_sender_that_goes_away_is_no_full_disk() -> None:
    def broken() -> Iterator[bytes]:
        yield PNG[:1000]
        raise OSError("the phone went into a lift")

    upload = apps.get_model("documents.Upload")(size=len(PNG)).pk
    parts.create(upload)
    assert parts.write(upload, 0, broken(), len(PNG)) == (1000, False)


def test_a_form_with_a_large_file_finds_no_room_for_it_either(tmp_path: Path) -> None:
    client = Client(raise_request_exception=False)
    people.sign_in(client, people.citizen().id)
    large = SimpleUploadedFile("a.png", PNG + bytes(2_000_000))
    with full_disk(), override_settings(FILE_UPLOAD_TEMP_DIR=str(tmp_path)):
        answer = client.post("/verify/", {"file": large})
    assert answer.status_code == 507
    assert "hết chỗ lưu trữ" in answer.content.decode()


def test_nothing_is_signed_without_room_and_everything_is_afterwards_with_the_next_number() -> None:
    now = SystemClock().now()
    office = testing.office(now)
    dossier = testing.walk(office, "examined", now=now)
    before = latest(1)[0].id
    for room in (0, 2000, 20_000):
        with full_disk(room), pytest.raises(NoRoom):
            dossiers.sign(dossier_id=dossier.id, actor=office.leader, now=now)
        assert latest(1)[0].id == before
        sound()
    view = dossiers.sign(dossier_id=dossier.id, actor=office.leader, now=now)
    assert view.result_number.partition("/")[0] == "1"
    assert view.result_file_id is not None
    assert verify(document_queries.content(view.result_file_id)).status == "valid"
    sound()


@pytest.mark.urls(__name__)
def test_whatever_finds_no_room_says_so_to_people_and_to_machines() -> None:
    client = Client(raise_request_exception=False)
    page = client.get("/writing/")
    assert (page.status_code, page["Retry-After"]) == (507, "60")
    assert "hết chỗ lưu trữ" in page.content.decode()
    answer = client.get("/api/writing/")
    assert (answer.status_code, answer["Retry-After"], answer.json()["code"]) == (507, "60", "no_room")


def test_the_limit_of_these_tests_is_what_they_say(tmp_path: Path) -> None:
    with full_disk(10), (tmp_path / "x").open("wb", buffering=0) as file:
        assert file.write(bytes(12)) == 10
        with pytest.raises(OSError, match="File too large"):
            file.write(b"x")
