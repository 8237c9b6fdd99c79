"""File a draft."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.errors import Problem
from caunoi.core.subjects import SubjectRef
from caunoi.dossiers.answers import merged, problems_of
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.errors import AlreadySubmitted, DossierNotFound, IncompleteDossier, KeyAlreadyUsed
from caunoi.dossiers.events import Submitted
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.operations.acting import dimensions, locked, next_number, note, require_version, save
from caunoi.dossiers.operations.work import first_step, open_work
from caunoi.dossiers.policies import is_applicant
from caunoi.dossiers.rules.codes import make_code
from caunoi.dossiers.rules.deadlines import due_at
from caunoi.dossiers.shapes import DossierView, Status
from caunoi.dossiers.views_of import Surroundings, components_of, dossier_view, surroundings
from caunoi.people import queries as people
from caunoi.procedures.rules import asked_fields, check_answers
from caunoi.processes import operations as processes
from caunoi.units.rules.text import fold

_FILED = [
    "code", "status", "step", "answers", "applicant_name", "applicant_phone", "applicant_search", "submitted_at",
    "due_at", "submission_key", "process_instance_id",
]  # fmt: skip


def submit(
    *, dossier_id: UUID, idempotency_key: str, actor: Actor, now: datetime, expected_version: int | None = None
) -> DossierView:
    """File the applicant's draft: code, status 1 "new", provisional due date, its place in the agency's queue.

    At most 12 statements. Repeated with the same key it gives the same dossier back. Raises IncompleteDossier (each
    problem names a field or `component:ID`), AlreadySubmitted, KeyAlreadyUsed, StaleDossier, DossierNotFound.
    """
    try:
        with transaction.atomic():
            return _submit(dossier_id, idempotency_key, actor, now, expected_version)
    except IntegrityError as error:
        if "dossier_submitted_once" in str(error):
            raise KeyAlreadyUsed from error
        raise


def _submit(dossier_id: UUID, key: str, actor: Actor, now: datetime, expected_version: int | None) -> DossierView:
    dossier = locked(dossier_id)
    if not is_applicant(dossier, actor):
        raise DossierNotFound
    if dossier.status != Status.DRAFT:
        if key and dossier.submission_key == key:
            return dossier_view(dossier, now=now)
        raise AlreadySubmitted(code=dossier.code)
    require_version(dossier, expected_version)
    around = surroundings(dossier)
    _require_complete(dossier, around, now)
    _fill(dossier, around, now)
    dossier.submission_key = key[:80] or None
    _start_process(dossier, actor, now)
    # The counter's row is locked from here to the end of the transaction, so it comes last.
    day = local_date(now)
    dossier.code = make_code(dossier.receiving_agency_code, day, next_number(dossier.receiving_agency_code, day))
    save(dossier, action="submit", role="applicant", now=now, fields=_FILED)
    event = Submitted(
        **dimensions(dossier, "applicant"),
        due_on=local_date(dossier.due_at) if dossier.due_at else day,
        components=len(around.attached),
        digitised=len(around.attached),
    )
    note(event, dossier, actor=actor, now=now)
    return dossier_view(dossier, now=now, around=around)


def _require_complete(dossier: Dossier, around: Surroundings, now: datetime) -> None:
    form = around.procedure.form
    problems = problems_of(check_answers(form, dossier.answers, on=local_date(now), complete=True), form)
    for component in components_of(dossier, around):
        if component.required and component.file_id is None:
            params = (("title", component.title),)
            problems.append(
                Problem(_("Hãy đính kèm “%(title)s”."), f"component:{component.component_id}", params=params)
            )
    if problems:
        raise IncompleteDossier(problems)


def _fill(dossier: Dossier, around: Surroundings, now: datetime) -> None:
    """The applicant's particulars today; answers of sections that do not apply leave; the provisional due date."""
    account = people.account(dossier.applicant_id)
    asked = set(asked_fields(around.procedure.form, dossier.answers))
    dossier.answers = merged({}, {name: value for name, value in dossier.answers.items() if name in asked})
    dossier.applicant_name, dossier.applicant_phone = account.full_name, account.phone
    dossier.applicant_search = fold(account.full_name)
    dossier.status, dossier.submitted_at = Status.NEW, now
    dossier.due_at = due_at(now, dossier.limit_value, dossier.limit_unit, vietnam())


def _start_process(dossier: Dossier, actor: Actor, now: datetime) -> None:
    agencies = {"receiving": dossier.receiving_agency_id, "competent": dossier.competent_agency_id}
    instance = processes.start(
        dossier.process_code,
        subject=SubjectRef("dossier", dossier.id),
        variables={"channel": dossier.channel},
        agencies=agencies,
        now=now,
        actor=actor,
    )
    dossier.process_instance_id = instance.id
    dossier.step = first_step(open_work(dossier, instance.opened, now=now))
