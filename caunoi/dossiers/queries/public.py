"""What anybody may know of a dossier: where it stands, nothing personal."""

from __future__ import annotations

from datetime import datetime
from hmac import compare_digest

from caunoi.core.clock import local_date
from caunoi.dossiers import texts
from caunoi.dossiers.errors import DossierNotFound
from caunoi.dossiers.models import Dossier, DossierResult
from caunoi.dossiers.queries.reading import timeline_of
from caunoi.dossiers.rules.codes import normal_code
from caunoi.dossiers.shapes import PublicStatus, TimelineEntry
from caunoi.dossiers.views_of import due_left
from caunoi.procedures import queries as procedures

_NOBODYS = "0000000000"
"""Stands for the telephone where there is no dossier."""


def public_timeline(code: str) -> list[TimelineEntry]:
    """The same for anybody who knows the code: the journal holds nothing personal. Raises DossierNotFound."""
    found = Dossier.objects.filter(code=normal_code(code)).first()
    if found is None:
        raise DossierNotFound
    return timeline_of(found)


def public_status(code: str, *, now: datetime, phone: str | None = None) -> PublicStatus:
    """Where a dossier stands, for anybody who knows its code; nothing personal.

    With `phone` only for who also knows the telephone that it was filed with; which of the two is wrong is not told,
    nor shown by the time it takes. Trying many is the page's to slow down. Raises DossierNotFound.
    """
    number = normal_code(code)
    if phone is not None and not _filed_with(number, phone):
        raise DossierNotFound
    found = Dossier.objects.filter(code=number).first()
    if found is None:
        raise DossierNotFound
    return PublicStatus(
        code=found.code or "",
        status=found.status,
        status_name=str(texts.STATUS[found.status]),
        procedure_code=found.procedure_code,
        procedure_name=procedures.version(found.procedure_version_id).name,
        received_on=local_date(found.received_at) if found.received_at else None,
        due_at=found.due_at,
        due_left=due_left(found, now),
        finished_at=found.finished_at,
        record_status=_record_status(found),
    )


def _record_status(found: Dossier) -> str:
    """What holds of its records: one that stands counts; else what became of the last. At most one statement."""
    if found.result_file_id is None:
        return ""
    signed = DossierResult.objects.filter(dossier_id=found.id).exclude(status="draft").order_by("signed_at", "id")
    states = list(signed.values_list("status", flat=True))
    return "valid" if "valid" in states else states[-1] if states else ""


def _filed_with(code: str, phone: str) -> bool:
    """Whether there is such a dossier, filed with this telephone. As much is done when there is none; one statement."""
    kept = Dossier.objects.filter(code=code).values_list("applicant_phone", flat=True).first()
    same = compare_digest(_national(phone), _national(kept or _NOBODYS))
    return same and bool(kept)


def _national(phone: str) -> str:
    """Digits alone count, and +84 is 0."""
    digits = "".join(c for c in phone if c.isascii() and c.isdigit())
    return "0" + digits[2:] if digits.startswith("84") and len(digits) > 10 else digits
