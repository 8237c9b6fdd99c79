"""What a file may be. Pure: no Django, no clock, no database."""

from __future__ import annotations

import re
import unicodedata

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
EXTENSIONS: dict[str, tuple[str, ...]] = {PDF: (".pdf",), JPEG: (".jpg", ".jpeg"), PNG: (".png",)}
MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 60_000_000
"""A scan of A3 at 400 dots an inch has 31 million; more is a mistake or an attack on memory."""
MAX_NAME = 150
_PDF_HEADER_WITHIN = 1024


def type_by_content(content: bytes) -> str | None:
    """The media type by magic bytes, or None. A PDF header may stand anywhere in the first kilobyte (ISO 32000)."""
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if b"%PDF-" in content[:_PDF_HEADER_WITHIN]:
        return PDF
    return None


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
