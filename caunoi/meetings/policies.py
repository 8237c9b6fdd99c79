"""Who may do what, from memberships and delegations in the database at the time of the act."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from caunoi.core.actor import Actor, Person
from caunoi.core.errors import DomainError
from caunoi.meetings.errors import NotTheChair, NotThePoint, NotThePreparer, NotYourMeetings
from caunoi.meetings.models import Point
from caunoi.people import queries as people

PREPARERS = frozenset({"specialist", "head_of_unit", "leader"})
"""They prepare a meeting at its host, and reply, join and ask at a point."""
CHAIRS = frozenset({"leader"})
READERS = PREPARERS | {"auditor", "clerk"}


@dataclass(frozen=True, slots=True)
class Standing:
    """The roles of a person by agency, delegated ones included."""

    person_id: UUID | None
    roles: dict[UUID, frozenset[str]]

    def holds(self, agency_id: UUID | None, roles: Collection[str]) -> bool:
        """Whether one of the roles is held in the agency."""
        return agency_id is not None and not self.roles.get(agency_id, frozenset()).isdisjoint(roles)

    def agencies(self, roles: Collection[str]) -> frozenset[UUID]:
        """Where one of the roles is held."""
        return frozenset(agency for agency, held in self.roles.items() if not held.isdisjoint(roles))

    @property
    def visible(self) -> Q:
        """The meetings that may be seen: one's own agency's; those to which it was invited."""
        readers = self.agencies(READERS)
        invited = Exists(Point.objects.filter(meeting=OuterRef("pk"), agency_id__in=readers))
        return Q(agency_id__in=readers) | (~Q(state="draft") & Q(invited))


def standing(actor: Actor, *, now: datetime) -> Standing:
    """What the actor holds; two statements. Nothing for citizens, machines and the program itself."""
    if not isinstance(actor, Person):
        return Standing(None, {})
    held: dict[UUID, set[str]] = {}
    for one in people.memberships(actor.person_id, at=now):
        held.setdefault(one.agency_id, set()).add(str(one.role))
    return Standing(actor.person_id, {agency: frozenset(roles) for agency, roles in held.items()})


def _require(
    actor: Actor, agency_id: UUID | None, roles: Collection[str], now: datetime, error: type[DomainError]
) -> UUID:
    who = standing(actor, now=now)
    if who.person_id is None or not who.holds(agency_id, roles):
        raise error
    return who.person_id


def require_preparer(actor: Actor, *, agency_id: UUID, now: datetime) -> UUID:
    """A specialist, head or leader of the host. Raises NotThePreparer."""
    return _require(actor, agency_id, PREPARERS, now, NotThePreparer)


def require_chair(actor: Actor, *, agency_id: UUID, now: datetime) -> UUID:
    """A leader of the host, or who acts for one by delegation. Raises NotTheChair."""
    return _require(actor, agency_id, CHAIRS, now, NotTheChair)


def require_point(actor: Actor, *, point: Point, host_id: UUID, now: datetime) -> UUID:
    """Who speaks for a point: officers of its agency; for guests without an agency, those of the host.

    Raises NotThePoint.
    """
    return _require(actor, point.agency_id or host_id, PREPARERS, now, NotThePoint)


def require_reader(actor: Actor, *, agency_id: UUID, now: datetime) -> UUID:
    """Who serves in the agency. Raises NotYourMeetings."""
    return _require(actor, agency_id, READERS, now, NotYourMeetings)
