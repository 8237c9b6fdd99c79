"""File a draft."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.subjects import SubjectRef
from caunoi.dossiers.answers import merged
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.checking import fee_of, problems_before_filing
from caunoi.dossiers.errors import AlreadySubmitted, IncompleteDossier, KeyAlreadyUsed
from caunoi.dossiers.events import Submitted
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.operations.acting import dimensions, locked, next_number, note, require_version, save
from caunoi.dossiers.operations.drafting import preparer
from caunoi.dossiers.operations.work import first_step, open_work
from caunoi.dossiers.rules.codes import make_code
from caunoi.dossiers.rules.deadlines import due_at
from caunoi.dossiers.shapes import DossierView, Status
from caunoi.dossiers.shapes_filing import Origin
from caunoi.dossiers.views_of import Surroundings, dossier_view, non_territorial, surroundings
from caunoi.people import queries as people
from caunoi.procedures.rules import asked_fields
from caunoi.procedures.shapes import FeeView
from caunoi.processes import operations as processes
from caunoi.units.rules.text import fold

ONCE = ("dossier_submitted_once", "dossier_received_once")
"""The constraints that keep a key to one dossier: of an applicant, of an officer."""
_FILED = [
    "code", "status", "step", "answers", "applicant_name", "applicant_phone", "applicant_search",
    "applicant_personal_id", "submitted_at", "due_at", "pause_mode", "fee", "fee_due", "fee_state", "submission_key",
    "process_instance_id", "process_code",
]  # fmt: skip


def submit(
    *, dossier_id: UUID, idempotency_key: str, actor: Actor, now: datetime, expected_version: int | None = None
) -> DossierView:
    """File a draft: code, status 1 "new", provisional due date, its place in the agency's queue, its fee computed.

    By its applicant, or by whoever prepares it for them. At most 12 statements. Repeated with the same key it gives the
    same dossier back. Raises IncompleteDossier (each problem names a field, `component:ID` or what else is missing),
    AlreadySubmitted, KeyAlreadyUsed, StaleDossier, DossierNotFound.
    """
    try:
        with transaction.atomic():
            return submit_within(dossier_id, idempotency_key, actor, now, expected_version)
    except IntegrityError as error:
        if any(name in str(error) for name in ONCE):
            raise KeyAlreadyUsed from error
        raise


def submit_within(dossier_id: UUID, key: str, actor: Actor, now: datetime, expected_version: int | None) -> DossierView:
    """The same, inside the caller's transaction."""
    dossier = locked(dossier_id)
    role = preparer(dossier, actor, now)
    if dossier.status != Status.DRAFT:
        if key and dossier.submission_key == key:
            return dossier_view(dossier, now=now)
        raise AlreadySubmitted(code=dossier.code)
    require_version(dossier, expected_version)
    around = surroundings(dossier)
    if problems := problems_before_filing(dossier, around, on=local_date(now)):
        raise IncompleteDossier(problems)
    _fill(dossier, around, now)
    fee = fee_of(dossier, on=local_date(now))
    _freeze(dossier, fee)
    dossier.submission_key = key[:80] or None
    _start_process(dossier, actor, now)
    # The counter's row is locked from here to the end of the transaction, so it comes last.
    day = local_date(now)
    dossier.code = make_code(dossier.receiving_agency_code, day, next_number(dossier.receiving_agency_code, day))
    save(dossier, action="submit", role=role, now=now, fields=_FILED)
    note(_submitted(dossier, around, role, fee), dossier, actor=actor, now=now)
    return dossier_view(dossier, now=now, around=around)


def _submitted(dossier: Dossier, around: Surroundings, role: str, fee: FeeView) -> Submitted:
    assert dossier.due_at is not None
    came = [row.origin for row in around.attached.values()]
    return Submitted(
        **dimensions(dossier, role),
        due_on=local_date(dossier.due_at),
        components=len(came),
        digitised=sum(origin != Origin.PAPER for origin in came),
        reused=sum(origin in (Origin.EARLIER_PAPER, Origin.EARLIER_RESULT) for origin in came),
        non_territorial=non_territorial(dossier, around),
        assisted=dossier.supporter_id is not None,
        support_agency=dossier.support_agency_id,
        linked=dossier.linked_to_id is not None,
        fee=fee.total,
        owes=fee.total != 0,
        relief=fee.relief.id if fee.relief else "",
    )


def _fill(dossier: Dossier, around: Surroundings, now: datetime) -> None:
    """The applicant's particulars today; answers of sections that do not apply leave; the provisional due date."""
    account = people.account(dossier.applicant_id)
    asked = set(asked_fields(around.procedure.form, dossier.answers))
    dossier.answers = merged({}, {name: value for name, value in dossier.answers.items() if name in asked})
    dossier.applicant_name = account.full_name
    dossier.applicant_phone = dossier.applicant_phone or account.phone
    dossier.applicant_personal_id = account.personal_id
    dossier.applicant_search = fold(account.full_name)
    dossier.pause_mode = around.procedure.pause_mode
    dossier.status, dossier.submitted_at = Status.NEW, now
    dossier.due_at = due_at(now, dossier.limit_value, dossier.limit_unit, vietnam())


def _freeze(dossier: Dossier, fee: FeeView) -> None:
    """What is paid is what was shown when it was filed, whatever the tables say later."""
    dossier.fee = frozen(fee)
    dossier.fee_due = fee.total
    dossier.fee_state = "none" if fee.total == 0 else "due"


def frozen(fee: FeeView) -> dict[str, Any]:
    """A computed fee as JSON: lines, relief, total in đồng (None when not known), note."""
    relief = fee.relief
    return {
        "lines": [
            {
                "id": line.id,
                "name": line.name,
                "quantity": line.quantity,
                "unit_amount": line.unit_amount,
                "amount": line.amount,
                "reference": line.reference,
                "unsure": line.unsure,
            }
            for line in fee.lines
        ],
        "relief": {
            "id": relief.id,
            "name": relief.name,
            "percent": relief.percent,
            "reduction": relief.reduction,
            "reference": relief.reference,
        }
        if relief
        else None,
        "total": fee.total,
        "note": fee.note,
    }


def _start_process(dossier: Dossier, actor: Actor, now: datetime) -> None:
    agencies = {
        "receiving": dossier.receiving_agency_id,
        "competent": dossier.competent_agency_id,
        **{word: UUID(agency) for word, agency in dossier.agencies.items()},
    }
    instance = processes.start(
        dossier.process_code,
        subject=SubjectRef("dossier", dossier.id),
        variables={"channel": dossier.channel, "case": dossier.case_id},
        agencies=agencies,
        now=now,
        actor=actor,
        province=dossier.province,
    )
    dossier.process_instance_id = instance.id
    dossier.step = first_step(open_work(dossier, instance.opened, now=now))
