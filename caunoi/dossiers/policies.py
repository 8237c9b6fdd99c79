"""Who may do what with a dossier, from memberships and delegations in the database at the time of the act."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor, Person
from caunoi.core.once import once
from caunoi.dossiers.errors import DossierNotFound, SignInToFile
from caunoi.dossiers.models import Dossier, WorkItem
from caunoi.dossiers.shapes import Status
from caunoi.people import queries as people

READERS = frozenset({"counter_officer", "specialist", "head_of_unit", "leader", "clerk", "centre_manager", "auditor"})
"""Roles that see an agency's dossiers. Support staff and administrators do not; an auditor only reads."""
ASSIGNERS = frozenset({"head_of_unit", "leader"})


@dataclass(frozen=True, slots=True)
class Standing:
    """Who an actor is at one moment: a person (None when nobody is signed in) and the roles held, agency by agency.

    `lent_by`: whose roles are among them by delegation.
    """

    person_id: UUID | None
    held: frozenset[tuple[UUID, str]]
    lent_by: frozenset[UUID] = frozenset()

    def holds(self, agency_id: UUID, roles: Collection[str]) -> bool:
        """Whether one of `roles` is held in the agency."""
        return any((agency_id, role) in self.held for role in roles)

    def does(self, item: WorkItem) -> bool:
        """Whether the role that the item waits for is held in its agency."""
        return (item.agency_id, item.role) in self.held


def standing(actor: Actor, *, now: datetime) -> Standing:
    """The actor's standing; at most two statements. `System` and `Anonymous` have none."""
    if not isinstance(actor, Person):
        return Standing(None, frozenset())
    return once(("standing", actor.person_id, now), lambda: _standing(actor, now))


def _standing(actor: Person, now: datetime) -> Standing:
    held = people.memberships(actor.person_id, at=now)
    return Standing(
        actor.person_id,
        frozenset((m.agency_id, m.role) for m in held),
        frozenset(m.delegated_from for m in held if m.delegated_from),
    )


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
        if isinstance(actor, Person) and dossier.filed_by_id == actor.person_id:  # who prepares it for the applicant
            return dossier, standing(actor, now=now)
        raise DossierNotFound
    who = standing(actor, now=now)
    if not any(who.holds(agency, READERS) for agency in agencies_of(dossier)):
        raise DossierNotFound
    return dossier, who


def agencies_of(dossier: Dossier) -> set[UUID]:
    """The agencies that take part: receiving, competent, those behind the process's other words, and those asked."""
    named = map(UUID, dossier.agencies.values())
    return {dossier.receiving_agency_id, dossier.competent_agency_id, *named, *dossier.reader_ids}


def taken_by_another(item: WorkItem, who: Standing, *, now: datetime) -> bool:
    """Whether the item is a colleague's who is there to do it.

    It is free for others of the role when its assignee no longer holds the role in the agency, and for whoever acts for
    the assignee by delegation or as deputy. A few statements, only when it is assigned to somebody else.
    """
    if item.assignee_id in (None, who.person_id) or item.assignee_id in who.lent_by:
        return False
    if who.person_id and item.assignee_id in people.stands_in_for(who.person_id, agency_id=item.agency_id, at=now):
        return False
    serving = people.members(item.agency_id, at=now, role=item.role)
    return item.assignee_id in {member.person_id for member in serving}
