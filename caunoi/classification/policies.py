"""Who may do what, from memberships and delegations in the database at the time of the act."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from caunoi.classification.errors import NobodyToClassify, NotTheClassified, NotTheClassifier, NotTheDecider
from caunoi.core.actor import Actor, Person
from caunoi.core.errors import DomainError
from caunoi.measures.policies import DEPARTMENTS, STEERING, own_unit
from caunoi.people import queries as people
from caunoi.units import queries as units
from caunoi.units.queries import AgencyView

PREPARERS = frozenset({"specialist", "head_of_unit", "leader"})
DECIDERS = frozenset({"leader"})
EXPLAINERS = frozenset({"head_of_unit", "leader"})
READERS = PREPARERS | {"auditor"}


def classified_by(agency: AgencyView, level: str, *, on: date) -> list[AgencyView]:
    """The agencies of a level that stand right below: provinces below a ministry, communes and departments below a
    province's committee. Raises NotTheClassifier, NobodyToClassify."""
    if level == "province":
        if agency.level != "nation":
            raise NotTheClassifier
        found = units.agencies_at(level="province", kinds=("peoples_committee",), on=on)
    else:
        if agency.level != "province" or agency.kind not in STEERING:
            raise NotTheClassifier
        kinds = ("peoples_committee",) if level == "commune" else sorted(DEPARTMENTS)
        below = "commune" if level == "commune" else "province"
        every = units.agencies_at(level=below, kinds=kinds, on=on)
        found = [one for one in every if one.province_code == agency.province_code and one.id != agency.id]
    if not found:
        raise NobodyToClassify
    return found


def key_of(agency: AgencyView) -> str | None:
    """How `measures` names what the agency answers for."""
    owner = own_unit(agency)
    return owner[1] if owner else None


def _require(actor: Actor, agency_id: UUID, roles: Collection[str], now: datetime, error: type[DomainError]) -> UUID:
    if isinstance(actor, Person):
        held = people.memberships(actor.person_id, at=now)
        if any(one.agency_id == agency_id and one.role in roles for one in held):
            return actor.person_id
    raise error


def require_preparer(actor: Actor, *, agency_id: UUID, now: datetime) -> UUID:
    """Who prepares at the classifying agency. Raises NotTheClassifier."""
    return _require(actor, agency_id, PREPARERS, now, NotTheClassifier)


def require_decider(actor: Actor, *, agency_id: UUID, now: datetime) -> UUID:
    """A leader of the classifying agency. Raises NotTheDecider."""
    return _require(actor, agency_id, DECIDERS, now, NotTheDecider)


def require_classified(actor: Actor, *, agency_id: UUID, now: datetime) -> UUID:
    """A head or leader of the classified agency. Raises NotTheClassified."""
    return _require(actor, agency_id, EXPLAINERS, now, NotTheClassified)


def read_in(actor: Actor, *, now: datetime) -> frozenset[UUID]:
    """The agencies for which the actor may read; nothing for citizens."""
    if not isinstance(actor, Person):
        return frozenset()
    return frozenset(m.agency_id for m in people.memberships(actor.person_id, at=now) if m.role in READERS)


def visible_outcomes(actor: Actor, *, now: datetime) -> Q:
    """Results that the actor may open: of a classification of their agency's; of their own agency once sent."""
    mine = read_in(actor, now=now)
    return Q(classing__agency_id__in=mine) | Q(agency_id__in=mine, classing__sent_at__isnull=False)
