"""What was asked while a dossier was settled, its control slip, its rating, its results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.subjects import SubjectRef
from caunoi.documents import forms
from caunoi.dossiers import texts
from caunoi.dossiers.errors import DossierNotFound
from caunoi.dossiers.models import Dossier, DossierRating, DossierRequest, DossierResult, WorkItem
from caunoi.dossiers.papers.slips import control_pdf
from caunoi.dossiers.policies import is_applicant, require_visible
from caunoi.dossiers.shapes import FileContent
from caunoi.dossiers.shapes_settling import ControlLine, RatingView, RequestView, ResultView
from caunoi.dossiers.views_of import may_download_result, surroundings
from caunoi.people import queries as people
from caunoi.procedures import queries as procedures
from caunoi.processes import queries as processes
from caunoi.units import queries as units

Agencies = Mapping[UUID, units.AgencyView]
OFFICERS_ONLY = frozenset({"consultation", "transfer"})


def requests(dossier_id: UUID, *, actor: Actor, now: datetime) -> list[RequestView]:
    """Everything asked, open and answered, oldest first; at most six statements.

    The applicant does not see what agencies ask each other. Raises DossierNotFound.
    """
    found, _ = require_visible(Dossier.objects.filter(id=dossier_id).first(), actor, now=now)
    return requests_of(found, own=is_applicant(found, actor), now=now)


def requests_of(found: Dossier, *, own: bool, now: datetime) -> list[RequestView]:
    """The same of a row that the caller may show; at most two statements."""
    rows = asked_of(found, own=own)
    ids = agencies_asked(rows)
    return requests_from(found, rows, units.agencies(ids) if ids else {}, own=own, now=now)


def asked_of(found: Dossier, *, own: bool) -> list[DossierRequest]:
    """The rows behind it; one statement."""
    rows = DossierRequest.objects.filter(dossier_id=found.id).order_by("asked_at", "id")
    return [row for row in rows if not (own and row.kind in OFFICERS_ONLY)]


def agencies_asked(rows: Iterable[DossierRequest]) -> set[UUID]:
    """The agencies that asked, and those that were asked."""
    return {agency for row in rows for agency in (row.asked_agency_id, row.to_agency_id) if agency}


def requests_from(
    found: Dossier, rows: list[DossierRequest], agencies: Agencies, *, own: bool, now: datetime
) -> list[RequestView]:
    """The same of rows and agencies that were read; no statement."""
    names = {agency.id: agency.name for agency in agencies.values()}
    titles = _titles(found) if any(row.items for row in rows) else {}
    return [_request(row, names, titles, own, now) for row in rows]


def _titles(found: Dossier) -> dict[str, str]:
    procedure = procedures.version(found.procedure_version_id, province=found.province)
    fields = {name: spec.get("title", name) for name, spec in procedure.form.get("properties", {}).items()}
    return {**fields, **{component.id: component.title for component in procedure.components}}


def _request(
    row: DossierRequest, names: dict[UUID, str], titles: dict[str, str], own: bool, now: datetime
) -> RequestView:
    waits = row.answered_at is None
    return RequestView(
        id=row.id,
        kind=row.kind,
        title=str(texts.REQUEST.get(row.kind, row.kind)),
        asked_at=row.asked_at,
        asked_role=str(texts.ROLE.get(row.asked_role, row.asked_role)),
        asked_agency=names.get(row.asked_agency_id, "") if row.asked_agency_id else "",
        to_agency=names.get(row.to_agency_id, "") if row.to_agency_id else "",
        reason=row.reason,
        items=[(_about(item, titles), item["what"]) for item in row.items],
        raw_items=list(row.items),
        due_at=row.due_at,
        open=waits,
        late=waits and row.due_at is not None and local_date(now) > local_date(row.due_at),
        answered_at=row.answered_at,
        answer="" if row.kind == "supplement" else row.answer,
        outcome=row.outcome,
        amount=row.amount,
        file_id=row.file_id,
        exception_reason="" if own else row.exception_reason,
    )


def _about(item: dict[str, str], titles: dict[str, str]) -> str:
    named = item.get("component_id") or item.get("field")
    return titles.get(named, named) if named else str(texts.OTHER_ITEM)


def control_slip(dossier_id: UUID, *, actor: Actor, now: datetime) -> list[ControlLine]:
    """Form 06: who had it, from when to when, within the step's share of the limit or not; at most seven statements.

    For officers only. Raises DossierNotFound.
    """
    return lines_of(_for_officers(dossier_id, actor, now))


def control_slip_file(dossier_id: UUID, *, actor: Actor, now: datetime) -> FileContent:
    """The same printed (A5), as it stands now. Raises DossierNotFound, FormFailed."""
    found = _for_officers(dossier_id, actor, now)
    if found.received_at is None or found.due_at is None:
        raise DossierNotFound
    around = surroundings(found)
    with texts.in_vietnamese():
        lines = lines_of(found)
    steps = [
        forms.ControlStep(
            step=line.step_name,
            holder=", ".join(part for part in (line.person_name, line.agency_name) if part),
            started_at=line.opened_at,
            finished_at=line.closed_at,
            within_limit=line.within,
            note=line.note,
        )
        for line in lines
    ]
    others = sorted({line.agency_name for line in lines if line.step == "consultation"})
    pdf = control_pdf(found, around, steps, cooperating=", ".join(others), actor=actor, now=now)
    return FileContent(f"phieu-kiem-soat-{found.code}.pdf", "application/pdf", pdf)


def _for_officers(dossier_id: UUID, actor: Actor, now: datetime) -> Dossier:
    found, _ = require_visible(Dossier.objects.filter(id=dossier_id).first(), actor, now=now)
    if is_applicant(found, actor):
        raise DossierNotFound
    return found


def lines_of(found: Dossier) -> list[ControlLine]:
    """The same of a row that the caller may show; four statements."""
    items = list(WorkItem.objects.filter(dossier_id=found.id))
    return lines_from(found, items, units.agencies({item.agency_id for item in items}))


def lines_from(found: Dossier, rows: Iterable[WorkItem], agencies: Agencies) -> list[ControlLine]:
    """The same of items and agencies that were read; two statements."""
    held = (item for item in rows if item.kind != "waiting")
    items = sorted(held, key=lambda item: (item.opened_at, item.closed_at is None, item.closed_at or item.opened_at))
    done_by = {task.id: task.completed_by for task in processes.tasks(SubjectRef("dossier", found.id))}
    people_ids = {item.id: _person(done_by.get(item.id, ""), item) for item in items}
    names = people.names(person for person in people_ids.values() if person)
    return [_line(found, item, people_ids[item.id], names, agencies) for item in items]


def _person(ref: str, item: WorkItem) -> UUID | None:
    kind, _, value = ref.partition(":")
    return UUID(value) if kind == "person" else item.assignee_id


def _line(
    found: Dossier,
    item: WorkItem,
    person_id: UUID | None,
    names: dict[UUID, str],
    agencies: Agencies,
) -> ControlLine:
    agency = agencies.get(item.agency_id)
    by = item.step_due_at
    within = None
    if item.closed_at is not None:
        within = True if by is None else local_date(item.closed_at) <= local_date(by)
    return ControlLine(
        step=item.step,
        step_name=texts.step_name(found.process_code, item.step),
        holder=str(texts.ROLE.get(item.role, item.role)),
        agency_name=agency.name if agency else "",
        person_name=names.get(person_id, "") if person_id else "",
        opened_at=item.opened_at,
        closed_at=item.closed_at,
        due_at=by,
        within=within,
        note=item.note,
    )


def rating(dossier_id: UUID, *, actor: Actor, now: datetime) -> RatingView | None:
    """The applicant's rating, for those who may see the dossier; None when there is none."""
    found, _ = require_visible(Dossier.objects.filter(id=dossier_id).first(), actor, now=now)
    row = DossierRating.objects.filter(dossier_id=found.id).first()
    if row is None:
        return None
    return RatingView({int(n): score for n, score in row.scores.items()}, row.comment, row.rated_at)


