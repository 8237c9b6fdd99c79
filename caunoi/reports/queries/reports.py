"""One report, as somebody may see it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.documents import queries as documents
from caunoi.reports.errors import ReportNotFound
from caunoi.reports.findings import findings
from caunoi.reports.models import Evidence, Remark, Report, Step
from caunoi.reports.policies import FILLERS, LEADERS, READERS, SENDERS, held
from caunoi.reports.reading import before, cells_in, evidence_in, last_submission
from caunoi.reports.rows import cells_of, form_of, remark_view, report_view, step_view
from caunoi.reports.shapes import CellView, EvidenceView, ReportPage, StepView


def report(report_id: UUID, *, actor: Actor, now: datetime) -> ReportPage:
    """A report for those who read in its agency or in the agency that asked for it. Raises ReportNotFound."""
    row, own, above = _visible(report_id, actor, now)
    step = last_submission(row.pk)
    is_own = bool(own & READERS)
    if is_own:
        cells: Mapping[str, CellView] = cells_of([row.pk]).get(row.pk, {})
    else:
        cells = cells_in(step) if step else {}
    form, earlier = form_of(row.round), before(row)
    remarks = Remark.objects.filter(report=row).order_by("made_at", "id")
    if not above & READERS:
        remarks = remarks.exclude(sent_at=None)
    open_ = row.status in ("draft", "returned")
    return ReportPage(
        report=report_view(row, now=now), form=form, cells=cells, before=earlier,
        findings=findings(form, cells, earlier) if cells or is_own else (),
        remarks=tuple(remark_view(one) for one in remarks),
        evidence=_evidence(row, step, own=is_own), steps=_steps(row.pk), as_submitted=not is_own,
        may_fill=open_ and bool(own & FILLERS),
        may_submit=open_ and bool(own & SENDERS) and row.round.frozen_at is not None,
        may_check=row.status == "submitted" and bool(above & FILLERS),
        may_accept=row.status == "submitted" and bool(above & LEADERS),
        may_reopen=row.status == "accepted" and bool(above & LEADERS),
    )  # fmt: skip


def submission(report_id: UUID, step_id: UUID, *, actor: Actor, now: datetime) -> Mapping[str, CellView]:
    """The cells of one of its submissions, as handed in. Raises ReportNotFound."""
    row, _own, _above = _visible(report_id, actor, now)
    step = Step.objects.filter(pk=step_id, report=row, kind="submitted").first()
    if step is None:
        raise ReportNotFound
    return cells_in(step)


def evidence_file(
    report_id: UUID, evidence_id: UUID, *, actor: Actor, now: datetime
) -> tuple[documents.FileView, bytes]:
    """A file that came with the report, for those who see it there. Raises ReportNotFound."""
    row, own, _above = _visible(report_id, actor, now)
    found = Evidence.objects.filter(pk=evidence_id, report=row).first()
    if found is None:
        raise ReportNotFound
    if not own & READERS:
        sent = Step.objects.filter(report=row, kind="submitted", cells__evidence__contains=[str(evidence_id)])
        if not sent.exists():
            raise ReportNotFound
    return documents.file(found.file_id), documents.content(found.file_id)


def _visible(report_id: UUID, actor: Actor, now: datetime) -> tuple[Report, frozenset[str], frozenset[str]]:
    """The report with the actor's roles in its agency and in the one above. Raises ReportNotFound."""
    row = Report.objects.select_related("round").filter(pk=report_id).first()
    if row is None:
        raise ReportNotFound
    roles = held(actor, now=now)
    own, above = (roles.get(one, frozenset()) for one in (row.agency_id, row.round.agency_id))
    if not (own | above) & READERS:
        raise ReportNotFound
    return row, own, above


def _evidence(row: Report, step: Step | None, *, own: bool) -> tuple[EvidenceView, ...]:
    rows = Evidence.objects.filter(report=row).order_by("added_at", "id")
    rows = rows.filter(removed_at=None) if own else rows.filter(pk__in=evidence_in(step) if step else [])
    found = list(rows)
    files = documents.files(one.file_id for one in found)
    return tuple(
        EvidenceView(one.pk, one.code, one.file_id, file.name, file.size, file.media_type, one.added_at)
        for one in found
        if (file := files.get(one.file_id))
    )


def _steps(report_id: UUID) -> tuple[StepView, ...]:
    rows = Step.objects.filter(report_id=report_id).defer("cells").order_by("at", "id")
    return tuple(step_view(one, has_cells=one.kind == "submitted") for one in rows)
