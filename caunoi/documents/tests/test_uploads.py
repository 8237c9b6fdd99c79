"""Files that arrive in parts, and what stands in their way: limits and the scanner."""

from __future__ import annotations

import hashlib
import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from caunoi.core.actor import Anonymous, Person
from caunoi.core.errors import NotPermitted
from caunoi.core.ids import new_id
from caunoi.core.journal.queries import latest
from caunoi.core.subjects import SubjectRef
from caunoi.documents import errors, forms, queries
from caunoi.documents.models import FileRecord, Upload
from caunoi.documents.operations import append, begin_upload, discard, keep, store, taken, uploads
from caunoi.documents.tests.samples import NOW, image, receipt

pytestmark = pytest.mark.django_db
ME, OTHER = Person(person_id=new_id()), Person(person_id=new_id())
CONTENT = forms.receipt_slip(receipt())


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Any) -> Path:
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = settings.STORAGES | {"default": backend}
    settings.UPLOADS = tmp_path / "uploads"
    return tmp_path / "uploads"


def begin(content: bytes = CONTENT, **changes: Any) -> UUID:
    values: dict[str, Any] = {"name": "giấy.pdf", "size": len(content), "subject": None, "actor": ME, "now": NOW}
    return begin_upload(**(values | changes)).id


def send(upload_id: UUID, offset: int, *content: bytes, **changes: Any) -> queries.UploadView:
    values: dict[str, Any] = {"actor": ME, "now": NOW}
    return append(upload_id, offset=offset, content=content, **(values | changes))


def test_parts_become_the_file() -> None:
    digest = hashlib.sha256(CONTENT).hexdigest()
    upload = begin(sha256=digest)
    for start in range(0, len(CONTENT), 10_000):
        view = send(upload, start, CONTENT[start : start + 10_000])
    assert (view.whole, view.offset) == (True, len(CONTENT))
    assert taken(upload, actor=ME, now=NOW) == ("giấy.pdf", CONTENT)
    discard(upload, actor=ME, now=NOW)
    with pytest.raises(errors.UploadNotFound):
        taken(upload, actor=ME, now=NOW)


def test_what_came_before_the_connection_broke_stays() -> None:
    def broken() -> Iterator[bytes]:
        yield CONTENT[:7000]
        raise OSError("the phone went into a lift")

    upload = begin()
    assert append(upload, offset=0, content=broken(), actor=ME, now=NOW).offset == 7000
    assert queries.upload(upload, actor=ME, now=NOW).offset == 7000
    with pytest.raises(errors.UploadIncomplete):
        taken(upload, actor=ME, now=NOW)
    assert send(upload, 7000, CONTENT[7000:]).whole


@pytest.mark.parametrize("offset", [0, 99, 10_001])
def test_a_part_that_does_not_continue_is_refused_and_changes_nothing(offset: int) -> None:
    upload = begin()
    send(upload, 0, CONTENT[:10_000])
    with pytest.raises(errors.WrongOffset) as caught:
        send(upload, offset, b"x")
    assert caught.value.params["offset"] == 10_000
    assert send(upload, 10_000, CONTENT[10_000:]).whole


def test_it_belongs_to_whoever_began_it() -> None:
    upload = begin()
    for act in (
        lambda: send(upload, 0, b"x", actor=OTHER),
        lambda: taken(upload, actor=OTHER, now=NOW),
        lambda: discard(upload, actor=OTHER, now=NOW),
        lambda: queries.upload(upload, actor=OTHER, now=NOW),
        lambda: queries.upload(upload, actor=Anonymous(), now=NOW),
    ):
        with pytest.raises(errors.UploadNotFound):
            act()
    with pytest.raises(NotPermitted):
        begin(actor=Anonymous())


def test_more_than_was_announced_is_refused() -> None:
    upload = begin()
    with pytest.raises(errors.FileTooLarge):
        send(upload, 0, CONTENT, b"x")


def test_a_file_that_is_not_the_announced_one_is_refused(files: Path, django_capture_on_commit_callbacks: Any) -> None:
    upload = begin(sha256="0" * 64)
    with pytest.raises(errors.UploadChanged), django_capture_on_commit_callbacks(execute=True):
        send(upload, 0, CONTENT)
    assert not list(files.glob("*.part"))


