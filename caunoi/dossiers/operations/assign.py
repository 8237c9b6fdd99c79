"""Name the specialist who examines."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.dossiers import texts
from caunoi.dossiers.errors import NotASpecialist, NotYourStep
from caunoi.dossiers.events import Assigned
from caunoi.dossiers.models import WorkItem
from caunoi.dossiers.operations.acting import (
    dimensions,
    locked,
    note,
    open_items,
    require_version,
    save,
    visible_to,
    wrong_step,
)
from caunoi.dossiers.policies import ASSIGNERS, Standing
from caunoi.dossiers.shapes import DossierView
from caunoi.dossiers.views_of import dossier_view
from caunoi.people import queries as people
from caunoi.units import queries as units


@transaction.atomic
def assign(
    *, dossier_id: UUID, person_id: UUID, actor: Actor, now: datetime, expected_version: int | None = None
) -> DossierView:
    """Name the specialist of the agency where it waits for one (art. 19.1); by that agency's head of unit or leader.

    Raises NotASpecialist, NotYourStep, WrongStep, StaleDossier, DossierNotFound.
    """
    dossier = locked(dossier_id)
    items = open_items(dossier_id)
    who = visible_to(dossier, items, actor=actor, now=now)
    require_version(dossier, expected_version)
    waiting = [item for item in items if item.role == "specialist"]
    if not waiting:
        raise wrong_step(dossier, "assign")
    item, role = _assignable(waiting, who)
    members = people.members(item.agency_id, at=now, role=item.role)
    if person_id not in {member.person_id for member in members}:
        raise NotASpecialist
    item.assignee_id = person_id
    item.save(update_fields=["assignee_id"])
    if item.agency_id == dossier.competent_agency_id:
        dossier.specialist_id = person_id
    save(dossier, action="assign", role=role, now=now, fields=["specialist_id"])
    note(Assigned(**dimensions(dossier, role), assignee=person_id), dossier, actor=actor, now=now)
    return dossier_view(dossier, now=now)


def _assignable(waiting: list[WorkItem], who: Standing) -> tuple[WorkItem, str]:
    for item in waiting:
        if who.holds(item.agency_id, ASSIGNERS):
            return item, "head_of_unit" if who.holds(item.agency_id, ["head_of_unit"]) else "leader"
    agency = units.agency(waiting[0].agency_id).name
    raise NotYourStep(step=texts.ACTION["assign"], role=texts.ROLE["head_of_unit"], agency=agency)
