"""Before a dossier is filed: how far a draft is, and where it may be filed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.dossiers.answers import problems_of
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.policies import require_visible
from caunoi.dossiers.shapes import FilingProgress, ReceivingChoice, SectionProgress
from caunoi.dossiers.views_of import components_of, surroundings
from caunoi.procedures.rules import applies, check_answers
from caunoi.units import queries as units


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
