"""Put a wrong result right, or take it out of force."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor, Person
from caunoi.core.clock import local_date
from caunoi.core.ids import new_id
from caunoi.core.subjects import SubjectRef
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.errors import CorrectionUnderWay, NotInForce, ResultNotFound
from caunoi.dossiers.events import Accepted, CorrectionStarted, ResultRevoked, Submitted
from caunoi.dossiers.models import Dossier, DossierComponent, DossierRequest, DossierResult, WorkItem
from caunoi.dossiers.operations.acting import (
    dimensions,
    locked,
    next_number,
    note,
    notes,
    reason_of,
    require_version,
    save,
)
from caunoi.dossiers.operations.beside import beside
from caunoi.dossiers.operations.clocks import timers
from caunoi.dossiers.operations.reporting import open_report, require_record
from caunoi.dossiers.operations.work import first_step, open_work
from caunoi.dossiers.policies import require_person, standing
from caunoi.dossiers.rules.codes import make_code
from caunoi.dossiers.rules.deadlines import due_at, receipt_of
from caunoi.dossiers.rules.statuses import FINISHED
from caunoi.dossiers.shapes import Channel, Status
from caunoi.processes import operations as processes

_COPIED = (
    "procedure_code", "procedure_version_id", "case_id", "limit_value", "limit_unit", "process_code", "pause_mode",
    "applicant_id", "applicant_name", "applicant_phone", "applicant_search", "applicant_personal_id",
    "applicant_address", "answers", "result", "receiving_agency_id", "receiving_agency_code", "competent_agency_id",
    "agencies", "reader_ids", "unit_id", "province", "specialist_id", "return_way", "return_address",
)  # fmt: skip


@transaction.atomic
def start_correction(
    *, dossier_id: UUID, reason: str, actor: Actor, now: datetime, expected_version: int | None = None
) -> UUID:
    """A signed result is wrong by the agency's mistake: a new dossier puts it right (art. 21.1); its id.

    It holds what the wrong one held, is received at once, goes first and costs nothing: the agency bears the cost. When
    it is signed, the wrong result becomes `replaced`. Raises NothingToCorrect, CorrectionUnderWay, ReasonNeeded and
    what `beside` raises.
    """
    text = reason_of(reason)
    act = beside(dossier_id, action="start_correction", actor=actor, now=now, expected_version=expected_version)
    wrong = act.dossier
    require_record(wrong.id)
    under_way = Dossier.objects.filter(corrects_id=wrong.id).exclude(status__in=FINISHED).first()
    if under_way is not None:
        raise CorrectionUnderWay(code=under_way.code)
    new = _new(wrong, actor, now)
    _start(new, act.role, actor, now)
    new.save(force_insert=True)
    DossierComponent.objects.bulk_create(_papers(wrong, new, now))
    items = _opened(new, actor, now)
    new.step = first_step(items)
    new.save(update_fields=["step", "process_instance_id"])
    _answer(wrong, new, text, act.role, actor, now)
    _journal(wrong, new, act.role, actor, now)
    return new.id


def _answer(wrong: Dossier, new: Dossier, text: str, role: str, actor: Actor, now: datetime) -> None:
    """What the applicant reported is answered by it; without a report the agency noticed by itself."""
    report = open_report(wrong.id)
    person = require_person(actor)
    if report is None:
        report = DossierRequest(
            dossier=wrong, kind="correction", asked_at=now, asked_by=person, asked_role=role, reason=text
        )
    else:
        report.answer = text
    report.answered_at, report.answered_by, report.outcome = now, person, str(new.id)
    report.save()


def _new(wrong: Dossier, actor: Actor, now: datetime) -> Dossier:
    new = Dossier(
        id=new_id(),
        channel=Channel.DIRECT,
        status=Status.ACCEPTED,
        corrects_id=wrong.id,
        filed_by_id=actor.person_id if isinstance(actor, Person) else None,
        priority="correction",
        fee_due=0,
        fee_state="waived",
        created_at=now,
        submitted_at=now,
        last_action="start_correction",
        last_at=now,
        **{name: getattr(wrong, name) for name in _COPIED},
    )
    new.result = wrong.result or wrong.answers
    return new


def _start(new: Dossier, role: str, actor: Actor, now: datetime) -> None:
    calendar, day = vietnam(), local_date(now)
    new.received_at = min(receipt_of(now, calendar), now)
    new.due_at = due_at(now, new.limit_value, new.limit_unit, calendar)
    new.first_due_at, new.last_role = new.due_at, role
    new.code = make_code(new.receiving_agency_code, day, next_number(new.receiving_agency_code, day))


def _opened(new: Dossier, actor: Actor, now: datetime) -> list[WorkItem]:
    """Start the process and pass its reception: the agency itself filed it."""
    words = {**{word: UUID(agency) for word, agency in new.agencies.items()}, "receiving": new.receiving_agency_id}
    run = processes.start(
        new.process_code,
        subject=SubjectRef("dossier", new.id),
        variables={"channel": new.channel},
        agencies={**words, "competent": new.competent_agency_id},
        now=now,
        actor=actor,
        province=new.province,
    )
    new.process_instance_id = run.id
    first = run.opened[0]
    if "accept" not in first.actions:
        return open_work(new, run.opened, now=now)
    after = processes.complete(
        run.id, first.id, action="accept", variables={}, actor=actor, now=now, moments=timers(new)
    )
    return open_work(new, after.opened, now=now)


def _papers(wrong: Dossier, new: Dossier, now: datetime) -> list[DossierComponent]:
    rows = list(DossierComponent.objects.filter(dossier_id=wrong.id))
    for row in rows:
        row.pk, row.dossier, row.attached_at = new_id(), new, now
        row._state.adding = True
    return rows


def _journal(wrong: Dossier, new: Dossier, role: str, actor: Actor, now: datetime) -> None:
    assert new.received_at is not None
    assert new.due_at is not None
    note(CorrectionStarted(**dimensions(wrong, role), by=new.id), wrong, actor=actor, now=now)
    papers = {"due_on": local_date(new.due_at), "components": 0, "digitised": 0}
    submitted = Submitted(**dimensions(new, role), **papers)  # type: ignore[arg-type]
    accepted = Accepted(
        **dimensions(new, role),
        **papers,  # type: ignore[arg-type]
        received_on=local_date(new.received_at),
        limit_value=new.limit_value,
        limit_unit=new.limit_unit,
    )
    notes([submitted, accepted], new, actor=actor, now=now)


@transaction.atomic
def revoke_result(
    *, result_id: UUID, reason: str, actor: Actor, now: datetime, expected_version: int | None = None
) -> None:
    """A leader of the agency that signed a result takes it out of force; whoever verifies it is told so.

    Raises ResultNotFound (also for those who may not), StaleDossier, NotInForce, ReasonNeeded.
    """
    text = reason_of(reason)
    row = DossierResult.objects.filter(id=result_id).first()
    if row is None or row.agency_id is None or not standing(actor, now=now).holds(row.agency_id, ["leader"]):
        raise ResultNotFound
    dossier = locked(row.dossier_id)
    row.refresh_from_db()
    if row.status != "valid":
        raise NotInForce
    require_version(dossier, expected_version)
    row.status, row.status_reason, row.status_at = "revoked", text, now
    row.save(update_fields=["status", "status_reason", "status_at"])
    save(dossier, action="revoke_result", role="leader", now=now, fields=[])
    note(ResultRevoked(**dimensions(dossier, "leader"), result=row.result_id), dossier, actor=actor, now=now)
