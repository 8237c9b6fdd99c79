"""The level above checks: remarks beside cells, back with them or accepted and locked; reopened only with a reason."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.ids import new_id
from caunoi.reports.errors import (
    NotAccepted,
    NotHandedIn,
    NotTheAcceptor,
    NotTheChecker,
    ReportNotFound,
    SayWhy,
    UnknownCell,
)
from caunoi.reports.events import ReportAccepted, ReportReopened, ReportReturned
from caunoi.reports.models import Remark, Report
from caunoi.reports.operations.sending import add_step
from caunoi.reports.policies import FILLERS, LEADERS, person_of
from caunoi.reports.reading import last_submission
from caunoi.reports.rows import form_of, locked, note, remark_view, report_view
from caunoi.reports.shapes import RemarkView, ReportView


@transaction.atomic
def remark(*, report_id: UUID, code: str, text: str, actor: Actor, now: datetime) -> RemarkView:
    """Say something of a cell, a section (by its id) or (code empty) the whole of a report that was handed in.

    The agency sees it when the report goes back or is accepted. Raises ReportNotFound, NotTheChecker, NotHandedIn,
    UnknownCell, SayWhy.
    """
    row = locked(report_id)
    person_id = person_of(actor, agency_id=row.round.agency_id, roles=FILLERS, now=now, error=NotTheChecker)
    _require_handed_in(row)
    form = form_of(row.round)
    if code and form.cell(code) is None and all(one.id != code for one in form.sections):
        raise UnknownCell(cell=code[:120])
    made = Remark.objects.create(
        id=new_id(), report=row, code=code, text=_said(text), submission=row.submissions, made_by=person_id,
        made_at=now,
    )  # fmt: skip
    return remark_view(made)


@transaction.atomic
def remove_remark(*, report_id: UUID, remark_id: UUID, actor: Actor, now: datetime) -> None:
    """Take a remark back before it was sent. Raises ReportNotFound, NotTheChecker."""
    row = locked(report_id)
    person_of(actor, agency_id=row.round.agency_id, roles=FILLERS, now=now, error=NotTheChecker)
    if not Remark.objects.filter(pk=remark_id, report=row, sent_at=None).delete()[0]:
        raise ReportNotFound


@transaction.atomic
def return_report(*, report_id: UUID, note_text: str, actor: Actor, now: datetime) -> ReportView:
    """Send the report back with its remarks and, when there are none, a reason.

    Raises ReportNotFound, NotTheChecker, NotHandedIn, SayWhy.
    """
    row = locked(report_id)
    person_id = person_of(actor, agency_id=row.round.agency_id, roles=FILLERS, now=now, error=NotTheChecker)
    _require_handed_in(row)
    remarks = Remark.objects.filter(report=row, sent_at=None).update(sent_at=now)
    why = _said(note_text) if note_text.strip() or not remarks else ""
    _decide(row, "returned", why, person_id=person_id, now=now)
    event = ReportReturned(
        round=row.round_id, due_on=row.round.due_on, submission=row.submissions, remarks=remarks
    )  # fmt: skip
    note(event, row, actor=actor, now=now)
    return report_view(row, now=now)


@transaction.atomic
def accept(*, report_id: UUID, actor: Actor, now: datetime) -> ReportView:
    """Accept the report: nothing in it changes any more. By a leader of the level above.

    Remarks that were not sent yet go with it, settled. Raises ReportNotFound, NotTheAcceptor, NotHandedIn.
    """
    row = locked(report_id)
    person_id = person_of(actor, agency_id=row.round.agency_id, roles=LEADERS, now=now, error=NotTheAcceptor)
    _require_handed_in(row)
    Remark.objects.filter(report=row, sent_at=None).update(sent_at=now, settled_at=now)
    _decide(row, "accepted", "", person_id=person_id, now=now)
    event = ReportAccepted(
        round=row.round_id, due_on=row.round.due_on, submission=row.submissions, digest=_digest(row)
    )  # fmt: skip
    note(event, row, actor=actor, now=now)
    return report_view(row, now=now)


@transaction.atomic
def check(
    *, report_id: UUID, remarks: Mapping[str, str], decision: str, note_text: str, actor: Actor, now: datetime
) -> None:
    """Keep several remarks (by cell, section or ""), then `return` the report, `accept` it, or neither. All or nothing.

    Raises what `remark`, `return_report` and `accept` raise.
    """
    for code, text in remarks.items():
        remark(report_id=report_id, code=code, text=text, actor=actor, now=now)
    if decision == "return":
        return_report(report_id=report_id, note_text=note_text, actor=actor, now=now)
    elif decision == "accept":
        accept(report_id=report_id, actor=actor, now=now)


@transaction.atomic
def reopen(*, report_id: UUID, reason: str, actor: Actor, now: datetime) -> ReportView:
    """Unlock an accepted report, with a reason that stands in its history; by a leader of the agency that accepted it.

    Raises ReportNotFound, NotTheAcceptor, NotAccepted, SayWhy.
    """
    row = locked(report_id)
    person_id = person_of(actor, agency_id=row.round.agency_id, roles=LEADERS, now=now, error=NotTheAcceptor)
    if row.status != "accepted":
        raise NotAccepted
    _decide(row, "returned", _said(reason), person_id=person_id, now=now, step="reopened")
    note(
        ReportReopened(round=row.round_id, due_on=row.round.due_on, submission=row.submissions),
        row, actor=actor, now=now,
    )  # fmt: skip
    return report_view(row, now=now)


def _decide(row: Report, status: str, why: str, *, person_id: UUID, now: datetime, step: str = "") -> None:
    row.status, row.note, row.decided_at, row.decided_by = status, why, now, person_id
    row.save(update_fields=["status", "note", "decided_at", "decided_by"])
    add_step(row, step or status, person_id=person_id, agency_id=row.round.agency_id, now=now, note=why)


def _require_handed_in(row: Report) -> None:
    if row.status != "submitted":
        raise NotHandedIn


def _said(text: str) -> str:
    """A remark or a reason, trimmed. Raises SayWhy."""
    if not 5 <= len(text.strip()) <= 1000:
        raise SayWhy
    return text.strip().replace("\x00", "")


def _digest(row: Report) -> str:
    """SHA-256 of what was handed in, so that a later change behind the program's back shows."""
    step = last_submission(row.pk)
    said = json.dumps(step.cells if step else {}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()
