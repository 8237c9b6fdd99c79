"""Opening what was handed in, to be sure that it is what it claims to be."""

from __future__ import annotations

import io

import pikepdf
import pillow_heif
from django.conf import settings
from PIL import Image
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader

from caunoi.documents import errors, rules
from caunoi.documents.office import office_type

pillow_heif.register_heif_opener()
_PILLOW = {rules.JPEG: "JPEG", rules.PNG: "PNG", rules.HEIC: "HEIF"}
_NAMES = {rules.JPEG: "JPG", rules.PNG: "PNG", rules.HEIC: "HEIC"}
_RUNS = ("/JavaScript", "/Launch", "/ImportData", "/SubmitForm")


def media_type_of(content: bytes) -> str:
    """The media type of `content`, by its bytes and by really opening it.

    Raises a subclass of InvalidInput: EmptyFile, FileTooLarge, UnknownFileType (ProgramFile, DisguisedFile),
    DamagedFile, LockedFile, ImageTooLarge, PackedTooMuch.
    """
    if not content:
        raise errors.EmptyFile
    check_size(len(content))
    if rules.is_program(content):
        raise errors.ProgramFile
    media_type = rules.type_by_content(content)
    if media_type is None:
        raise errors.UnknownFileType
    if media_type == rules.ZIP:
        return office_type(content)
    if media_type == rules.PDF:
        _open_pdf(content)
    else:
        _open_image(content, media_type)
    return media_type


def check_size(size: int) -> None:
    """Raises FileTooLarge when one file of `size` bytes would not be taken."""
    if size > settings.FILE_LIMIT:
        raise errors.FileTooLarge(size_mb=megabytes(size), limit_mb=settings.FILE_LIMIT // 2**20)


def megabytes(size: int) -> str:
    """1,5"""
    return f"{size / 2**20:.1f}".replace(".", ",")


def _open_pdf(content: bytes) -> None:
    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        if reader.encrypted:
            raise errors.LockedFile
        if int(reader.root["/Pages"]["/Count"]) < 1:
            raise PdfReadError("no pages")
        reader.find_page_for_modification(0)
    except errors.LockedFile:
        raise
    except Exception as error:  # a parser fed with hostile bytes may raise anything, RecursionError included
        raise errors.DamagedFile(format="PDF") from error
    if rules.hides_another_file(content):
        raise errors.DisguisedFile
    if _runs_something(content):
        raise errors.ProgramFile


def _runs_something(content: bytes) -> bool:
    """Whether opening the paper would start a script or a program."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            root = pdf.Root
            if "/JavaScript" in root.get("/Names", {}) or "/AA" in root:
                return True
            return _action_runs(root.get("/OpenAction"))
    except pikepdf.PasswordError as error:
        raise errors.LockedFile from error
    except Exception as error:
        raise errors.DamagedFile(format="PDF") from error


def _action_runs(action: pikepdf.Object | None) -> bool:
    return isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) in _RUNS


def _open_image(content: bytes, media_type: str) -> None:
    """Decode every pixel, but only after the header has shown that there are not too many."""
    try:
        with Image.open(io.BytesIO(content), formats=[_PILLOW[media_type]]) as image:
            width, height = image.size
            if width * height > rules.MAX_PIXELS:
                raise errors.ImageTooLarge(width=width, height=height, limit=rules.MAX_PIXELS // 1_000_000)
            image.load()
    except errors.ImageTooLarge:
        raise
    except Image.DecompressionBombError as error:
        raise errors.ImageTooLarge(width="?", height="?", limit=rules.MAX_PIXELS // 1_000_000) from error
    except Exception as error:
        raise errors.DamagedFile(format=_NAMES[media_type]) from error
