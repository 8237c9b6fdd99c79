"""Results of settlement, A4. Our own neutral layout, without a state emblem."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, time
from typing import Any

from caunoi.core.clock import VIETNAM
from caunoi.documents.forms import words
from caunoi.documents.forms.data import BirthCertificateData, RecordData, ResultSheetData
from caunoi.documents.forms.printing import compile_form, qr_svg

SEAL_BOX_MM = (109.0, 34.0, 78.0, 25.0)
"""Room that results leave for the visible signature on the last page: x, y of its lower left corner, width, height."""


def birth_certificate(data: BirthCertificateData) -> bytes:
    """The "Giấy khai sinh", A4 PDF; `signing.sign` puts the seal in the room left. Raises FormFailed."""
    values: dict[str, Any] = asdict(data) | record_values(f"Giấy khai sinh {data.number}", data.tracking_url)
    values |= {
        "registered_on": data.registered_on.isoformat(),
        "registered_text": words.long_date(data.registered_on),
        "registered_at": data.registered_at or data.agency_name,
    }
    born_on = data.child.born_on
    values["child"] |= {
        "born_on": born_on.isoformat(),
        "born_text": words.short_date(born_on),
        "born_words": words.date_words(born_on),
    }
    return compile_form("birth_certificate", values, made_at=midnight(data.registered_on))


def result_sheet(data: ResultSheetData) -> bytes:
    """The signed record of any procedure, A4 PDF with as many pages as it needs. Raises FormFailed."""
    values: dict[str, Any] = asdict(data) | record_values(f"{data.title} {data.number}", data.tracking_url)
    values |= who_signs(data)
    values |= {
        "issued_on": data.issued_on.isoformat(),
        "issued_text": words.long_date(data.issued_on),
        "basis_lines": lines_of(data.legal_basis),
        "decision_lines": lines_of(data.decision_text),
    }
    return compile_form("result_sheet", values, made_at=midnight(data.issued_on))


def who_signs(data: RecordData) -> dict[str, str]:
    """The words over the seal (Decree 30/2020, annex I: a committee's head signs on its behalf, another head alone)."""
    committee = data.agency_name.startswith("Ủy ban nhân dân")
    return {
        "signer_block": data.signer_block or ("TM. Ủy ban nhân dân" if committee else ""),
        "signer_title": data.signer_title or ("Chủ tịch" if committee else "Thủ trưởng cơ quan"),
    }


def record_values(title: str, url: str) -> dict[str, Any]:
    """What the sheet of every record needs besides its data."""
    x, y, width, height = SEAL_BOX_MM
    return {
        "doc_title": title,
        "seal_box": {"x": x, "y": y, "width": width, "height": height},
        "qr_svg": qr_svg(url),
        "qr_alt": f"Mã QR: {url}",
    }


def midnight(day: date) -> datetime:
    """The start of a day in Việt Nam."""
    return datetime.combine(day, time(), VIETNAM)


def lines_of(text: str) -> list[str]:
    """The lines that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
