"""What acts beside the process share: the dossier, locked, at a status that allows it, and the actor's role for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor, System
from caunoi.dossiers import texts
from caunoi.dossiers.errors import AssignedToAnother, DossierNotFound, NotYourAct
from caunoi.dossiers.models import Dossier, WorkItem
from caunoi.dossiers.operations.acting import locked, open_items, require_version, visible_to, wrong_step
from caunoi.dossiers.policies import Standing, is_applicant, taken_by_another
from caunoi.dossiers.rules.beside import COUNTER, ROLES, WHEN
from caunoi.units import queries as units


@dataclass(slots=True)
class Beside:
    """An act under way: the dossier, locked; what is open; in what role of which agency it is done."""

    dossier: Dossier
    items: list[WorkItem]
    role: str
    agency_id: UUID | None


def beside(
    dossier_id: UUID,
    *,
    action: str,
    actor: Actor,
    now: datetime,
    expected_version: int | None,
    applicant: bool = False,
    system: bool = False,
) -> Beside:
    """At most four statements. `applicant`: its applicant may; `system`: a job may.

    Raises DossierNotFound, StaleDossier, WrongStep, NotYourAct, RoleEnded, AssignedToAnother.
    """
    dossier = locked(dossier_id)
    items = open_items(dossier_id)
    if system and isinstance(actor, System):
        role, agency_id = "system", None
    elif is_applicant(dossier, actor):
        if not applicant:
            raise not_your_act(dossier, action)
        role, agency_id = "applicant", None
    else:
        if isinstance(actor, System):
            raise DossierNotFound
        who = visible_to(dossier, items, actor=actor, now=now)
        role, agency_id = role_for(dossier, items, who, action=action, now=now)
    require_version(dossier, expected_version)
    if dossier.status not in WHEN[action]:
        raise wrong_step(dossier, action)
    return Beside(dossier, items, role, agency_id)


def role_for(dossier: Dossier, items: list[WorkItem], who: Standing, *, action: str, now: datetime) -> tuple[str, UUID]:
    """The role and agency in which this standing may do the act. Raises NotYourAct, AssignedToAnother."""
    found = place_for(dossier, items, who, action=action, taken=lambda item: taken_by_another(item, who, now=now))
    if found is None:
        raise not_your_act(dossier, action)
    return found


def place_for(
    dossier: Dossier, items: list[WorkItem], who: Standing, *, action: str, taken: Callable[[WorkItem], bool]
) -> tuple[str, UUID] | None:
    """The same; None when nobody of this standing may. `taken`: whether an item is a colleague's."""
    steps = [item for item in items if item.kind != "consultation"]
    agencies = [dossier.competent_agency_id, *(item.agency_id for item in steps)]
    for role in reversed(ROLES.get(action, ())):
        for agency_id in agencies:
            if who.holds(agency_id, [role]):
                _require_free(steps, role, agency_id, taken)
                return role, agency_id
    for role in COUNTER.get(action, ()):
        if who.holds(dossier.receiving_agency_id, [role]):
            return role, dossier.receiving_agency_id
    return None


def _require_free(steps: list[WorkItem], role: str, agency_id: UUID, taken: Callable[[WorkItem], bool]) -> None:
    """A specialist leaves alone what is assigned to a colleague."""
    own = [item for item in steps if role == "specialist" and (item.role, item.agency_id) == (role, agency_id)]
    if own and all(taken(item) for item in own):
        raise AssignedToAnother


def not_your_act(dossier: Dossier, action: str) -> NotYourAct:
    """Who may do it, in words."""
    roles = ROLES.get(action) or COUNTER.get(action) or ("applicant",)
    agency_id = dossier.competent_agency_id if action in ROLES else dossier.receiving_agency_id
    names = ", ".join(str(texts.ROLE[role]) for role in roles)
    return NotYourAct(action=texts.ACTION[action], role=names, agency=units.agency(agency_id).name)
