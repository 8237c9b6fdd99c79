"""What a file may be. Pure: no Django, no clock, no database."""

from __future__ import annotations

import re
import unicodedata

PDF, JPEG, PNG, HEIC = "application/pdf", "image/jpeg", "image/png", "image/heic"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
ZIP = "application/zip"
EXTENSIONS: dict[str, tuple[str, ...]] = {
    PDF: (".pdf",),
    JPEG: (".jpg", ".jpeg"),
    PNG: (".png",),
    HEIC: (".heic", ".heif"),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
    ODT: (".odt",),
}
IMAGES = frozenset({JPEG, PNG, HEIC})
MAX_BYTES = 10 * 1024 * 1024
"""The limit of one file unless a setting says otherwise."""
MAX_PIXELS = 60_000_000
"""A scan of A3 at 400 dots an inch has 31 million; more is a mistake or an attack on memory."""
MAX_NAME = 150
MAX_UNPACKED = 100 * 1024 * 1024
MAX_ENTRIES = 3_000
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")


def type_by_content(content: bytes) -> str | None:
    """The media type by the first bytes, or None; ZIP for whatever a zip may hold.

    ISO 32000 lets a PDF's header stand behind other bytes. Only white space is taken there: a file that begins like one
    thing and is another is made to deceive.
    """
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"%PDF-"):
        return PDF
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return HEIC
    return ZIP if content.startswith(b"PK\x03\x04") else None


def is_program(content: bytes) -> bool:
    """Whether a computer would run it."""
    return content.startswith(_PROGRAMS)


def hides_another_file(pdf: bytes) -> bool:
    """Whether something that is no PDF stands behind the end of this one: a zip, a program, a page of a browser."""
    tail = pdf[pdf.rfind(b"%%EOF") + 5 :]
    return b"PK\x05\x06" in tail or b"PK\x03\x04" in tail or b"<script" in tail.lower() or b"<html" in tail.lower()


def safe_name(name: str, media_type: str) -> str:
    """A name to keep and to offer on download: no folders, no control characters, an extension that tells the truth."""
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    base = "".join(c for c in base if unicodedata.category(c)[0] != "C").strip(" .") or "tep-tin"
    if base.lower().endswith(EXTENSIONS[media_type]):
        stem, dot, extension = base.rpartition(".")
        return (stem[: MAX_NAME - len(extension) - 1] or "tep-tin") + dot + extension
    extension = EXTENSIONS[media_type][0]
    return base[: MAX_NAME - len(extension)] + extension


def blob_path(sha256: str) -> str:
    """Where a content lies in the storage: spread over 256 folders."""
    return f"{sha256[:2]}/{sha256}"
