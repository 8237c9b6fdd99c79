"""Form 07, the register of dossiers: every line of a period, read as it is written out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from uuid import UUID

from django.utils.translation import gettext as _

from caunoi.core.actor import Actor
from caunoi.core.clock import VIETNAM
from caunoi.documents.forms import RegisterLine
from caunoi.dossiers import texts
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.queries.lists import require_reader
from caunoi.dossiers.rules.deadlines import on_time
from caunoi.dossiers.shapes import Status
from caunoi.procedures import queries as procedures
from caunoi.units import queries as units

CHUNK = 2_000


def register(agency_id: UUID, start: date, end: date, *, actor: Actor, now: datetime) -> Iterator[RegisterLine]:
    """The dossiers that the agency received from `start` to `end` (both included), in order of receipt.

    Permission is checked at the call, rows are read in chunks as the lines are taken, so a year costs no memory. Texts
    are in the language in force. Raises NotReader.
    """
    require_reader(agency_id, actor, now)
    begin = datetime.combine(start, time.min, VIETNAM)
    until = datetime.combine(end + timedelta(days=1), time.min, VIETNAM)
    rows = Dossier.objects.filter(receiving_agency_id=agency_id, received_at__gte=begin, received_at__lt=until)
    return _lines(rows.defer("answers", "result").order_by("received_at", "id").iterator(CHUNK))


def _lines(rows: Iterator[Dossier]) -> Iterator[RegisterLine]:
    while chunk := list(islice(rows, CHUNK)):
        versions = procedures.versions({row.procedure_version_id for row in chunk})
        agencies = units.agencies({row.competent_agency_id for row in chunk})
        for row in chunk:
            agency = agencies.get(row.competent_agency_id)
            yield _line(row, versions[row.procedure_version_id].name, agency.name if agency else "")


def _line(row: Dossier, procedure_name: str, competent_name: str) -> RegisterLine:
    assert row.received_at is not None
    return RegisterLine(
        dossier_code=row.code or "",
        procedure_name=procedure_name,
        applicant_name=row.applicant_name,
        applicant_address=row.applicant_address,
        applicant_phone=row.applicant_phone,
        channel=str(texts.CHANNEL[row.channel]),
        competent_agency_name=competent_name,
        received_at=row.received_at,
        due_at=row.due_at,
        finished_at=row.finished_at,
        returned_at=row.returned_at,
        result_text=_result(row),
        note=row.result_number,
    )


def _result(row: Dossier) -> str:
    if row.status in (Status.DONE, Status.RETURNED) and row.finished_at and row.due_at:
        return _("Đúng hạn") if on_time(row.finished_at, row.due_at, vietnam()) else _("Quá hạn")
    return str(texts.STATUS[row.status])
