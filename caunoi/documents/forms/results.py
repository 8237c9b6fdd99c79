"""Results of settlement, A4. Our own neutral layout, without a state emblem."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, time
from typing import Any

from caunoi.core.clock import VIETNAM
from caunoi.documents.forms import words
from caunoi.documents.forms.data import BirthCertificateData
from caunoi.documents.forms.printing import compile_form, qr_svg

SEAL_BOX_MM = (109.0, 34.0, 78.0, 25.0)
"""Room that results leave for the visible signature on the last page: x, y of its lower left corner, width, height."""


def birth_certificate(data: BirthCertificateData) -> bytes:
    """The "Giấy khai sinh", A4 PDF; `signing.sign` puts the seal in the room left. Raises FormFailed."""
    x, y, width, height = SEAL_BOX_MM
    values: dict[str, Any] = asdict(data) | {
        "title": f"Giấy khai sinh {data.number}",
        "registered_on": data.registered_on.isoformat(),
        "registered_text": words.long_date(data.registered_on),
        "registered_at": data.registered_at or data.agency_name,
        "seal_box": {"x": x, "y": y, "width": width, "height": height},
        "qr_svg": qr_svg(data.tracking_url),
        "qr_alt": f"Mã QR: {data.tracking_url}",
    }
    born_on = data.child.born_on
    values["child"] |= {
        "born_on": born_on.isoformat(),
        "born_text": words.short_date(born_on),
        "born_words": words.date_words(born_on),
    }
    return compile_form("birth_certificate", values, made_at=datetime.combine(data.registered_on, time(), VIETNAM))
