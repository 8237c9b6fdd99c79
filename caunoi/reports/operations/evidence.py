"""Files that show what a report says."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.ids import new_id
from caunoi.core.subjects import SubjectRef
from caunoi.documents import operations as documents
from caunoi.reports.errors import NotYourReport, ReportNotFound, UnknownCell
from caunoi.reports.models import Evidence
from caunoi.reports.operations.filling import require_open
from caunoi.reports.policies import FILLERS, person_of
from caunoi.reports.rows import SUBJECT, form_of, locked, place_of
from caunoi.reports.shapes import EvidenceView


@transaction.atomic
def attach(*, report_id: UUID, code: str, name: str, content: bytes, actor: Actor, now: datetime) -> EvidenceView:
    """Hand in a file with a cell, a section (by its id) or (code empty) the whole report.

    Raises ReportNotFound, NotYourReport, ReportLocked, ReportHandedIn, UnknownCell and what `documents.store` raises
    for a file that is of no type that is taken.
    """
    row = locked(report_id)
    person_id = person_of(actor, agency_id=row.agency_id, roles=FILLERS, now=now, error=NotYourReport)
    require_open(row)
    form = form_of(row.round)
    if code and form.cell(code) is None and all(one.id != code for one in form.sections):
        raise UnknownCell(cell=code[:120])
    file = documents.store(
        content=content, name=name, media_type=None, subject=SubjectRef(SUBJECT, row.pk), actor=actor, now=now,
        place=place_of(row),
    )  # fmt: skip
    made = Evidence.objects.create(
        id=new_id(), report=row, code=code, file_id=file.id, added_by=person_id, added_at=now
    )
    return EvidenceView(made.pk, code, file.id, file.name, file.size, file.media_type, now)


@transaction.atomic
def detach(*, report_id: UUID, evidence_id: UUID, actor: Actor, now: datetime) -> None:
    """Take a file off the report; an earlier submission keeps it. Raises what `attach` raises."""
    row = locked(report_id)
    person_of(actor, agency_id=row.agency_id, roles=FILLERS, now=now, error=NotYourReport)
    require_open(row)
    if not Evidence.objects.filter(pk=evidence_id, report=row, removed_at=None).update(removed_at=now):
        raise ReportNotFound
