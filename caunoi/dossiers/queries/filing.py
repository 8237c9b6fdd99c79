"""Before a dossier is filed: where it may be filed, how far a draft is, what it costs, what need not be handed in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.dossiers import reusing, texts
from caunoi.dossiers.answers import problems_of
from caunoi.dossiers.checking import fee_of, problems_before_filing
from caunoi.dossiers.models import Dossier, DossierResult
from caunoi.dossiers.placing import COMMUNE, competent_in
from caunoi.dossiers.policies import require_person, require_visible
from caunoi.dossiers.shapes import FilingProgress, ReceivingChoice, SectionProgress, Status
from caunoi.dossiers.shapes_filing import CaseChoice, LinkedSuggestion, ReusablePaper
from caunoi.dossiers.views_of import components_of, surroundings, wanted
from caunoi.procedures import queries as procedures
from caunoi.procedures.rules import asked_sections, check_answers
from caunoi.procedures.shapes import FeeView, Relief
from caunoi.units import queries as units

CENTRE, COMMITTEE = "service_centre", "peoples_committee"


def filing_progress(dossier_id: UUID, *, actor: Actor, now: datetime) -> FilingProgress:
    """How far a draft is: each section that applies to its answers, and the components still missing."""
    found, _ = require_visible(Dossier.objects.filter(id=dossier_id).first(), actor, now=now)
    around = surroundings(found)
    form = around.procedure.form
    checked = check_answers(form, found.answers, on=local_date(now), complete=True)
    problems = {p.field: str(p) for p in problems_of(checked, form)}
    sections = [_section(section, found.answers, problems) for section in asked_sections(form, found.answers)]
    missing = [c for c in components_of(found, around) if c.required and not c.attached]
    ready = not problems_before_filing(found, around, on=local_date(now))
    ready = ready and all(section.state == "complete" for section in sections)
    return FilingProgress(sections=sections, missing_components=missing, ready=ready)


def _section(section: dict[str, Any], answers: dict[str, Any], problems: dict[str, str]) -> SectionProgress:
    own = {path: text for path, text in problems.items() if path.split(".")[0] in section["fields"]}
    answered = any(name in answers for name in section["fields"])
    # A section of questions that nobody must answer is done before it is opened.
    state = "started" if answered and own else "empty" if own else "complete" if answered else "empty"
    return SectionProgress(section["id"], section["title"], list(section["fields"]), state, own)


def quote(dossier_id: UUID, *, actor: Actor, now: datetime) -> FeeView:
    """What the draft would cost if it were filed now, in the language in force; `total` None while it is not known."""
    found, _ = require_visible(Dossier.objects.filter(id=dossier_id).first(), actor, now=now)
    return fee_of(found, on=local_date(now), language=get_language() or "vi")


def reliefs(dossier_id: UUID, *, actor: Actor, now: datetime) -> list[Relief]:
    """The reductions of the fee that may be claimed today on the draft's channel."""
    found, _ = require_visible(Dossier.objects.filter(id=dossier_id).first(), actor, now=now)
    today = local_date(now)
    return [
        relief
        for relief in procedures.reliefs(found.procedure_version_id, province=found.province)
        if (relief.since is None or relief.since <= today)
        and (relief.until is None or today < relief.until)
        and (not relief.channels or found.channel in relief.channels)
    ]


def case_choices(
    procedure_code: str, *, on: date, province: str | None = None, channel: str | None = None
) -> list[CaseChoice]:
    """The procedure's cases with their limits in words on each channel; only those of `channel` when it is given."""
    procedure = procedures.procedure(procedure_code, on=on, province=province)
    return [
        CaseChoice(
            id=case.id,
            name=case.name,
            summary=case.summary,
            limits={name: texts.limit_text(limit.value, limit.unit) for name, limit in case.limits.items()},
        )
        for case in procedure.cases
        if channel is None or channel in case.limits
    ]


