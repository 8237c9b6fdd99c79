"""Who may do what with a dossier, from memberships and delegations in the database at the time of the act."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor, Person
from caunoi.dossiers.errors import DossierNotFound, SignInToFile
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.shapes import Status
from caunoi.people import queries as people
from caunoi.processes import queries as processes
from caunoi.processes.shapes import StepView

READERS = frozenset({"counter_officer", "specialist", "head_of_unit", "leader", "clerk", "centre_manager", "auditor"})
"""Roles that see an agency's dossiers. Support staff and administrators do not; an auditor only reads."""
ASSIGNERS = frozenset({"head_of_unit", "leader"})


@dataclass(frozen=True, slots=True)
class Standing:
    """Who an actor is at one moment: a person (None when nobody is signed in) and the roles held, agency by agency."""

    person_id: UUID | None
    held: frozenset[tuple[UUID, str]]

    def holds(self, agency_id: UUID, roles: Collection[str]) -> bool:
        """Whether one of `roles` is held in the agency."""
        return any((agency_id, role) in self.held for role in roles)


def standing(actor: Actor, *, now: datetime) -> Standing:
    """The actor's standing; at most two statements. `System` and `Anonymous` have none."""
    if not isinstance(actor, Person):
        return Standing(None, frozenset())
    held = people.memberships(actor.person_id, at=now)
    return Standing(actor.person_id, frozenset((m.agency_id, m.role) for m in held))


def require_person(actor: Actor) -> UUID:
    """The signed-in person. Raises SignInToFile."""
    if not isinstance(actor, Person):
        raise SignInToFile
    return actor.person_id


def is_applicant(dossier: Dossier, actor: Actor) -> bool:
    """Whether the dossier is the actor's own."""
    return isinstance(actor, Person) and dossier.applicant_id == actor.person_id


def require_visible(dossier: Dossier | None, actor: Actor, *, now: datetime) -> tuple[Dossier, Standing]:
    """The dossier, if the actor may know of it: its applicant, or a reader in one of its agencies once it is filed.

    Raises DossierNotFound, which does not tell whether there is one. The applicant's roles are not looked up.
    """
    if dossier is None:
        raise DossierNotFound
    if is_applicant(dossier, actor):
        return dossier, Standing(dossier.applicant_id, frozenset())
    if dossier.status == Status.DRAFT:
        raise DossierNotFound
    who = standing(actor, now=now)
    agencies = (dossier.receiving_agency_id, dossier.competent_agency_id)
    if not any(who.holds(agency, READERS) for agency in agencies):
        raise DossierNotFound
    return dossier, who


def step_of(dossier: Dossier) -> StepView | None:
    """The step at which the dossier waits, or None when it waits for nobody."""
    return processes.steps(dossier.process_code).get(dossier.step) if dossier.step else None


def agency_of(dossier: Dossier, step: StepView) -> UUID:
    """The agency that does the step."""
    return dossier.receiving_agency_id if step.agency == "receiving" else dossier.competent_agency_id


def may_act(dossier: Dossier, step: StepView, who: Standing) -> bool:
    """Whether this standing does the step: the role that the process names, in the agency that it names."""
    return who.holds(agency_of(dossier, step), [step.role])


def assigned_to_another(dossier: Dossier, step: StepView, who: Standing) -> bool:
    """Whether the examination was assigned to somebody else."""
    return step.role == "specialist" and dossier.specialist_id not in (None, who.person_id)
