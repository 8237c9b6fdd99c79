"""Putting an agency's signature on a PDF: PAdES baseline B, with a time stamp (B-T) where there is an authority."""

from __future__ import annotations

import io
import tempfile
from datetime import datetime
from typing import Any, NamedTuple

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko.stamp import StaticStampStyle

from caunoi.core.clock import VIETNAM
from caunoi.core.disk import room_needed
from caunoi.documents.errors import NotSignable, TimestampUnavailable
from caunoi.documents.forms.printing import compile_form
from caunoi.documents.forms.results import SEAL_BOX_MM
from caunoi.documents.forms.words import stamp_text
from caunoi.documents.signing.credentials import Credentials, credentials_for
from caunoi.documents.signing.loops import off_the_loop

_POINTS = 72 / 25.4
_MARGIN_MM = 8.0


class SealBox(NamedTuple):
    """Where the visible signature stands on the last page, in millimetres from its lower left corner."""

    x: float
    y: float
    width: float
    height: float


_room_needed: dict[tuple[bytes, type], int] = {}
RESULT_SEAL = SealBox(*SEAL_BOX_MM)


class _Signer(PdfSigner):
    """pyHanko's signer with the time passed in instead of the machine's."""

    at: datetime

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


@off_the_loop
def sign(
    pdf: bytes,
    *,
    signer_name: str,
    reason: str,
    agency_name: str,
    now: datetime,
    box: SealBox | None = RESULT_SEAL,
    agency_code: str = "",
) -> bytes:
    """`pdf` with the signature of `agency_name`, made at `now` (aware) by `signer_name` (who is named on the seal).

    `box` places the visible seal on the last page; None signs without one. A box that does not fit the page goes to
    its lower right corner. `agency_code` finds the agency's own certificate where each has one. The bytes of `pdf` stay
    as they are; the signature is appended. Another signature may follow (the leader's first, then the agency's seal);
    `verify` takes any other change as altering. Raises NotSignable, SigningUnavailable and NoRoom.
    """
    with room_needed():
        credentials = credentials_for(agency_name, now=now, agency_code=agency_code)
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
        signed_already = len(writer.prev.embedded_signatures)
        pages = int(writer.root["/Pages"]["/Count"])
        rectangle = _rectangle(writer, pages - 1, box) if box else None
    except Exception as error:  # hostile bytes may make a parser raise anything
        raise NotSignable from error
    field_name = f"CauNoi{signed_already + 1}"
    metadata = PdfSignatureMetadata(
        field_name=field_name,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=signer_name,
        reason=reason,
        location=agency_name,
    )
    field = SigFieldSpec(field_name, on_page=pages - 1, box=rectangle)
    with room_needed(), tempfile.NamedTemporaryFile(suffix=".pdf") as seal:
        if box:
            seal.write(_seal(box, credentials, signer_name=signer_name, agency_name=agency_name, now=now))
            seal.flush()
        style = StaticStampStyle.from_pdf_file(seal.name, border_width=0) if box else None
        signer = _Signer(
            metadata, credentials.signer, timestamper=credentials.timestamper, stamp_style=style, new_field_spec=field
        )
        signer.at = now.astimezone(VIETNAM).replace(microsecond=0)
        try:
            return _signed(signer, writer, credentials)
        except TimestampRequestError as error:
            raise TimestampUnavailable from error
        except (SigningError, PdfError) as error:  # for one, an earlier signer closed the paper
            raise NotSignable from error


def _signed(signer: PdfSigner, writer: IncrementalPdfFileWriter, credentials: Credentials) -> bytes:
    """The first signature with a certificate finds out how much room one needs (signing twice); the next ones know."""
    certificate = credentials.signer.signing_cert
    assert certificate is not None
    kind = (certificate.sha256, type(credentials.timestamper))
    room = _room_needed.get(kind)
    signed = bytes(signer.sign_pdf(writer, bytes_reserved=room).getvalue())
    if room is None:
        start = signed.rindex(b"/Contents <") + len(b"/Contents <")
        _room_needed[kind] = signed.index(b">", start) - start
    return signed


def _rectangle(writer: IncrementalPdfFileWriter, page: int, box: SealBox) -> tuple[int, int, int, int]:
    """The box in points; moved into the page's lower right corner when it does not fit."""
    dictionary: Any = writer.prev.find_page_for_modification(page)[0].get_object()
    while "/MediaBox" not in dictionary:  # a page may inherit it
        dictionary = dictionary["/Parent"]
    left, bottom, right, top = (float(value) for value in dictionary["/MediaBox"])
    x, y = left + box.x * _POINTS, bottom + box.y * _POINTS
    width, height = box.width * _POINTS, box.height * _POINTS
    if x + width > right or y + height > top:
        x, y = max(left, right - width - _MARGIN_MM * _POINTS), bottom + _MARGIN_MM * _POINTS
    return round(x), round(y), round(x + width), round(y + height)


def _seal(box: SealBox, credentials: Credentials, *, signer_name: str, agency_name: str, now: datetime) -> bytes:
    values = {
        "width": box.width,
        "height": box.height,
        "demo": credentials.demo,
        "agency_name": agency_name,
        "signer_name": signer_name,
        "signed_text": stamp_text(now),
    }
    return compile_form("seal", values, made_at=now)
