"""Who may do what, from memberships and delegations in the database at the time of the act."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from caunoi.core.actor import Actor, Person
from caunoi.core.errors import DomainError
from caunoi.people import queries as people
from caunoi.rollouts.errors import NotAtThisPlace, NotTheDecider, NotTheOwner, NotTheSwitch, NotYourAgency
from caunoi.rollouts.models import Place, Step
from caunoi.units import queries as units

PREPARERS = frozenset({"specialist", "head_of_unit", "leader"})
"""They design pilots, record results and checklist items."""
SWITCHERS = frozenset({"head_of_unit", "leader"})
"""They take a ready place live, pause and resume it."""
DECIDERS = frozenset({"leader"})
READERS = PREPARERS | {"auditor"}


def _require(
    actor: Actor, agencies: Collection[UUID], roles: Collection[str], now: datetime, error: type[DomainError]
) -> UUID:
    if isinstance(actor, Person):
        held = people.memberships(actor.person_id, at=now)
        if any(one.agency_id in agencies and one.role in roles for one in held):
            return actor.person_id
    raise error


def require_owner(actor: Actor, *, agency_id: UUID, now: datetime) -> UUID:
    """Who prepares at the leading agency. Raises NotTheOwner."""
    return _require(actor, [agency_id], PREPARERS, now, NotTheOwner)


def require_decider(actor: Actor, *, agency_id: UUID, now: datetime) -> UUID:
    """A leader of the leading agency. Raises NotTheDecider."""
    return _require(actor, [agency_id], DECIDERS, now, NotTheDecider)


def require_pilot(actor: Actor, *, agencies: Collection[UUID], now: datetime) -> UUID:
    """Who records at the pilot's place or at the leading agency. Raises NotAtThisPlace."""
    return _require(actor, agencies, PREPARERS, now, NotAtThisPlace)


def require_switch(actor: Actor, *, agencies: Collection[UUID], now: datetime) -> UUID:
    """A head or leader of the place or of the leading agency. Raises NotTheSwitch."""
    return _require(actor, agencies, SWITCHERS, now, NotTheSwitch)


def require_reader(actor: Actor, *, agency_id: UUID, now: datetime) -> UUID:
    """Who serves in the agency. Raises NotYourAgency."""
    return _require(actor, [agency_id], READERS, now, NotYourAgency)


def leads(actor: Actor, *, agencies: Collection[UUID], now: datetime) -> bool:
    """Whether the actor is a leader of one of the agencies, or stands in for one by delegation."""
    if not isinstance(actor, Person):
        return False
    held = people.memberships(actor.person_id, at=now)
    return any(one.agency_id in agencies and one.role in DECIDERS for one in held)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose eyes: agencies served, whether one is a ministry, and the provinces whose committee is served."""

    agencies: frozenset[UUID]
    nation: bool
    provinces: frozenset[str]

    @property
    def rollouts(self) -> Q:
        """The roll-outs that may be seen: one's own; what has begun, when one's agency is in it or stands above."""
        begun = Exists(Step.objects.filter(rollout=OuterRef("pk")).exclude(stage="draft"))
        places = Q(agency_id__in=self.agencies) | Q(province__in=self.provinces)
        inside = Exists(Place.objects.filter(places, rollout=OuterRef("pk")))
        concerned = Q(pilot_agency_id__in=self.agencies) | Q(inside)
        return Q(agency_id__in=self.agencies) | (Q(begun) & (Q() if self.nation else concerned))

    @property
    def places(self) -> Q:
        """The places that may be opened of a roll-out that may be seen, for who does not lead it."""
        return Q() if self.nation else Q(agency_id__in=self.agencies) | Q(province__in=self.provinces)


def scope(actor: Actor, *, now: datetime) -> Scope:
    """What the actor may see; two statements. Nothing for citizens and the program itself."""
    if not isinstance(actor, Person):
        return Scope(frozenset(), False, frozenset())
    held = {m.agency_id for m in people.memberships(actor.person_id, at=now) if m.role in READERS}
    found = units.agencies(held).values() if held else []
    provinces = {one.province_code for one in found if one.level == "province" and one.kind == "peoples_committee"}
    return Scope(frozenset(held), any(one.level == "nation" for one in found), frozenset(provinces))
