"""Reads of dossiers. Every one checks permission; all return frozen dataclasses (`shapes`)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.journal.queries import Entry, entries_of
from caunoi.documents import queries as files
from caunoi.dossiers import texts
from caunoi.dossiers.answers import problems_of
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.errors import AssignedToAnother, DossierNotFound, NotReader, NotYourStep
from caunoi.dossiers.models import Dossier, DossierComponent
from caunoi.dossiers.policies import (
    ASSIGNERS,
    READERS,
    agency_of,
    assigned_to_another,
    is_applicant,
    may_act,
    require_person,
    require_visible,
    standing,
    step_of,
)
from caunoi.dossiers.rules.codes import normal_code
from caunoi.dossiers.shapes import (
    ActionView,
    AttachedComponent,
    Channel,
    DossierRow,
    DossierView,
    DueLeft,
    FileContent,
    FilingProgress,
    Page,
    PublicStatus,
    QueueCounts,
    QueueState,
    ReceivingChoice,
    SectionProgress,
    Status,
    TimelineEntry,
)
from caunoi.dossiers.views_of import (
    components_of,
    dossier_row,
    dossier_view,
    due_left,
    may_download_result,
    surroundings,
)
from caunoi.procedures import queries as procedures
from caunoi.procedures.rules import applies, check_answers
from caunoi.units import queries as units
from caunoi.units.rules.text import fold

__all__ = [
    "ActionView",
    "AttachedComponent",
    "Channel",
    "DossierRow",
    "DossierView",
    "DueLeft",
    "FileContent",
    "FilingProgress",
    "Page",
    "PublicStatus",
    "QueueCounts",
    "QueueState",
    "ReceivingChoice",
    "SectionProgress",
    "Status",
    "TimelineEntry",
    "available_actions",
    "by_code",
    "dossier",
    "file_content",
    "filing_progress",
    "mine",
    "public_status",
    "public_timeline",
    "queue",
    "queue_counts",
    "receiving_choices",
    "timeline",
]


def dossier(dossier_id: UUID, *, actor: Actor, now: datetime) -> DossierView:
    """One dossier; at most six statements. Raises DossierNotFound when there is none or `actor` may not see it.

    The applicant sees the result's file only when it was handed over, and not the drafted result.
    """
    return _view(Dossier.objects.filter(id=dossier_id).first(), actor, now)


def by_code(code: str, *, actor: Actor, now: datetime) -> DossierView:
    """The same, by its code in either notation."""
    return _view(Dossier.objects.filter(code=normal_code(code)).first(), actor, now)


def _view(row: Dossier | None, actor: Actor, now: datetime) -> DossierView:
    found, _ = require_visible(row, actor, now=now)
    if is_applicant(found, actor):
        found.result, found.return_note = {}, ""
        if not may_download_result(found, as_applicant=True):
            found.result_file_id = None
    return dossier_view(found, now=now)


def mine(*, actor: Actor, now: datetime) -> list[DossierRow]:
    """The signed-in citizen's dossiers and drafts, newest first; two statements. Raises SignInToFile."""
    rows = Dossier.objects.filter(applicant_id=require_person(actor)).defer("answers", "result")
    return _rows(rows.order_by("-created_at")[:200], now)


