"""Who may do what with plans, from memberships and delegations in the database at the time of the act.

Those of the issuer prepare and its leader (or who stands in by delegation) decides. A draft is its own agency's
business; what was issued is seen by the agencies concerned: the issuer, the holders of targets, and the level above.
`System` is the loader and the jobs.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from caunoi.core.actor import Actor, Person, System
from caunoi.people import queries as people
from caunoi.people.policies import holds_role
from caunoi.plans.errors import NoPlansHere, NotTheApprover, NotThePlanner, NotTheReporter
from caunoi.units import queries as units
from caunoi.units.queries import AgencyView

PREPARERS = frozenset({"specialist", "head_of_unit", "leader"})
APPROVERS = frozenset({"leader"})
READERS = frozenset({"specialist", "head_of_unit", "leader", "clerk", "centre_manager", "auditor"})
STEERING_MINISTRY = "Bộ Khoa học và Công nghệ"
"""Its name in the register of agencies."""
STEERING = frozenset({"peoples_committee", "office"})
"""Agencies that answer for a province as a whole."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What an actor sees: `everything` that was issued, what concerns `agencies` (their own), what is in `provinces`
    (those that their agency steers). Drafts only of `agencies`, or all for the program itself."""

    agencies: frozenset[UUID]
    provinces: frozenset[str]
    everything: bool
    program: bool

    def versions(self) -> Q:
        """The versions of plans that they may see."""
        if self.program:
            return Q()
        own = Q(plan__agency_id__in=self.agencies)
        if self.everything:
            return own | Q(status="issued")
        held = Q(indicators__targets__holder_id__in=self.agencies, indicators__targets__valid_to=None)
        return own | Q(status="issued") & (held | Q(plan__province__in=self.provinces))

    def targets(self) -> Q:
        """The targets that they may see, of versions that they may see."""
        if self.program or self.everything:
            return Q()
        own_plan = Q(indicator__version__plan__agency_id__in=self.agencies)
        concerned = Q(parent=None) | Q(holder_id__in=self.agencies) | Q(province__in=self.provinces)
        return own_plan | concerned


def scope_of(actor: Actor, *, now: datetime) -> Scope:
    """What the actor may see; at most three statements."""
    if isinstance(actor, System):
        return Scope(frozenset(), frozenset(), True, True)
    found = agencies_of_actor(actor, roles=READERS, now=now)
    steered = {one.province_code for one in found if one.level == "province" and one.kind in STEERING}
    national = any(one.level == "nation" for one in found)
    return Scope(frozenset(one.id for one in found), frozenset(steered), national, False)


def issues_plans(agency: AgencyView) -> bool:
    """Whether it has plans of its own: those of the nation, and People's Committees (art. 7.3a, 86.2b)."""
    return agency.level == "nation" or agency.kind == "peoples_committee"


def steering_ministry(*, on: date) -> UUID | None:
    """The ministry that plans are sent to (art. 7.3d); None where no such agency is known. One statement."""
    ministries = units.agencies_at(level="nation", kinds=["ministry"], on=on)
    return next((one.id for one in ministries if one.name == STEERING_MINISTRY), None)


def sends_on(agency: AgencyView) -> bool:
    """Whether its plans go to the ministry: those of ministries and provinces (art. 7.3d, 7.5d)."""
    return agency.level in ("nation", "province")


def require_planner(actor: Actor, *, agency_id: UUID, now: datetime) -> UUID | None:
    """Who drafts for the agency; None is the program. Raises NoPlansHere, NotThePlanner."""
    if not issues_plans(units.agency(agency_id)):
        raise NoPlansHere
    if isinstance(actor, System):
        return None
    if not isinstance(actor, Person) or not holds_role(actor, agency_id=agency_id, roles=PREPARERS, now=now):
        raise NotThePlanner
    return actor.person_id


def require_approver(actor: Actor, *, agency_id: UUID, now: datetime) -> UUID | None:
    """A leader of the agency or their stand-in; None is the program. Raises NotTheApprover."""
    if isinstance(actor, System):
        return None
    if not isinstance(actor, Person) or not holds_role(actor, agency_id=agency_id, roles=APPROVERS, now=now):
        raise NotTheApprover
    return actor.person_id


def require_reporter(actor: Actor, *, agency_id: UUID, now: datetime) -> UUID | None:
    """Who reports values for the holder; None is the program. Raises NotTheReporter."""
    if isinstance(actor, System):
        return None
    if not isinstance(actor, Person) or not holds_role(actor, agency_id=agency_id, roles=PREPARERS, now=now):
        raise NotTheReporter
    return actor.person_id


def agencies_of_actor(actor: Actor, *, roles: Collection[str], now: datetime) -> list[AgencyView]:
    """Agencies in which the actor holds one of `roles`; at most two statements."""
    if not isinstance(actor, Person):
        return []
    held = {m.agency_id for m in people.memberships(actor.person_id, at=now) if m.role in roles}
    return list(units.agencies(held).values()) if held else []
