"""Who may model processes: decided from memberships at the time of the act.

A process manager of a ministry works for the nation, one of a province's people's committee for that province. What one
drew, another process manager or a leader of the same agency publishes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor, Person
from caunoi.people import queries as people
from caunoi.people.rules import Role
from caunoi.processes.errors import NotForProcesses, NotProcessManager, NotPublisher
from caunoi.processes.models import ProcessVersion
from caunoi.units import queries as units

READERS = frozenset(
    {Role.PROCESS_MANAGER, Role.LEADER, Role.CATALOGUE_MANAGER, Role.HEAD_OF_UNIT, Role.AUDITOR, Role.ADMINISTRATOR}
)


@dataclass(frozen=True, slots=True)
class Reach:
    """The agency for which somebody models, and its place: the nation (empty) or a province's code."""

    person_id: UUID
    agency_id: UUID
    agency_kind: str
    province: str
    roles: frozenset[str]

    @property
    def draws(self) -> bool:
        """Whether they may draft."""
        return Role.PROCESS_MANAGER in self.roles


def reach(actor: Actor, *, now: datetime) -> Reach:
    """Where the actor models or reads processes: the agency they chose when it fits. Raises NotForProcesses."""
    if not isinstance(actor, Person):
        raise NotForProcesses
    held = [m for m in people.memberships(actor.person_id, at=now) if m.role in READERS]
    agencies = units.agencies({m.agency_id for m in held})
    order = sorted(held, key=lambda m: (m.agency_id != actor.agency_id, m.role != Role.PROCESS_MANAGER))
    for membership in order:
        agency = agencies[membership.agency_id]
        if agency.level == "nation" or (agency.level == "province" and agency.kind == "peoples_committee"):
            roles = frozenset(m.role for m in held if m.agency_id == agency.id)
            province = "" if agency.level == "nation" else agency.province_code
            return Reach(actor.person_id, agency.id, agency.kind, province, roles)
    raise NotForProcesses


def require_drawer(actor: Actor, *, now: datetime) -> Reach:
    """The reach of a process manager. Raises NotProcessManager, NotForProcesses."""
    found = reach(actor, now=now)
    if not found.draws:
        raise NotProcessManager
    return found


def may_publish(found: Reach, draft: ProcessVersion) -> bool:
    """A leader of the drafting agency, or a process manager of it who is not the one that changed the draft last."""
    if draft.agency_id != found.agency_id:
        return False
    return Role.LEADER in found.roles or (found.draws and draft.changed_by != found.person_id)


def require_publisher(found: Reach, draft: ProcessVersion) -> None:
    """Raise NotPublisher when the reach is not enough to publish the draft."""
    if not may_publish(found, draft):
        raise NotPublisher


def sees(found: Reach, version: ProcessVersion) -> bool:
    """Published versions of the nation and of the own place are open to all readers, drafts to the own agency."""
    if version.state == "draft":
        return version.agency_id == found.agency_id
    return found.province == "" or version.province in ("", found.province)
