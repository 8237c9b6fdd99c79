"""Certified copies: the scanned pages laid into A4 sheets, with the certification note on the last one."""

from __future__ import annotations

import io
from dataclasses import asdict
from typing import Any

import pikepdf

from caunoi.documents.errors import DamagedFile
from caunoi.documents.forms import words
from caunoi.documents.forms.data import CertifiedCopyData
from caunoi.documents.forms.printing import compile_form
from caunoi.documents.forms.results import midnight, record_values, who_signs
from caunoi.documents.images import as_pdf
from caunoi.documents.rules import JPEG, PNG, type_by_content

_POINT = 72 / 25.4
_SHEET = (210.0, 297.0)
_MARGIN, _FOOT = 8.0, 16.0
NOTE_HEIGHT = 128.0
"""Millimetres at the foot of the last sheet that note, seal and QR code need."""
LEAST_SCALE = 0.8
"""A page that would have to be made smaller than this to stand above the note gets a sheet of its own."""


def certified_copy(scan: bytes, data: CertifiedCopyData) -> bytes:
    """The copy of `scan` (PDF, JPEG or PNG) with its certification, A4 PDF; pages are never made larger.

    Raises DamagedFile when the scan cannot be opened, FormFailed.
    """
    with _opened(scan) as source:
        own_page = not _fits_above_note(source.pages[-1])
        sheets = compile_form(
            "certification", _values(data, len(source.pages), own_page), made_at=midnight(data.issued_on)
        )
        with pikepdf.open(io.BytesIO(sheets)) as target:
            for number, page in enumerate(source.pages):
                below = NOTE_HEIGHT if not own_page and number == len(source.pages) - 1 else _FOOT
                _lay(page, target.pages[number], below)
            copy = io.BytesIO()
            target.save(copy, deterministic_id=True)
    return copy.getvalue()


def _opened(scan: bytes) -> pikepdf.Pdf:
    content = as_pdf([scan]) if type_by_content(scan) in (JPEG, PNG) else scan
    try:
        source = pikepdf.open(io.BytesIO(content))
        source.flatten_annotations("print")
    except pikepdf.PdfError as error:
        raise DamagedFile(format="PDF") from error
    if not source.pages:
        raise DamagedFile(format="PDF")
    return source


def _values(data: CertifiedCopyData, scanned: int, own_page: bool) -> dict[str, Any]:
    title = f"Bản sao chứng thực {data.number}"
    return (
        asdict(data)
        | record_values(title, data.tracking_url)
        | who_signs(data)
        | {
            "issued_on": data.issued_on.isoformat(),
            "issued_words": f"{words.short_date(data.issued_on)} ({words.date_words(data.issued_on).lower()})",
            "pages": scanned + int(own_page),
            "own_page": own_page,
        }
    )


def _size_mm(page: pikepdf.Page) -> tuple[float, float]:
    """As it is shown: the crop box, turned."""
    left, bottom, right, top = (float(v) for v in page.cropbox)
    size = abs(right - left) / _POINT, abs(top - bottom) / _POINT
    turned = int(page.obj.get("/Rotate", 0)) % 180 != 0
    return (size[1], size[0]) if turned else size


def _fits_above_note(page: pikepdf.Page) -> bool:
    width, height = _size_mm(page)
    room = (_SHEET[0] - 2 * _MARGIN) / max(width, 1), (_SHEET[1] - _MARGIN - NOTE_HEIGHT) / max(height, 1)
    return min(room) >= LEAST_SCALE


def _lay(page: pikepdf.Page, sheet: pikepdf.Page, below: float) -> None:
    """Centred into the sheet's room, made smaller where it must be, never larger; under what the sheet says."""
    box = pikepdf.Rectangle(
        _MARGIN * _POINT, below * _POINT, (_SHEET[0] - _MARGIN) * _POINT, (_SHEET[1] - _MARGIN) * _POINT
    )
    sheet.add_underlay(page, box, shrink=True, expand=False)  # type: ignore[call-arg]  # its stub lags behind