def results(dossier_id: UUID, *, actor: Actor, now: datetime) -> list[ResultView]:
    """The records signed for the dossier, oldest first; the applicant's when the result was handed over.

    At most five statements. Raises DossierNotFound.
    """
    found, _ = require_visible(Dossier.objects.filter(id=dossier_id).first(), actor, now=now)
    rows = records_of(found, own=is_applicant(found, actor))
    return results_from(found, rows, units.agencies({row.agency_id for row in rows if row.agency_id}))


def records_of(found: Dossier, *, own: bool) -> list[DossierResult]:
    """The rows behind it, those that the applicant may have when it is their own; at most one statement."""
    if not may_download_result(found, as_applicant=own):
        return []
    rows = DossierResult.objects.filter(dossier_id=found.id).exclude(status="draft").defer("drafted")
    return list(rows.order_by("signed_at", "id"))


def results_from(found: Dossier, rows: Iterable[DossierResult], agencies: Agencies) -> list[ResultView]:
    """The same of rows and agencies that were read; no statement."""
    procedure = procedures.version(found.procedure_version_id, province=found.province)
    names = {result["id"]: result["name"] for result in procedure.results}
    return [
        ResultView(
            id=row.id,
            result_id=row.result_id,
            name=names.get(row.result_id, row.result_id),
            number=row.number,
            agency_id=row.agency_id,
            agency_name=agencies[row.agency_id].name if row.agency_id and row.agency_id in agencies else "",
            signed_at=row.signed_at,
            status=row.status,
            status_name=str(texts.RECORD.get(row.status, row.status)),
            status_reason=row.status_reason,
            status_at=row.status_at,
            file_id=row.file_id,
        )
        for row in rows
    ]
