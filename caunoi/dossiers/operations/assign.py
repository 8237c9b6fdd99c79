"""Name the specialist who examines."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.dossiers import texts
from caunoi.dossiers.errors import NotASpecialist, NotYourStep, WrongStep
from caunoi.dossiers.events import Assigned
from caunoi.dossiers.operations.acting import dimensions, last_change, locked, note, require_version, save
from caunoi.dossiers.policies import ASSIGNERS, require_visible, step_of
from caunoi.dossiers.shapes import DossierView
from caunoi.dossiers.views_of import dossier_view, surroundings
from caunoi.people import queries as people


@transaction.atomic
def assign(
    *, dossier_id: UUID, person_id: UUID, actor: Actor, now: datetime, expected_version: int | None = None
) -> DossierView:
    """Name the specialist of the competent agency who examines (art. 19.1); by its head of unit or leader.

    Raises NotASpecialist, NotYourStep, WrongStep, StaleDossier, DossierNotFound.
    """
    dossier, who = require_visible(locked(dossier_id), actor, now=now)
    require_version(dossier, expected_version)
    step = step_of(dossier)
    if step is None or step.role != "specialist":
        raise WrongStep(action=texts.ACTION["assign"], status=texts.STATUS[dossier.status], **last_change(dossier))
    around = surroundings(dossier)
    if not who.holds(dossier.competent_agency_id, ASSIGNERS):
        agency = around.agency_name(dossier.competent_agency_id)
        raise NotYourStep(step=texts.ACTION["assign"], role=texts.ROLE["head_of_unit"], agency=agency)
    members = people.members(dossier.competent_agency_id, at=now, role="specialist")
    if person_id not in {member.person_id for member in members}:
        raise NotASpecialist
    dossier.specialist_id = person_id
    role = "head_of_unit" if who.holds(dossier.competent_agency_id, ["head_of_unit"]) else "leader"
    save(dossier, action="assign", role=role, now=now, fields=["specialist_id"])
    note(Assigned(**dimensions(dossier, role), assignee=person_id), dossier, actor=actor, now=now)
    return dossier_view(dossier, now=now, around=around)
