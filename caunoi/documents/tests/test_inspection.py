"""What is taken and what is not, by what is really in it."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pillow_heif
import pytest
from PIL import Image

from caunoi.core.actor import System
from caunoi.documents import errors, forms, images, queries, rules
from caunoi.documents.inspection import media_type_of
from caunoi.documents.operations import merge, store
from caunoi.documents.tests.pdf_text import pages_of, sizes_mm
from caunoi.documents.tests.samples import NOW, image, receipt

GPS, ORIENTATION = 0x8825, 0x0112
DOCX_TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName='
    b'"/word/document.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Any) -> None:
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = settings.STORAGES | {"default": backend}


def zipped(entries: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(**more: bytes) -> bytes:
    return zipped({"[Content_Types].xml": DOCX_TYPES, "word/document.xml": b"<w:document/>"} | more)


def xlsx() -> bytes:
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    return buffer.getvalue()


def photo(orientation: int = 6, kind: str = "JPEG", size: tuple[int, int] = (80, 40)) -> bytes:
    """Red at the left, blue at the right, as the camera's chip saw it; with place and orientation."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (size[0] // 2, 0, *size))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS)[2] = (21.0, 1.0, 42.5)
    exif[0x010F] = "Máy ảnh Mẫu"
    buffer = io.BytesIO()
    picture.save(buffer, kind, exif=exif, quality=95)
    return buffer.getvalue()


def heic() -> bytes:
    pillow_heif.register_heif_opener()
    return photo(1, "HEIF", (128, 64))


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (docx(), rules.DOCX),
        (xlsx(), rules.XLSX),
        (zipped({"mimetype": rules.ODT.encode(), "content.xml": b"<x/>"}), rules.ODT),
        (heic(), rules.HEIC),
        (photo(), rules.JPEG),
    ],
)
def test_it_knows_a_kind_by_its_content(content: bytes, found: str) -> None:
    assert media_type_of(content) == found


def with_open_action(kind: str) -> bytes:
    with pikepdf.open(io.BytesIO(forms.receipt_slip(receipt()))) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name(kind), JS=pikepdf.String("app.alert(1)"))
        buffer = io.BytesIO()
        pdf.save(buffer)
    return buffer.getvalue()


def lying_zip() -> bytes:
    """The directory says that an entry unpacks to 9 bytes; it unpacks to 300 MB."""
    bomb = bytearray(docx(**{"word/media/x.bin": bytes(300 * 2**20)}))
    real = struct.pack("<I", 300 * 2**20)
    while (place := bomb.find(real)) >= 0:
        bomb[place : place + 4] = struct.pack("<I", 9)
    return bytes(bomb)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"MZ\x90\x00 program", errors.ProgramFile),
        (b"\x7fELF\x02\x01 program", errors.ProgramFile),
        (b"#!/bin/sh\nrm -rf x", errors.ProgramFile),
        (docx(**{"word/vbaProject.bin": b"macro"}), errors.ProgramFile),
        (docx(**{"x/run.exe": b"MZ"}), errors.ProgramFile),
        (with_open_action("/JavaScript"), errors.ProgramFile),
        (with_open_action("/Launch"), errors.ProgramFile),
        (zipped({"a.txt": b"x"}), errors.UnknownFileType),
        (zipped({"word/document.xml": b"x"}), errors.UnknownFileType),
        (b"GIF89a%PDF-1.7 two in one", errors.UnknownFileType),
        (forms.receipt_slip(receipt()) + zipped({"a.exe": b"MZ"}), errors.DisguisedFile),
        (forms.receipt_slip(receipt()) + b"<html><script>alert(1)</script>", errors.DisguisedFile),
        (docx(**{"word/media/x.bin": bytes(101 * 2**20)}), errors.PackedTooMuch),
        (zipped({f"{i}.xml": b"" for i in range(rules.MAX_ENTRIES + 1)}), errors.PackedTooMuch),
        (lying_zip(), errors.DamagedFile),
        (docx()[:-30], errors.DamagedFile),
        (heic()[:200], errors.DamagedFile),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_it_refuses_what_is_dangerous_or_broken(content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error) as caught:
        media_type_of(content)
    assert caught.type is error
    assert "%(" not in str(caught.value)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_and_forgets_where_it_was_taken(orientation: int) -> None:
    original = photo(orientation)
    kept = images.cleaned(original, rules.JPEG)
    with Image.open(io.BytesIO(kept)) as seen:
        assert not seen.getexif()
        assert seen.size == ((80, 40) if orientation < 5 else (40, 80))
        corners = {1: "red", 2: "blue", 3: "blue", 4: "red", 5: "red", 6: "red", 7: "blue", 8: "blue"}
        red, _green, blue = seen.convert("RGB").getpixel((4, 4))  # type: ignore[misc]
        assert (red > blue) == (corners[orientation] == "red")
    assert b"GPS" not in kept
    assert "Máy ảnh".encode() not in kept


def test_an_upright_photo_keeps_its_pixels_as_they_were_coded() -> None:
    original, kept = photo(1), images.cleaned(photo(1), rules.JPEG)
    with Image.open(io.BytesIO(original)) as before, Image.open(io.BytesIO(kept)) as after:
        assert before.tobytes() == after.tobytes()
    assert len(kept) < len(original)
    assert images.cleaned(kept, rules.JPEG) == kept


def test_what_hangs_behind_a_picture_is_cut_off() -> None:
    hidden = zipped({"a.exe": b"MZ"})
    assert hidden not in images.cleaned(photo(1) + hidden, rules.JPEG)
    assert hidden not in images.cleaned(image("PNG") + hidden, rules.PNG)


def test_a_progressive_photo_survives_cleaning() -> None:
    buffer = io.BytesIO()
    Image.effect_noise((200, 120), 60).convert("RGB").save(buffer, "JPEG", progressive=True, comment=b"bi mat")
    kept = images.cleaned(buffer.getvalue(), rules.JPEG)
    assert b"bi mat" not in kept
    with Image.open(io.BytesIO(buffer.getvalue())) as before, Image.open(io.BytesIO(kept)) as after:
        assert before.tobytes() == after.tobytes()


@pytest.mark.django_db
def test_a_phones_photo_is_kept_as_jpeg_with_a_true_name() -> None:
    view = store(content=heic(), name="IMG_1.HEIC", media_type=None, subject=None, actor=System("tests"), now=NOW)
    assert (view.media_type, view.name) == (rules.JPEG, "IMG_1.HEIC.jpg")
    with Image.open(io.BytesIO(queries.content(view.id))) as seen:
        assert (seen.format, seen.size) == ("JPEG", (128, 64))


def test_several_photos_become_one_pdf_in_order() -> None:
    whole = merge([photo(6, size=(1000, 500)), image("PNG", (300, 400)), heic(), forms.receipt_slip(receipt())])
    assert len(pages_of(whole)) == 4
    assert media_type_of(whole) == rules.PDF
    widths = [width < height for width, height in sizes_mm(whole)]
    assert widths == [True, True, False, True]


def test_only_pictures_and_pdfs_can_be_bound_together() -> None:
    with pytest.raises(errors.UnknownFileType):
        merge([image("PNG"), docx()])
