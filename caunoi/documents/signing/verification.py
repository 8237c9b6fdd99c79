"""Does a signed PDF still hold, and whose is it?"""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    validate_pdf_signature,
)
from pyhanko_certvalidator import ValidationContext

from caunoi.documents.rules import PDF, type_by_content
from caunoi.documents.signing.credentials import trusted_roots
from caunoi.documents.signing.loops import off_the_loop
from caunoi.documents.signing.revocations import revoked_since
from caunoi.documents.signing.tightness import tight, time_stamp_of

Status = Literal["valid", "altered", "unknown_signer", "revoked", "unsigned"]
_log = logging.getLogger(__name__)
_WORST_FIRST: tuple[Status, ...] = ("altered", "revoked", "unknown_signer", "valid")


@dataclass(frozen=True, slots=True)
class Verification:
    """What verification found.

    `status`: `valid`; `altered` (the bytes are not those that were signed, or something was appended); `unknown_signer`
    (intact, but no trusted authority vouches for the signer); `unsigned` (no signature, or not a PDF: see `readable`);
    `revoked` (intact, but its authority took the certificate back before it was signed, as far as a trusted time
    stamp tells; without one, whenever). `signer` is the certificate's name, `signer_person` what the
    signature says of the person (not proven by the certificate); `timestamped` says whether `signed_at` is vouched for
    by a trusted time-stamping authority.
    """

    status: Status
    readable: bool = True
    signer: str = ""
    signer_person: str = ""
    reason: str = ""
    signed_at: datetime | None = None
    timestamped: bool = False
    signatures: int = 0


@off_the_loop
def verify(pdf: bytes) -> Verification:
    """Check every signature in `pdf`; the worst one decides, the last one is described. Never raises on bad bytes."""
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        signatures = list(reader.embedded_signatures)
    except Exception:  # hostile bytes may make a parser raise anything, RecursionError included
        return Verification(status=_without_signature(pdf), readable=False)
    if not signatures:
        return Verification(status=_without_signature(pdf))
    roots = trusted_roots()
    found = [_check(signature, roots, pdf, last=signature is signatures[-1]) for signature in signatures]
    worst = min((verification.status for verification in found), key=_WORST_FIRST.index)
    last = found[-1]
    return Verification(
        status=worst,
        signer=last.signer,
        signer_person=last.signer_person,
        reason=last.reason,
        signed_at=last.signed_at,
        timestamped=last.timestamped,
        signatures=len(found),
    )


def _without_signature(pdf: bytes) -> Status:
    """A PDF that holds the word of a signature, but none that can be found, was signed once and has been damaged."""
    return "altered" if type_by_content(pdf) == PDF and b"/ByteRange" in pdf else "unsigned"


def _check(signature: EmbeddedPdfSignature, roots: list[Any], pdf: bytes, *, last: bool) -> Verification:
    """One signature. Anything that cannot be understood counts as altered: in doubt, do not vouch."""
    try:
        if not tight(signature, pdf):
            return Verification(status="altered")
        status = _validated(signature, roots, _stamped_at(signature))
        if not _stamped(status):  # a time that nobody trusted vouches for must not rescue an expired certificate
            status = _validated(signature, roots, datetime.now(UTC))
        return _described(signature, status, last=last, revoked=_revoked(status, roots))
    except Exception as error:
        _log.info("a signature could not be checked: %s", type(error).__name__)
        return Verification(status="altered")


def _validated(signature: EmbeddedPdfSignature, roots: list[Any], moment: datetime) -> PdfSignatureStatus:
    context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=moment)
    return validate_pdf_signature(signature, context, context)


def _stamped(status: PdfSignatureStatus) -> bool:
    stamp = status.timestamp_validity
    return bool(stamp and stamp.intact and stamp.valid and stamp.trusted)


def _described(
    signature: EmbeddedPdfSignature, status: PdfSignatureStatus, *, last: bool, revoked: bool
) -> Verification:
    stamp = status.timestamp_validity
    stamped = _stamped(status)
    return Verification(
        status=_judged(
            status, last=last, revoked=revoked, stamp_broken=stamp is not None and not (stamp.intact and stamp.valid)
        ),
        signer=str(status.signing_cert.subject.native.get("common_name", "")),
        signer_person=_text(signature, "/Name"),
        reason=_text(signature, "/Reason"),
        signed_at=stamp.timestamp if stamp is not None and stamped else status.signer_reported_dt,
        timestamped=stamped,
    )


def _judged(status: PdfSignatureStatus, *, last: bool, revoked: bool, stamp_broken: bool) -> Status:
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    allowed = whole if last else status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION and bool(status.docmdp_ok)
    if not (status.intact and status.valid and allowed) or stamp_broken:
        return "altered"
    if status.revoked or (status.trusted and revoked):
        return "revoked"
    return "valid" if status.trusted else "unknown_signer"


def _revoked(status: PdfSignatureStatus, roots: list[Any]) -> bool:
    """A signature made before the revocation still holds, but only a trusted time stamp can say that it was before."""
    since = revoked_since(status.signing_cert, roots)
    if since is None:
        return False
    stamp = status.timestamp_validity
    return stamp is None or not _stamped(status) or stamp.timestamp >= since


def _stamped_at(signature: EmbeddedPdfSignature) -> datetime:
    """The time at which the certificates are judged: the time stamp's (itself checked afterwards), else now."""
    stamp = time_stamp_of(signature.signer_info)
    if stamp is None:
        return datetime.now(UTC)
    moment: datetime = stamp["encap_content_info"]["content"].parsed["gen_time"].native
    return moment


def _text(signature: EmbeddedPdfSignature, key: str) -> str:
    return str(signature.sig_object.get(key, ""))
