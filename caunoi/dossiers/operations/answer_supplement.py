"""The applicant has completed the dossier."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import Actor, Person
from caunoi.core.clock import VIETNAM, local_date
from caunoi.core.errors import Problem
from caunoi.dossiers.answers import problems_of
from caunoi.dossiers.errors import DossierNotFound, SupplementIncomplete, SupplementTooLate
from caunoi.dossiers.events import SupplementAnswered
from caunoi.dossiers.models import Dossier, DossierRequest
from caunoi.dossiers.operations.acting import (
    dimensions,
    locked,
    note,
    open_items,
    require_version,
    save,
    wrong_step,
)
from caunoi.dossiers.operations.waiting import end_wait
from caunoi.dossiers.policies import is_applicant, standing
from caunoi.dossiers.shapes import DossierView, Status
from caunoi.dossiers.views_of import Surroundings, components_of, dossier_view, surroundings
from caunoi.procedures.rules import check_answers
from caunoi.units import queries as units

RUNNING = ["status", "step", "due_at", "complete_at", "paused_at"]


@transaction.atomic
def answer_supplement(
    *,
    dossier_id: UUID,
    actor: Actor,
    now: datetime,
    idempotency_key: str = "",
    expected_version: int | None = None,
) -> DossierView:
    """Everything asked for is there: back to the step that asked, the limit counts again (anew, or resumed).

    By its applicant, or by the counter for them. What was answered was saved before by `save_answers` and `upload`.
    Repeated with the same key it changes nothing. Raises SupplementIncomplete naming what is missing, SupplementTooLate
    after the limit (what was saved is kept), WrongStep when nothing is waited for, StaleDossier, DossierNotFound.
    """
    dossier = locked(dossier_id)
    role = _answering(dossier, actor, now)
    asked = DossierRequest.objects.filter(dossier_id=dossier.id, kind="supplement").order_by("-asked_at").first()
    key = idempotency_key[:60]
    if asked is not None and key and asked.answer == key:
        return dossier_view(dossier, now=now)
    require_version(dossier, expected_version)
    if asked is not None and (expired(dossier, asked) or _past(asked, now)):
        raise too_late(dossier, asked)
    if asked is None or dossier.status != Status.SUPPLEMENT or asked.answered_at is not None:
        raise wrong_step(dossier, "answer_supplement")
    around = surroundings(dossier)
    _require_answered(dossier, asked, around, now)
    said = end_wait(dossier, open_items(dossier_id), asked, kind="supplement", actor=actor, now=now)
    asked.answered_at, asked.answer, asked.outcome = now, key, "answered"
    asked.answered_by = actor.person_id if isinstance(actor, Person) else None
    asked.save(update_fields=["answered_at", "answer", "outcome", "answered_by"])
    save(dossier, action="answer_supplement", role=role, now=now, fields=RUNNING)
    note(SupplementAnswered(**dimensions(dossier, role), **said), dossier, actor=actor, now=now)
    return dossier_view(dossier, now=now, around=around)


def _answering(dossier: Dossier, actor: Actor, now: datetime) -> str:
    if is_applicant(dossier, actor):
        return "applicant"
    if standing(actor, now=now).holds(dossier.receiving_agency_id, ["counter_officer"]):
        return "counter_officer"
    raise DossierNotFound


def _past(asked: DossierRequest, now: datetime) -> bool:
    return asked.answered_at is None and asked.due_at is not None and local_date(now) > local_date(asked.due_at)


def expired(dossier: Dossier, asked: DossierRequest) -> bool:
    """Whether the dossier ended, or stands still, because no answer came."""
    return asked.outcome == "expired" and dossier.status in (Status.STOPPED, Status.REFUSED)


def too_late(dossier: Dossier, asked: DossierRequest) -> SupplementTooLate:
    """Since when, and what to do."""
    until = f"{asked.due_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}" if asked.due_at else ""
    agency = units.agency(dossier.receiving_agency_id).name
    return SupplementTooLate(code=dossier.code, until=until, agency=agency)


def _require_answered(dossier: Dossier, asked: DossierRequest, around: Surroundings, now: datetime) -> None:
    """What was asked for is there: each paper handed in since, and the form complete where answers were asked for."""
    form = around.procedure.form
    problems = []
    titles = {c.component_id: c.title for c in components_of(dossier, around)}
    for item in asked.items:
        component_id = item.get("component_id")
        row = around.attached.get(component_id) if component_id else None
        if component_id and (row is None or row.attached_at < asked.asked_at):
            params = (("title", titles.get(component_id, component_id)), ("what", item["what"]))
            problems.append(Problem(_("Chưa có “%(title)s” mới: %(what)s"), f"component:{component_id}", params=params))
    if any(item.get("field") for item in asked.items):
        problems += problems_of(check_answers(form, dossier.answers, on=local_date(now), complete=True), form)
    if problems:
        raise SupplementIncomplete(problems)
