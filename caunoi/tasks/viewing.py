"""Rows as others see them. Private to the room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from caunoi.core.subjects import SubjectRef
from caunoi.documents import queries as documents
from caunoi.people import queries as people
from caunoi.tasks.asof import existing, with_holder
from caunoi.tasks.models import Evidence, Report, Task, TaskOrigin
from caunoi.tasks.shapes import EvidenceView, OriginView, ProgressView, Stage, State, TaskView
from caunoi.units import queries as units


def origin_view(row: TaskOrigin, issuer_name: str) -> OriginView:
    """An origin as others see it; no statement."""
    subject = SubjectRef(row.subject_kind, row.subject_id) if row.subject_id is not None else None
    return OriginView(row.pk, row.kind, row.number, row.issued_on, row.abstract, row.issuer_id, issuer_name, subject)


def readable(rows: QuerySet[Task], on: date) -> QuerySet[Task]:
    """Rows with all that `views` needs of them."""
    told = with_holder(rows.select_related("origin"), on)
    return told.annotate(child_count=Count("children", distinct=True), deadline_count=Count("deadlines", distinct=True))


def view_of(task_id: UUID, on: date) -> TaskView:
    """One task at the end of a day; three statements."""
    return views(readable(existing(on).filter(pk=task_id), on), on)[0]


def views(rows: Iterable[Task], on: date) -> list[TaskView]:
    """Tasks as others see them; two statements more for names, however many."""
    found = list(rows)
    agencies = {row.issuer_id for row in found} | {row.origin.issuer_id for row in found}
    agencies |= {getattr(row, "lead_at") or row.lead_agency_id for row in found}  # noqa: B009
    agency_names = {one.id: one.name for one in units.agencies(agencies).values()} if agencies else {}
    persons = {person for row in found if (person := _person(row))}
    person_names = people.names(persons) if persons else {}
    return [_view(row, on, agency_names, person_names) for row in found]


def _person(row: Task) -> UUID | None:
    found = getattr(row, "person_at", None) or row.person_id
    return found if isinstance(found, UUID) else None


def _view(row: Task, on: date, agencies: dict[UUID, str], persons: dict[UUID, str]) -> TaskView:
    due: date = getattr(row, "due_at")  # noqa: B009
    lead_id: UUID = getattr(row, "lead_at") or row.lead_agency_id  # noqa: B009
    person_id = _person(row)
    return TaskView(
        id=row.pk,
        title=row.title,
        origin=origin_view(row.origin, agencies.get(row.origin.issuer_id, "")),
        part=row.part,
        issuer_id=row.issuer_id,
        issuer_name=agencies.get(row.issuer_id, ""),
        lead_agency_id=lead_id,
        lead_agency_name=agencies.get(lead_id, ""),
        person_id=person_id,
        person_name=persons.get(person_id, "") if person_id else "",
        responsibility=row.responsibility,
        result=row.result,
        authority=row.authority,
        assigned_on=row.assigned_on,
        first_due_on=row.first_due_on,
        due_on=due,
        days_left=(due - on).days,
        deadline_changes=getattr(row, "deadline_count"),  # noqa: B009
        percent=row.percent,
        state=State(getattr(row, "state_at")),  # noqa: B009
        stage=Stage(row.stage),
        completed_on=row.completed_on,
        verified_on=row.verified_on,
        parent_id=row.parent_id,
        children=getattr(row, "child_count"),  # noqa: B009
        is_sample=row.is_sample,
    )


def evidence_of(reports: Sequence[Report]) -> dict[UUID, tuple[EvidenceView, ...]]:
    """The files of reports, by report; two statements."""
    kept = Evidence.objects.filter(report__in=[report.pk for report in reports]).order_by("id")
    pairs = list(kept.values_list("report_id", "file_id"))
    files = documents.files({file_id for _, file_id in pairs}) if pairs else {}
    of: dict[UUID, list[EvidenceView]] = {}
    for report_id, file_id in pairs:
        if file := files.get(file_id):
            of.setdefault(report_id, []).append(EvidenceView(file.id, file.name, file.media_type, file.size))
    return {report_id: tuple(found) for report_id, found in of.items()}


def progress_views(reports: Sequence[Report]) -> list[ProgressView]:
    """Reports with names and files; three statements."""
    files = evidence_of(reports)
    persons = {one for report in reports for one in (report.made_by, report.decided_by) if one}
    names = people.names(persons) if persons else {}
    return [
        ProgressView(
            id=report.pk,
            kind=report.kind,
            percent=report.percent,
            words=report.words,
            made_at=report.made_at,
            person_id=report.made_by,
            person_name=names.get(report.made_by, "") if report.made_by else "",
            files=files.get(report.pk, ()),
            outcome=report.outcome,
            remark=report.remark,
            decided_at=report.decided_at,
            decided_by_name=names.get(report.decided_by, "") if report.decided_by else "",
        )
        for report in reports
    ]