def reusable_papers(dossier_id: UUID, *, actor: Actor, now: datetime) -> list[ReusablePaper]:
    """What the applicant has already that may stand for a component of the draft, newest first.

    For the applicant, and for the officer who prepares the draft with the person before them. At most eight statements.
    """
    found, _ = require_visible(Dossier.objects.filter(id=dossier_id).first(), actor, now=now)
    if found.status not in (Status.DRAFT, Status.SUPPLEMENT):
        return []
    around = surroundings(found)
    papers = reusing.reusable(found.applicant_id, wanted(around.procedure, found))
    return [paper for paper in papers if paper.origin_code != found.code]


def known_answers(dossier_id: UUID, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """Answers that the applicant gave before to questions of the same name and kind, for a draft that has none yet.

    From their newest filed dossier of the same procedure; nothing that is chosen anew each time is left out by us: the
    page offers, the person confirms. At most five statements.
    """
    found, _ = require_visible(Dossier.objects.filter(id=dossier_id).first(), actor, now=now)
    if found.status != Status.DRAFT:
        return {}
    rows = Dossier.objects.filter(applicant_id=found.applicant_id, procedure_code=found.procedure_code)
    last = rows.filter(status__gt=Status.DRAFT).order_by("-created_at").values_list("answers", flat=True).first()
    asked = procedures.version(found.procedure_version_id, province=found.province).form["properties"]
    return {name: value for name, value in (last or {}).items() if name in asked}


def linked_suggestions(dossier_id: UUID, *, actor: Actor, now: datetime) -> list[LinkedSuggestion]:
    """Procedures that ask for what this settled dossier gave: after a birth, residence; the applicant only.

    A few statements. Raises DossierNotFound.
    """
    person_id = require_person(actor)
    found, _ = require_visible(Dossier.objects.filter(id=dossier_id).first(), actor, now=now)
    if found.applicant_id != person_id or found.status not in (Status.DONE, Status.RETURNED):
        return []
    rows = DossierResult.objects.filter(dossier_id=found.id, status="valid").exclude(component_code="")
    codes = set(rows.values_list("component_code", flat=True))
    if not codes:
        return []
    return [
        LinkedSuggestion(p.code, p.name, component.title, True)
        for p in procedures.current(on=local_date(now))
        if p.code != found.procedure_code
        for component in [next((c for c in p.components if codes & {*c.accepts_result_of, c.code}), None)]
        if component is not None
    ]


def receiving_choices(text: str, *, on: date, limit: int = 10) -> list[ReceivingChoice]:
    """Where a dossier may be filed on `on`: the service centres of communes whose name or code fits `text`, best first.

    A commune without a centre is served by its committee. A few statements, however many are found.
    """
    hits = units.search(text, on=on, level=COMMUNE, limit=limit)
    kinds = [CENTRE, COMMITTEE]
    agencies = units.agencies_of_units([hit.unit.id for hit in hits], on=on, kinds=kinds)
    choices = []
    for hit in hits:
        found = sorted(agencies.get(hit.unit.id, []), key=lambda agency: kinds.index(agency.kind))
        choices += [_choice(agency, hit.unit) for agency in found[:1]]
    return choices


def competent_choices(
    procedure_code: str, text: str = "", *, province: str, on: date, limit: int = 10
) -> list[ReceivingChoice]:
    """Who may decide the procedure in the province: agencies of communes whose name fits `text`, or the province's own.

    With a communal procedure and no text there is nothing to choose from: ask for the commune first. Raises
    ProcedureNotFound, ProcedureNotInForce.
    """
    procedure = procedures.procedure(procedure_code, on=on, province=province)
    if procedure.level != COMMUNE:
        unit = units.unit_at(province, on=on, level="province")
        return [_choice(agency, unit) for agency in competent_in(procedure, province, on=on)][:limit]
    hits = [h for h in units.search(text, on=on, level=COMMUNE, limit=limit * 3) if h.unit.province_code == province]
    agencies = units.agencies_of_units([h.unit.id for h in hits], on=on, kinds=[procedure.competent_kind])
    return [
        _choice(agency, hit.unit)
        for hit in hits
        for agency in agencies.get(hit.unit.id, [])
        if fits_name(agency, procedure.competent_name)
    ][:limit]


def fits_name(agency: units.AgencyView, name: str) -> bool:
    """Whether the agency's name begins as the procedure says."""
    return agency.name.casefold().startswith(name.casefold())


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
