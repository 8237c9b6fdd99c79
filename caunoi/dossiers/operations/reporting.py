"""The applicant says that the result is wrong; the agency answers, or corrects it (`start_correction`)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.dossiers.errors import ErrorReportedAlready, NothingReported, NothingToCorrect
from caunoi.dossiers.events import ErrorReported, ResultKept
from caunoi.dossiers.models import DossierRequest, DossierResult
from caunoi.dossiers.operations.acting import dimensions, note, reason_of, save
from caunoi.dossiers.operations.beside import beside
from caunoi.dossiers.policies import require_person
from caunoi.dossiers.shapes import DossierView
from caunoi.dossiers.views_of import dossier_view


def open_report(dossier_id: UUID) -> DossierRequest | None:
    """What the applicant reported and nobody answered yet; one statement."""
    return DossierRequest.objects.filter(dossier_id=dossier_id, kind="correction", answered_at__isnull=True).first()


def require_record(dossier_id: UUID) -> None:
    """Only a record in force can be wrong. Raises NothingToCorrect."""
    if not DossierResult.objects.filter(dossier_id=dossier_id, status="valid").exists():
        raise NothingToCorrect


@transaction.atomic
def report_error(
    *, dossier_id: UUID, reason: str, actor: Actor, now: datetime, expected_version: int | None = None
) -> DossierView:
    """The applicant who has the result says what is wrong with it (art. 21); the agency must answer or correct it.

    One report at a time. Raises NothingToCorrect (no record in force), ErrorReportedAlready, ReasonNeeded and what
    `beside` raises.
    """
    text = reason_of(reason)
    act = beside(
        dossier_id, action="report_error", actor=actor, now=now, expected_version=expected_version, applicant=True
    )
    dossier = act.dossier
    require_record(dossier.id)
    if open_report(dossier.id) is not None:
        raise ErrorReportedAlready
    DossierRequest.objects.create(
        dossier=dossier, kind="correction", asked_at=now, asked_by=require_person(actor), asked_role=act.role,
        to_agency_id=dossier.competent_agency_id, reason=text,
    )  # fmt: skip
    save(dossier, action="report_error", role=act.role, now=now, fields=[])
    note(ErrorReported(**dimensions(dossier, act.role)), dossier, actor=actor, now=now)
    return dossier_view(dossier, now=now)


@transaction.atomic
def keep_result(
    *, dossier_id: UUID, answer: str, actor: Actor, now: datetime, expected_version: int | None = None
) -> DossierView:
    """The agency answers a report: the result is right, and why. Raises NothingReported, ReasonNeeded, as `beside`."""
    text = reason_of(answer)
    act = beside(dossier_id, action="keep_result", actor=actor, now=now, expected_version=expected_version)
    report = open_report(dossier_id)
    if report is None:
        raise NothingReported
    report.answer, report.answered_at, report.answered_by = text, now, require_person(actor)
    report.outcome = "kept"
    report.save(update_fields=["answer", "answered_at", "answered_by", "outcome"])
    save(act.dossier, action="keep_result", role=act.role, now=now, fields=[])
    note(ResultKept(**dimensions(act.dossier, act.role)), act.dossier, actor=actor, now=now)
    return dossier_view(act.dossier, now=now)
