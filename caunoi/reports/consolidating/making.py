"""Have a consolidated report made, and make it: each step is written down at once, so that a page can show it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import override
from procrastinate.contrib.django import app

from caunoi.core.actor import Actor, Person
from caunoi.core.clock import SystemClock, local_date
from caunoi.core.errors import DomainError
from caunoi.core.journal import Place, append
from caunoi.core.subjects import SubjectRef
from caunoi.documents import operations as documents
from caunoi.documents import queries as kept_files
from caunoi.documents.papers import Paper, paper_docx, paper_pdf
from caunoi.plans import queries as plans
from caunoi.plans.shapes import ReviewView
from caunoi.reports import queries
from caunoi.reports.consolidating.composing import Material, composed
from caunoi.reports.consolidating.models import Consolidation
from caunoi.reports.consolidating.shapes import STEPS, ConsolidationView
from caunoi.reports.errors import NothingToConsolidate, NotTheConsolidator, RoundNotFound
from caunoi.reports.events import RoundConsolidated
from caunoi.reports.models import Round
from caunoi.reports.policies import FILLERS, person_of
from caunoi.reports.rows import form_of, kept
from caunoi.reports.shapes import AcceptedReport, ReportView
from caunoi.tasks import queries as tasks
from caunoi.tasks.shapes import TaskCounts
from caunoi.units import queries as units

SUBJECT = "report_consolidation"
_LOCK = "(hashtext('reports.consolidate'), hashtext(%s))"


@transaction.atomic
def ask(*, round_id: UUID, actor: Actor, now: datetime) -> ConsolidationView:
    """Have the round's consolidated report made in the background, by who prepares for the agency that opened it.

    Raises RoundNotFound, NotTheConsolidator, NothingToConsolidate while no report is accepted.
    """
    found = queries.round_view(round_id, actor=actor, now=now)
    person_id = person_of(actor, agency_id=found.agency_id, roles=FILLERS, now=now, error=NotTheConsolidator)
    if not found.counts.accepted:
        raise NothingToConsolidate
    row = Consolidation.objects.create(
        round_id=round_id, agency_id=found.agency_id, asked_by=person_id, asked_at=now, asked=found.counts.total
    )
    consolidate.defer(consolidation_id=str(row.pk))
    return _view(row)


@app.task(name="reports.consolidate", pass_context=False)
def consolidate(consolidation_id: str) -> None:
    """Make one that was asked for; what fails is shown as failed and may be asked for again."""
    make(UUID(consolidation_id), now=SystemClock().now())


def make(consolidation_id: UUID, *, now: datetime) -> ConsolidationView:
    """Make it as who asked for it; one that is made, or that another run is making, stays as it is.

    Raises FormFailed.
    """
    with _alone(consolidation_id) as alone:
        row = Consolidation.objects.select_related("round").get(pk=consolidation_id)
        return _made(row, now) if alone and row.state != "done" else _view(row)


def _made(row: Consolidation, now: datetime) -> ConsolidationView:
    actor = Person(row.asked_by, agency_id=row.agency_id)
    try:
        _step(row, 0)
        with override("vi"):
            material = _material(row.round, actor, now)
            paper = composed(material)
        _step(row, 1)
        _keep(row, material, paper, actor, now)
    except Exception:
        row.state = "failed"
        row.save(update_fields=["state"])
        raise
    return _view(row)


@contextmanager
def _alone(consolidation_id: UUID) -> Iterator[bool]:
    """Whether no other run is at it; none begins until this one ends.

    Held by the connection, not by a transaction: each step is to be seen at once, and a run that is killed lets go.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_lock{_LOCK}", [str(consolidation_id)])
        alone = bool(cursor.fetchone()[0])
    try:
        yield alone
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT pg_advisory_unlock{_LOCK}", [str(consolidation_id)])