def queue(
    *,
    agency_id: UUID,
    actor: Actor,
    now: datetime,
    state: str = QueueState.ALL,
    page: int = 1,
    size: int = 50,
    text: str = "",
) -> Page[DossierRow]:
    """An agency's dossiers that wait for a step, the nearest due date first; `all` is every dossier, newest first.

    `text` narrows to a code or an applicant's name (without diacritics). At most five statements. Raises NotReader for
    a person who has no reading role in the agency.
    """
    if not standing(actor, now=now).holds(agency_id, READERS):
        raise NotReader
    rows = Dossier.objects.filter(_pile(agency_id, state)).defer("answers", "result")
    if words := fold(text):
        rows = rows.filter(Q(applicant_search__contains=words) | Q(code__contains=normal_code(text)))
    total = rows.count()
    size = max(1, min(size, 200))
    page = max(1, min(page, -(-total // size) or 1))
    order = ["-submitted_at"] if state == QueueState.ALL else ["due_at", "submitted_at"]
    start = (page - 1) * size
    return Page(_rows(rows.order_by(*order, "id")[start : start + size], now), page, size, total)


def _pile(agency_id: UUID, state: str) -> Q:
    receiving, competent = Q(receiving_agency_id=agency_id), Q(competent_agency_id=agency_id)
    match QueueState(state):
        case QueueState.TO_RECEIVE:
            return receiving & Q(step="receive")
        case QueueState.TO_EXAMINE:
            return competent & Q(step="examine")
        case QueueState.TO_SIGN:
            return competent & Q(step="sign")
        case QueueState.TO_RETURN:
            return receiving & Q(step="return")
        case QueueState.ALL:
            return (receiving | competent) & Q(status__gt=Status.DRAFT)


def _rows(rows: QuerySet[Dossier], now: datetime) -> list[DossierRow]:
    found = list(rows)
    if not found:
        return []
    names = {i: v.name for i, v in procedures.versions([row.procedure_version_id for row in found]).items()}
    return [dossier_row(row, procedure_name=names[row.procedure_version_id], now=now) for row in found]


def queue_counts(*, agency_id: UUID, actor: Actor, now: datetime) -> QueueCounts:
    """How many dossiers wait in each pile, and how many are late; one statement beside the permission's two."""
    if not standing(actor, now=now).holds(agency_id, READERS):
        raise NotReader
    today = vietnam().local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    late = Q(due_at__lt=today, step__in=["receive", "examine", "sign"])
    rows = Dossier.objects.filter(Q(receiving_agency_id=agency_id) | Q(competent_agency_id=agency_id))
    counted = rows.exclude(step="").aggregate(
        **{state.value: Count("id", filter=_pile(agency_id, state)) for state in QueueState if state != QueueState.ALL},
        late=Count("id", filter=late),
    )
    return QueueCounts(**counted)


def timeline(dossier_id: UUID, *, actor: Actor, now: datetime) -> list[TimelineEntry]:
    """What happened to the dossier, oldest first, read from the journal; at most five statements."""
    found, _ = require_visible(Dossier.objects.filter(id=dossier_id).first(), actor, now=now)
    return _timeline(found)


def public_timeline(code: str) -> list[TimelineEntry]:
    """The same for anybody who knows the code: the journal holds nothing personal. Raises DossierNotFound."""
    found = Dossier.objects.filter(code=normal_code(code)).first()
    if found is None:
        raise DossierNotFound
    return _timeline(found)


def _timeline(found: Dossier) -> list[TimelineEntry]:
    entries = [entry for entry in entries_of("dossier", found.id) if entry.kind in texts.EVENT]
    agencies = units.agencies([found.receiving_agency_id, found.competent_agency_id])
    return [_timeline_entry(entry, agencies) for entry in entries]


_AT_RECEIVING = frozenset({"dossier.accepted", "dossier.forwarded", "dossier.handed_over"})


def _timeline_entry(entry: Entry, agencies: dict[UUID, units.AgencyView]) -> TimelineEntry:
    role = entry.data["role"]
    counter = entry.kind in _AT_RECEIVING or role == "counter_officer"
    agency = agencies.get(UUID(entry.data["receiving_agency" if counter else "competent_agency"]))
    by = str(texts.ROLE.get(role, role))
    if role != "applicant" and agency:
        by = f"{by}, {agency.name}"
    return TimelineEntry(entry.occurred_at, entry.kind, str(texts.EVENT[entry.kind]), by)


def available_actions(dossier_id: UUID, *, actor: Actor, now: datetime) -> list[ActionView]:
    """What may be done now at this dossier's step, for this actor, and why not otherwise; at most four statements."""
    found, who = require_visible(Dossier.objects.filter(id=dossier_id).first(), actor, now=now)
    if found.status == Status.DRAFT:
        return [_action("edit"), _action("submit")]
    step = step_of(found)
    if step is None or is_applicant(found, actor):
        return []
    reason = ""
    if not may_act(found, step, who):
        agency = units.agency(agency_of(found, step)).name
        reason = str(NotYourStep(step=step.name, role=texts.ROLE[step.role], agency=agency).message)
    elif assigned_to_another(found, step, who):
        reason = AssignedToAnother().message
    actions = [_action(code, reason) for code in step.actions if code in IMPLEMENTED]
    if step.role == "specialist" and who.holds(found.competent_agency_id, ASSIGNERS):
        actions.append(_action("assign"))
    return actions


IMPLEMENTED = frozenset({"accept", "refuse", "submit_for_signature", "return_to_specialist", "sign", "hand_over"})
"""Of the process's actions, those that have an operation; a request for a supplement has none yet."""


def _action(code: str, reason: str = "") -> ActionView:
    return ActionView(code=code, title=str(texts.ACTION[code]), allowed=not reason, reason=reason)


def filing_progress(dossier_id: UUID, *, actor: Actor, now: datetime) -> FilingProgress:
    """How far a draft is: each section that applies to its answers, and the components still missing."""
    found, _ = require_visible(Dossier.objects.filter(id=dossier_id).first(), actor, now=now)
    around = surroundings(found)
    form = around.procedure.form
    checked = check_answers(form, found.answers, on=local_date(now), complete=True)
    problems = {p.field: str(p) for p in problems_of(checked, form)}
    sections = [
        _section(section, found.answers, problems) for section in form["x-sections"] if applies(section, found.answers)
    ]
    missing = [c for c in components_of(found, around) if c.required and c.file_id is None]
    ready = not missing and all(section.state == "complete" for section in sections)
    return FilingProgress(sections=sections, missing_components=missing, ready=ready)


def _section(section: dict[str, Any], answers: dict[str, Any], problems: dict[str, str]) -> SectionProgress:
    own = {name: problems[name] for name in section["fields"] if name in problems}
    answered = any(name in answers for name in section["fields"])
    state = "complete" if answered and not own else "started" if answered else "empty"
    return SectionProgress(section["id"], section["title"], list(section["fields"]), state, own)


def file_content(dossier_id: UUID, file_id: UUID, *, actor: Actor, now: datetime) -> FileContent:
    """A component, the receipt or the result, for somebody who may see the dossier.

    Raises DossierNotFound when the file is not this dossier's, or is a result that the applicant does not have yet.
    """
    found, _ = require_visible(Dossier.objects.filter(id=dossier_id).first(), actor, now=now)
    own = {found.receipt_file_id}
    if may_download_result(found, as_applicant=is_applicant(found, actor)):
        own.add(found.result_file_id)
    if file_id not in own and not DossierComponent.objects.filter(dossier_id=found.id, file_id=file_id).exists():
        raise DossierNotFound
    file = files.file(file_id)
    return FileContent(file.name, file.media_type, files.content(file_id))


def receiving_choices(text: str, *, on: date, limit: int = 10) -> list[ReceivingChoice]:
    """Where a dossier may be filed on `on`: the service centres of communes whose name or code fits `text`, best first.

    A commune without a centre is served by its committee. A few statements, however many are found.
    """
    hits = units.search(text, on=on, level="commune", limit=limit)
    kinds = ["service_centre", "peoples_committee"]
    agencies = units.agencies_of_units([hit.unit.id for hit in hits], on=on, kinds=kinds)
    choices = []
    for hit in hits:
        found = sorted(agencies.get(hit.unit.id, []), key=lambda agency: kinds.index(agency.kind))
        choices += [_choice(agency, hit.unit) for agency in found[:1]]
    return choices


def _choice(agency: units.AgencyView, unit: units.UnitView) -> ReceivingChoice:
    return ReceivingChoice(
        agency_id=agency.id,
        code=agency.code,
        name=agency.name,
        unit_id=unit.id,
        unit_name=unit.full_name,
        province_code=unit.province_code,
        province_name=unit.province_name,
    )


def public_status(code: str, *, now: datetime) -> PublicStatus:
    """Where a dossier stands, for anybody who knows its code; nothing personal. Raises DossierNotFound."""
    found = Dossier.objects.filter(code=normal_code(code)).first()
    if found is None:
        raise DossierNotFound
    return PublicStatus(
        code=found.code or "",
        status=found.status,
        status_name=str(texts.STATUS[found.status]),
        procedure_code=found.procedure_code,
        procedure_name=procedures.version(found.procedure_version_id).name,
        received_on=local_date(found.received_at) if found.received_at else None,
        due_at=found.due_at,
        due_left=due_left(found, now),
        finished_at=found.finished_at,
    )
