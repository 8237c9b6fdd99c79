"""Sign the result."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.dossiers import papers
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.events import DossierEvent, ResultSigned, Signed
from caunoi.dossiers.models import Dossier, DossierResult
from caunoi.dossiers.operations.acting import Acting, at_step, dimensions, end_step, next_number, notes, save
from caunoi.dossiers.operations.clocks import clock_dates
from caunoi.dossiers.operations.replacing import replaced_by
from caunoi.dossiers.operations.work import close_questions
from caunoi.dossiers.policies import require_person
from caunoi.dossiers.rules.deadlines import on_time
from caunoi.dossiers.shapes import DossierView, Status
from caunoi.dossiers.shapes_filing import Origin
from caunoi.dossiers.views_of import Surroundings, dossier_view, surroundings
from caunoi.processes import queries as processes
from caunoi.units import queries as units

_SIGNED = ["status", "step", "finished_at", "result_number", "result_file_id"]


@transaction.atomic
def sign(*, dossier_id: UUID, actor: Actor, now: datetime, expected_version: int | None = None) -> DossierView:
    """The leader signs what is signed at this step: each record is numbered, made as PDF and signed (PAdES).

    When nothing is left to do but return it, it is settled: status 9; else it goes on to the next agency. Numbers are
    taken from the agency's book of the year, without holes. The old result of a correction becomes `replaced`. Raises
    FormFailed or SigningUnavailable (nothing is changed then), and what `at_step` raises.
    """
    act = at_step(dossier_id, action="sign", actor=actor, now=now, expected_version=expected_version)
    dossier = act.dossier
    around = surroundings(dossier)
    settled = _move(act, actor, now)
    agency_id = act.item.agency_id
    agency = around.agencies.get(agency_id) or units.agency(agency_id)
    around.agencies[agency_id] = agency
    rows = [
        _record(dossier, around, result, agency, actor=actor, now=now)
        for result in signed_here(dossier, around, act.item.step)
    ]
    events: list[DossierEvent] = replaced_by(dossier, rows, role=act.role, now=now) if dossier.corrects_id else []
    DossierResult.objects.bulk_create(rows)
    save(dossier, action="sign", role=act.role, now=now, fields=_SIGNED)
    events += [_signed(dossier, around, act.role, now)] if settled else [_passed_on(dossier, act, row) for row in rows]
    notes(events, dossier, actor=actor, now=now)
    return dossier_view(dossier, now=now, around=around)


def _move(act: Acting, actor: Actor, now: datetime) -> bool:
    """Go on in the process; whether the dossier is settled: only its return is left, or nothing."""
    dossier = act.dossier
    after = end_step(act, action="sign", status=Status.IN_PROCESS, actor=actor, now=now)
    steps = processes.steps_of(dossier.process_code, after.digest)
    left = [item for item in act.items if item.kind == "step"]
    settled = not after.waiting_for and all(steps[item.step].kind == "return" for item in left if item.step in steps)
    if settled:
        dossier.status, dossier.finished_at = Status.DONE, now
        if len(left) < len(act.items):
            close_questions(dossier, now=now)
    return settled


def signed_here(dossier: Dossier, around: Surroundings, step_id: str) -> list[dict[str, Any]]:
    """The results of the procedure that are signed at a step: those that name it, or those that name none.

    What another agency signed before is not signed again.
    """
    before = DossierResult.objects.filter(dossier_id=dossier.id, status="valid") if dossier.result_number else ()
    signed = {row.result_id for row in before}
    results: list[dict[str, Any]] = [dict(r) for r in around.procedure.results if r["id"] not in signed]
    named = _result_of_step(dossier, step_id) if len(results) > 1 else ""
    if named and (own := [r for r in results if r["id"] == named]):
        return own
    return [r for r in results if r.get("step") == step_id] or [r for r in results if not r.get("step")]


def _result_of_step(dossier: Dossier, step_id: str) -> str:
    """The result that the step names in the version that the dossier's run goes by; one statement."""
    run = dossier.process_instance_id
    step = processes.run_steps(run).get(step_id) if run else None
    return step.result if step else ""


def _record(
    dossier: Dossier,
    around: Surroundings,
    result: dict[str, Any],
    agency: units.AgencyView,
    *,
    actor: Actor,
    now: datetime,
) -> DossierResult:
    """Number, make and sign one record; its row, not yet saved."""
    year = local_date(now).replace(month=1, day=1)
    book = f"{agency.code}/{result['id']}"
    number = f"{next_number(book, year)}/{year:%Y}"
    file = papers.make_result(dossier, around, result, number=number, agency_id=agency.id, actor=actor, now=now)
    dossier.result_number, dossier.result_file_id = number, file.id
    return DossierResult(
        dossier=dossier,
        owner_id=dossier.applicant_id,
        result_id=result["id"],
        component_code=result.get("component_code") or "",
        drafted=dossier.result or dossier.answers,
        number=number,
        agency_id=agency.id,
        signer_id=require_person(actor),
        signed_at=now,
        file_id=file.id,
        sha256=file.sha256,
        status="valid",
        status_at=now,
    )


def _signed(dossier: Dossier, around: Surroundings, role: str, now: datetime) -> Signed:
    assert dossier.due_at is not None
    came = [row.origin for row in around.attached.values()]
    return Signed(
        **dimensions(dossier, role),
        **clock_dates(dossier),  # type: ignore[arg-type]
        limit_value=dossier.limit_value,
        limit_unit=dossier.limit_unit,
        finished_on=local_date(now),
        on_time=on_time(now, dossier.due_at, vietnam()),
        digital_result=True,
        components=len(came),
        digitised=sum(origin != Origin.PAPER for origin in came),
        reused=sum(origin in (Origin.EARLIER_PAPER, Origin.EARLIER_RESULT) for origin in came),
    )


def _passed_on(dossier: Dossier, act: Acting, row: DossierResult) -> ResultSigned:
    return ResultSigned(**dimensions(dossier, act.role), result=row.result_id, agency=act.item.agency_id)
