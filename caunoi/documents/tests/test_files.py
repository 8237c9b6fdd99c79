"""Files: what is taken, what is refused, how it is kept."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.utils.translation import override
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from caunoi.core.actor import Person, System
from caunoi.core.ids import new_id
from caunoi.core.journal import queries as journal
from caunoi.core.subjects import SubjectRef
from caunoi.documents import blobs, errors, forms, queries, rules
from caunoi.documents.models import FileRecord, StoredFile
from caunoi.documents.operations import FileView, store
from caunoi.documents.tests.samples import NOW, image, receipt

pytestmark = pytest.mark.django_db
ACTOR = System("tests")


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Any) -> Path:
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        }
    }
    return tmp_path / "files"


def keep(content: bytes, name: str = "giấy.pdf", **changes: Any) -> FileView:
    return store(
        **(
            {"content": content, "name": name, "media_type": None, "subject": None, "actor": ACTOR, "now": NOW}
            | changes
        )
    )


def test_it_gives_back_the_very_bytes() -> None:
    content = forms.receipt_slip(receipt())
    view = keep(content)
    assert queries.content(view.id) == content
    assert queries.file(view.id) == view
    assert (view.sha256, view.size, view.media_type) == (hashlib.sha256(content).hexdigest(), len(content), rules.PDF)


def test_it_keeps_the_same_content_once_under_two_names(files: Path) -> None:
    first, second = keep(image("PNG"), "một.png"), keep(image("PNG"), "hai.png")
    assert (first.name, second.name, first.id == second.id) == ("một.png", "hai.png", False)
    assert StoredFile.objects.count() == 1
    assert [p.name for p in files.rglob("*") if p.is_file()] == [first.sha256]
    assert default_storage.exists(f"{first.sha256[:2]}/{first.sha256}")


def test_the_journal_tells_of_it_without_name_or_digest() -> None:
    subject = SubjectRef("dossier", new_id())
    view = keep(image("JPEG"), "Nguyễn Thị Mẫu.jpg", subject=subject, actor=Person(person_id=new_id()))
    (entry,) = journal.entries_of("file", view.id)
    assert entry.kind == "file.stored"
    assert entry.data == {
        "media_type": "image/jpeg", "size": view.size, "about_kind": "dossier", "about_id": str(subject.id)
    }  # fmt: skip
    assert queries.files_about(subject) == [view]
    assert queries.files([view.id, uuid4()]) == {view.id: view}


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", errors.EmptyFile),
        (b"MZ\x90\x00 not a paper", errors.UnknownFileType),
        (b"GIF89a" + bytes(100), errors.UnknownFileType),
        (b"<html><script>alert(1)</script>", errors.UnknownFileType),
        (b"%PDF-1.7\nnothing follows", errors.DamagedFile),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), errors.DamagedFile),
        (b"\xff\xd8\xff\xe0" + bytes(50), errors.DamagedFile),
        (image("PNG", (200, 200))[:-60], errors.DamagedFile),
        (image("JPEG", (200, 200))[:500], errors.DamagedFile),
        (b"%PDF-" + bytes(rules.MAX_BYTES), errors.FileTooLarge),
    ],
)
def test_it_refuses_with_a_clear_text_and_keeps_nothing(content: bytes, error: type[Exception], files: Path) -> None:
    with pytest.raises(error) as caught:
        keep(content)
    assert "%(" not in str(caught.value)
    assert not FileRecord.objects.exists()
    assert not files.exists()


def test_it_says_how_large_a_file_is_and_may_be() -> None:
    with override("vi"), pytest.raises(errors.FileTooLarge) as caught:
        keep(b"%PDF-" + bytes(11 * 2**20))
    assert str(caught.value).startswith("Tệp có dung lượng 11,0 MB, vượt quá giới hạn 10 MB.")


def test_it_does_not_decode_an_image_bomb() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 0, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(9))) + chunk(b"IEND", b"")
    with pytest.raises(errors.ImageTooLarge):
        keep(bomb)


def test_it_refuses_a_pdf_that_needs_a_password() -> None:
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(forms.receipt_slip(receipt()))))
    writer.encrypt(owner_pass="chu", user_pass="khoa")
    locked = io.BytesIO()
    writer.write(locked)
    with pytest.raises(errors.LockedFile):
        keep(locked.getvalue())


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.png"),
        ("C:\\Ảnh\\Bé.PNG", "Bé.PNG"),
        ("virus.exe", "virus.exe.png"),
        ("giấy\u202egnp.exe", "giấygnp.exe.png"),
        ("a\x00b\n.png", "ab.png"),
        ("", "tep-tin.png"),
        ("x" * 400 + ".png", "x" * 146 + ".png"),
    ],
)
def test_a_name_is_made_safe_and_its_extension_true(given: str, kept: str) -> None:
    assert keep(image("PNG"), given).name == kept


def test_the_claimed_type_decides_nothing() -> None:
    assert keep(image("PNG"), "x.pdf", media_type="application/pdf").media_type == "image/png"


def test_a_blob_cut_short_by_a_crash_is_replaced(files: Path) -> None:
    content = image("PNG")
    digest = hashlib.sha256(content).hexdigest()
    (files / digest[:2]).mkdir(parents=True)
    (files / digest[:2] / digest).write_bytes(content[:10])
    assert queries.content(keep(content).id) == content


def test_a_blob_changed_on_disk_is_not_served(files: Path) -> None:
    view = keep(image("PNG"))
    (files / view.sha256[:2] / view.sha256).write_bytes(image("JPEG"))
    with pytest.raises(errors.LostFile):
        queries.content(view.id)


def test_an_unknown_file_is_not_found() -> None:
    with pytest.raises(errors.FileNotFound):
        queries.content(uuid4())


def test_blobs_can_be_read_by_the_program_only(files: Path) -> None:
    digest = blobs.write(b"x")
    assert (files / digest[:2] / digest).stat().st_mode & 0o077 == 0