def _keep(row: Consolidation, material: Material, paper: Paper, actor: Person, now: datetime) -> None:
    pdf = paper_pdf(paper)
    _step(row, 2)
    docx = paper_docx(paper)
    _step(row, 3)
    name = f"bao-cao-tong-hop-{material.round.period.code.replace('/', '-')}"
    about, place = SubjectRef(SUBJECT, row.pk), Place(agency_id=row.agency_id, province=row.round.province)
    with transaction.atomic():
        made = [
            documents.keep(content=content, name=name + suffix, subject=about, actor=actor, now=now, place=place)
            for suffix, content in ((".pdf", pdf), (".docx", docx))
        ]
        row.pdf_id, row.docx_id = made[0].id, made[1].id
        row.pdf_sha256, row.docx_sha256 = made[0].sha256, made[1].sha256
        row.state, row.step, row.made_at, row.inputs = "done", STEPS, now, material.inputs
        row.accepted, row.asked = len(material.accepted), len(material.reports)
        row.save()
        event = RoundConsolidated(
            consolidation=row.pk, accepted=row.accepted, asked=row.asked, inputs=row.inputs, pdf=row.pdf_sha256,
            docx=row.docx_sha256,
        )  # fmt: skip
        append(event, subject_id=row.round_id, actor=actor, now=now, place=place)


def consolidations(round_id: UUID, *, actor: Actor, now: datetime) -> list[ConsolidationView]:
    """What was made of a round, the newest first, for those who read in the agency that opened it.

    Raises RoundNotFound.
    """
    queries.reports_of_round(round_id, actor=actor, now=now, status="accepted")
    return [_view(row) for row in Consolidation.objects.filter(round_id=round_id).order_by("-asked_at", "-id")[:50]]


def consolidated_file(
    round_id: UUID, consolidation_id: UUID, *, kind: str, actor: Actor, now: datetime
) -> tuple[kept_files.FileView, bytes]:
    """One of its files, `pdf` or `docx`, checked against its digest. Raises RoundNotFound."""
    queries.reports_of_round(round_id, actor=actor, now=now, status="accepted")
    row = Consolidation.objects.filter(pk=consolidation_id, round_id=round_id, state="done").first()
    file_id = getattr(row, f"{kind}_id", None) if kind in ("pdf", "docx") else None
    if file_id is None:
        raise RoundNotFound
    return kept_files.file(file_id), kept_files.content(file_id)


def _material(row: Round, actor: Person, now: datetime) -> Material:
    found = queries.round_view(row.pk, actor=actor, now=now)
    accepted = queries.accepted(row.pk, actor=actor, now=now)
    reports = queries.reports_of_round(row.pk, actor=actor, now=now)
    return Material(
        round=found, form=form_of(row), reports=reports, accepted=accepted, reviews=_reviews(row, actor, now),
        tasks=_counts(row, reports), place_name=_place(row), made_at=now, inputs=digest(accepted),
    )  # fmt: skip


def digest(accepted: Sequence[AcceptedReport]) -> str:
    """SHA-256 of which reports, at which submission, said what."""
    said = [[str(one.report.id), one.report.submissions, kept(one.cells)] for one in accepted]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _reviews(row: Round, actor: Person, now: datetime) -> list[ReviewView]:
    """The opener's own issued plans as they stood on the cut-off day."""
    on = min(row.end, local_date(now))
    found = plans.plans(actor=actor, now=now, as_of=on)
    mine = {one.code for one in found if one.status == "issued" and one.issuer_id == row.agency_id}
    return [plans.review(code, actor=actor, now=now, as_of=on) for code in sorted(mine)]


def _counts(row: Round, reports: Sequence[ReportView]) -> list[tuple[str, TaskCounts]]:
    last = row.end - timedelta(days=1)
    found = tasks.counts(agency_ids=[one.agency_id for one in reports], by="agency", as_of=last)
    return [(one.agency_name, found.get(str(one.agency_id), TaskCounts())) for one in reports]


def _place(row: Round) -> str:
    if not row.province:
        return "Hà Nội"
    try:
        return units.unit_at(row.province, on=row.end, level="province").name
    except DomainError:  # a register that does not know the province's unit: the paper leaves the place to its editor
        return "…"


def _step(row: Consolidation, step: int) -> None:
    row.state, row.step = "working", step
    row.save(update_fields=["state", "step"])


def _view(row: Consolidation) -> ConsolidationView:
    return ConsolidationView(
        row.pk, row.round_id, row.asked_by, row.asked_at, row.state,  # type: ignore[arg-type]
        row.step * 100 // STEPS, row.made_at, row.accepted, row.asked, row.pdf_sha256, row.docx_sha256,
    )  # fmt: skip
