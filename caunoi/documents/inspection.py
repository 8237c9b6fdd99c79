"""Opening what was handed in, to be sure that it is what it claims to be."""

from __future__ import annotations

import io

from PIL import Image
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader

from caunoi.documents import errors, rules


def media_type_of(content: bytes) -> str:
    """The media type of `content`, by its bytes and by really opening it.

    Raises a subclass of InvalidInput: EmptyFile, FileTooLarge, UnknownFileType, DamagedFile, LockedFile, ImageTooLarge.
    """
    if not content:
        raise errors.EmptyFile
    if len(content) > rules.MAX_BYTES:
        raise errors.FileTooLarge(size_mb=_megabytes(len(content)), limit_mb=rules.MAX_BYTES // 2**20)
    media_type = rules.type_by_content(content)
    if media_type is None:
        raise errors.UnknownFileType
    if media_type == rules.PDF:
        _open_pdf(content)
    else:
        _open_image(content, media_type)
    return media_type


def _megabytes(size: int) -> str:
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


def _open_image(content: bytes, media_type: str) -> None:
    """Decode every pixel, but only after the header has shown that there are not too many."""
    kind = "JPEG" if media_type == rules.JPEG else "PNG"
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as image:
            width, height = image.size
            if width * height > rules.MAX_PIXELS:
                raise errors.ImageTooLarge(width=width, height=height, limit=rules.MAX_PIXELS // 1_000_000)
            image.load()
    except errors.ImageTooLarge:
        raise
    except Image.DecompressionBombError as error:
        raise errors.ImageTooLarge(width="?", height="?", limit=rules.MAX_PIXELS // 1_000_000) from error
    except Exception as error:
        raise errors.DamagedFile(format="JPG" if kind == "JPEG" else kind) from error
