"""Hand a report in: only when no rule is broken, and as a whole, kept as it was."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.ids import new_id
from caunoi.reports.errors import NotFrozenYet, NotReady, NotTheSender
from caunoi.reports.events import ReportSubmitted
from caunoi.reports.findings import findings, problem
from caunoi.reports.models import Remark, Report, Step
from caunoi.reports.operations.filling import require_open
from caunoi.reports.policies import SENDERS, person_of
from caunoi.reports.reading import before, handed_in
from caunoi.reports.rows import cells_of, form_of, locked, note, report_view
from caunoi.reports.shapes import ReportView


@transaction.atomic
def submit(*, report_id: UUID, actor: Actor, now: datetime) -> ReportView:
    """Hand the report in to the level above; by a head or leader of the agency. Remarks on the last are settled.

    Raises ReportNotFound, NotTheSender, ReportLocked, ReportHandedIn, NotFrozenYet before the cut-off, NotReady with a
    problem for each cell (`field` is its code).
    """
    row = locked(report_id)
    person_id = person_of(actor, agency_id=row.agency_id, roles=SENDERS, now=now, error=NotTheSender)
    require_open(row)
    if row.round.frozen_at is None:
        raise NotFrozenYet(on=f"{row.round.end - timedelta(days=1):%d/%m/%Y}")
    form = form_of(row.round)
    wrong = findings(form, cells_of([row.pk]).get(row.pk, {}), before(row))
    if wrong:
        raise NotReady([problem(form, one) for one in wrong])
    row.status, row.submissions = "submitted", row.submissions + 1
    row.submitted_at, row.submitted_by = now, person_id
    row.first_submitted_at = row.first_submitted_at or now
    row.save(update_fields=["status", "submissions", "submitted_at", "submitted_by", "first_submitted_at"])
    Remark.objects.filter(report=row, settled_at=None).update(settled_at=now)
    said = handed_in(row)
    add_step(row, "submitted", person_id=person_id, agency_id=row.agency_id, now=now, cells=said)
    event = ReportSubmitted(
        round=row.round_id, due_on=row.round.due_on, submission=row.submissions,
        in_time=local_date(row.first_submitted_at) <= row.round.due_on, evidence=len(said["evidence"]),
    )  # fmt: skip
    note(event, row, actor=actor, now=now)
    return report_view(row, now=now)


def add_step(
    row: Report, kind: str, *, person_id: UUID, agency_id: UUID, now: datetime, note: str = "", cells: object = None
) -> None:
    """A line of the report's history. Private to the room's operations."""
    Step.objects.create(
        id=new_id(), report=row, kind=kind, at=now, person_id=person_id, agency_id=agency_id, note=note, cells=cells
    )
