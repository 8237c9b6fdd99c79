"""Ask another agency beside the process, and answer."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import VIETNAM, local_date
from caunoi.core.ids import new_id
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.errors import AnswerByWrong, CannotConsult, RequestAnswered, RequestNotFound, UnknownOutcome
from caunoi.dossiers.events import ConsultationAnswered, Consulted
from caunoi.dossiers.models import DossierRequest, WorkItem
from caunoi.dossiers.operations.acting import Acting, at_step, dimensions, end_step, note, reason_of, save
from caunoi.dossiers.operations.beside import beside
from caunoi.dossiers.policies import require_person
from caunoi.dossiers.shapes import DossierView, Status
from caunoi.dossiers.views_of import dossier_view
from caunoi.units import queries as units

OUTCOMES = ("agree", "disagree", "other")
ACTION = "answer_consultation"


@transaction.atomic
def consult(
    *,
    dossier_id: UUID,
    agency_id: UUID,
    question: str,
    due: date,
    actor: Actor,
    now: datetime,
    role: str = "specialist",
    expected_version: int | None = None,
) -> UUID:
    """Ask another agency (art. 19.5): what, and by when; the dossier's own limit counts on. Returns the request's id.

    The question waits for `role` of that agency, which may read the dossier from now on. Raises CannotConsult,
    AnswerByWrong, AgencyNotFound, ReasonNeeded and what `beside` raises.
    """
    text = reason_of(question)
    act = beside(dossier_id, action="consult", actor=actor, now=now, expected_version=expected_version)
    dossier = act.dossier
    if due < local_date(now) or not vietnam().is_working_day(due):
        raise AnswerByWrong
    if agency_id == act.agency_id or units.agency(agency_id).valid_to is not None or role not in _ROLES:
        raise CannotConsult
    asked = DossierRequest.objects.create(
        id=new_id(),
        dossier=dossier,
        kind="consultation",
        asked_at=now,
        asked_by=require_person(actor),
        asked_role=act.role,
        asked_agency_id=act.agency_id,
        to_agency_id=agency_id,
        reason=text,
        due_at=vietnam().end_of_day(due),
    )
    WorkItem.objects.create(
        id=asked.id,
        dossier=dossier,
        agency_id=agency_id,
        role=role,
        step="consultation",
        kind="consultation",
        actions=[ACTION],
        opened_at=now,
        due_at=asked.due_at,
        step_due_at=asked.due_at,
    )
    if agency_id not in dossier.reader_ids:
        dossier.reader_ids = [*dossier.reader_ids, agency_id]
    save(dossier, action="consult", role=act.role, now=now, fields=["reader_ids"])
    note(Consulted(**dimensions(dossier, act.role), agency=agency_id, answer_by=due), dossier, actor=actor, now=now)
    return asked.id


_ROLES = frozenset({"specialist", "head_of_unit", "leader"})


@transaction.atomic
def answer_consultation(
    *,
    request_id: UUID,
    answer: str,
    outcome: str,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> DossierView:
    """The asked agency answers: `agree`, `disagree` or `other`, and why; whoever asked is told.

    Also ends a step of the process that asks for an opinion (the request has that step's id). Raises RequestNotFound,
    RequestAnswered, UnknownOutcome, ReasonNeeded and what `at_step` raises.
    """
    if outcome not in OUTCOMES:
        raise UnknownOutcome(outcome=outcome)
    text = reason_of(answer)
    asked = DossierRequest.objects.filter(id=request_id, kind="consultation").first()
    if asked is None:
        raise RequestNotFound
    if asked.answered_at is not None:
        raise RequestAnswered(at=f"{asked.answered_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}")
    act = at_step(
        asked.dossier_id, action=ACTION, actor=actor, now=now, expected_version=expected_version, item_id=request_id
    )
    _close(act, outcome, actor, now)
    asked.answered_at, asked.answered_by = now, require_person(actor)
    asked.answer, asked.outcome = text, outcome
    asked.save(update_fields=["answered_at", "answered_by", "answer", "outcome"])
    dossier = act.dossier
    save(dossier, action=ACTION, role=act.role, now=now, fields=["status", "step"])
    event = ConsultationAnswered(
        **dimensions(dossier, act.role),
        agency=act.item.agency_id,
        outcome=outcome,
        on_time=asked.due_at is None or local_date(now) <= local_date(asked.due_at),
        assignee=asked.asked_by,
    )
    note(event, dossier, actor=actor, now=now)
    return dossier_view(dossier, now=now)


def _close(act: Acting, outcome: str, actor: Actor, now: datetime) -> None:
    if act.item.kind == "step":
        variables = {"outcome": outcome}
        end_step(act, action=ACTION, status=Status.IN_PROCESS, actor=actor, now=now, variables=variables)
    else:
        WorkItem.objects.filter(id=act.item.id).update(closed_at=now, assignee_id=require_person(actor))
