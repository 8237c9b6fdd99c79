"""Papers that are made when somebody first wants them. What they say is fixed when they are promised.

Printing a slip takes longer than everything else that happens at a counter, and most slips are read on a page. So the
values are kept, and the paper is made from them by whoever asks first, or by the worker within minutes: the same values
and moment give the same bytes, whenever that is.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor, System
from caunoi.core.ids import new_id
from caunoi.core.journal import Place
from caunoi.core.subjects import SubjectRef
from caunoi.documents.forms.printing import Sheet, sheet_pdf
from caunoi.documents.keeping import put
from caunoi.documents.models import FileRecord, PromisedFile

_AT_ONCE = 200


def promise(
    *, sheet: Sheet, name: str, subject: SubjectRef, actor: Actor, now: datetime, place: Place | None = None
) -> UUID:
    """The id under which the paper can be had from now on; one statement."""
    where = place or Place()
    row = PromisedFile.objects.create(
        id=new_id(), form=sheet.form, values=sheet.values, printed_at=sheet.made_at, name=name,
        subject_kind=subject.kind, subject_id=subject.id, unit_id=where.unit_id, agency_id=where.agency_id,
        province=where.province, created_at=now, created_by=actor.ref,
    )  # fmt: skip
    return row.pk


@transaction.atomic
def fulfil(file_id: UUID) -> FileRecord | None:
    """The promised paper, made now and kept; None when none was promised. Raises FormFailed."""
    row = PromisedFile.objects.select_for_update().filter(pk=file_id).first()
    if row is None:  # never promised, or made meanwhile
        return FileRecord.objects.select_related("stored").filter(pk=file_id).first()
    record = put(
        sheet_pdf(Sheet(row.form, row.values, row.printed_at)), name=row.name,
        subject=SubjectRef(row.subject_kind, row.subject_id), actor=System("documents"), now=row.created_at,
        place=Place(unit_id=row.unit_id, agency_id=row.agency_id, province=row.province), file_id=row.pk,
    )  # fmt: skip
    row.delete()
    return record


def fulfil_some(*, before: datetime, most: int = _AT_ONCE) -> int:
    """Make what was promised before a moment and nobody asked for yet, the oldest first; how many."""
    waiting = PromisedFile.objects.filter(created_at__lt=before).order_by("created_at")
    ids = list(waiting.values_list("pk", flat=True)[:most])
    for file_id in ids:
        fulfil(file_id)
    return len(ids)