@pytest.mark.parametrize(("content", "error"), [(b"MZ program", errors.ProgramFile), (b"%PDF-1.7", errors.DamagedFile)])
def test_a_wrong_file_is_said_at_its_end_and_forgotten(
    content: bytes, error: type[Exception], files: Path, django_capture_on_commit_callbacks: Any
) -> None:
    upload = begin(content)
    with pytest.raises(error), django_capture_on_commit_callbacks(execute=True):
        send(upload, 0, content)
    assert not Upload.objects.exists()
    assert not list(files.glob("*.part"))


def test_a_file_over_the_limit_is_refused_before_it_is_sent() -> None:
    with pytest.raises(errors.FileTooLarge):
        begin(size=2 * 2**30)
    with pytest.raises(errors.EmptyFile):
        begin(size=0)


def test_nobody_begins_without_end() -> None:
    for _ in range(uploads.AT_ONCE):
        begin()
    with pytest.raises(errors.TooManyUploads):
        begin()
    begin(actor=OTHER)


def test_what_nobody_finishes_is_removed_after_a_day(files: Path) -> None:
    old, later = begin(), NOW + timedelta(hours=24)
    new = begin(now=later)
    assert uploads.remove_expired(now=later) == 1
    assert [path.stem for path in files.glob("*.part")] == [str(new)]
    with pytest.raises(errors.UploadNotFound):
        send(old, 0, b"x", now=later)


def test_the_files_of_a_dossier_together_have_a_limit(settings: Any) -> None:
    subject = SubjectRef("dossier", new_id())
    settings.SUBJECT_LIMIT = len(CONTENT) + 100
    values: dict[str, Any] = {"subject": subject, "actor": ME, "now": NOW}
    store(content=CONTENT, name="a.pdf", media_type=None, **values)
    with pytest.raises(errors.SubjectFull):
        store(content=image("PNG", (300, 300)), name="b.png", media_type=None, **values)
    keep(content=CONTENT, name="giay-tiep-nhan.pdf", **values)
    assert FileRecord.objects.count() == 2


class Clamd(socketserver.BaseRequestHandler):
    """As much of clamd as INSTREAM needs: whatever says VIRUS is one."""

    def handle(self) -> None:
        stream = self.request.makefile("rb")
        assert stream.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack(">I", stream.read(4))[0]:
            content += stream.read(size)
        self.request.sendall(b"stream: Test-Virus FOUND\0" if b"VIRUS" in content else b"stream: OK\0")


@contextmanager
def clamd(settings: Any) -> Iterator[None]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.CLAMD = f"127.0.0.1:{server.server_address[1]}"
        yield
        server.shutdown()


def hand_in(content: bytes) -> Any:
    return store(content=content, name="x.pdf", media_type=None, subject=None, actor=ME, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_an_infected_file_is_refused_and_journalled_whatever_is_rolled_back(settings: Any) -> None:
    with clamd(settings):
        assert hand_in(CONTENT).size == len(CONTENT)
        with pytest.raises(errors.InfectedFile), transaction.atomic():
            hand_in(CONTENT + b"\n% VIRUS\n")
    (entry,) = latest(kind="file.refused")
    assert entry.data["reason"] == "infected"
    assert FileRecord.objects.count() == 1


def test_without_the_scanner_nothing_is_taken_unless_the_settings_say_so(settings: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.CLAMD = f"127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(errors.ScannerUnavailable) as caught:
            hand_in(CONTENT)
        assert caught.value.status == 503
        settings.CLAMD_REQUIRED = False
        assert hand_in(CONTENT).size == len(CONTENT)


def test_the_scanner_may_listen_on_a_socket_of_the_machine(settings: Any, tmp_path: Path) -> None:
    settings.CLAMD = str(tmp_path / "clamd.sock")
    with socketserver.UnixStreamServer(settings.CLAMD, Clamd) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert hand_in(CONTENT).size == len(CONTENT)
        server.shutdown()
