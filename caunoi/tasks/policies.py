"""Who may do what with tasks, from memberships and delegations in the database at the time of the act."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from caunoi.core.actor import Actor, Person, System
from caunoi.people import queries as people
from caunoi.tasks.errors import NotAnOfficer, NotTheAssigner, NotTheHolder, NotTheIssuer, NotYourTasks
from caunoi.tasks.models import Task, TaskAgency
from caunoi.tasks.rules.holding import STEERING, stands_above
from caunoi.units import queries as units
from caunoi.units.queries import AgencyView

PREPARERS = frozenset({"specialist", "head_of_unit", "leader"})
"""They assign what was issued, report progress and hand in."""
MANAGERS = frozenset({"head_of_unit", "leader"})
"""They say who in their agency is responsible."""
LEADERS = frozenset({"leader"})
"""They verify, return, change deadlines and cancel; a delegate holds the role, too."""
READERS = PREPARERS | {"clerk", "auditor", "centre_manager"}


@dataclass(frozen=True, slots=True)
class Standing:
    """What the actor is at one moment: roles by agency, colleagues they stand in for. `everywhere`: the program."""

    person_id: UUID | None = None
    roles: dict[UUID, frozenset[str]] = field(default_factory=dict)
    everywhere: bool = False

    def holds(self, agency_id: UUID, roles: Collection[str]) -> bool:
        """Whether they hold one of the roles in the agency."""
        return self.everywhere or not self.roles.get(agency_id, frozenset()).isdisjoint(roles)

    def agencies(self, roles: Collection[str]) -> set[UUID]:
        """The agencies in which they hold one of the roles."""
        return {agency_id for agency_id, held in self.roles.items() if not held.isdisjoint(roles)}


def standing(actor: Actor, *, now: datetime) -> Standing:
    """The actor's standing at `now`; two statements at most."""
    if isinstance(actor, System):
        return Standing(everywhere=True)
    if not isinstance(actor, Person):
        return Standing()
    held: dict[UUID, set[str]] = {}
    for one in people.memberships(actor.person_id, at=now):
        held.setdefault(one.agency_id, set()).add(one.role)
    return Standing(actor.person_id, {agency: frozenset(roles) for agency, roles in held.items()})


def require_assigner(actor: Actor, *, issuer_id: UUID | None, default: UUID, now: datetime) -> UUID:
    """The agency that assigns: `issuer_id`, else the actor's own (of the program: `default`). Raises NotTheAssigner."""
    who = standing(actor, now=now)
    found = issuer_id or getattr(actor, "agency_id", None) or (default if who.everywhere else None)
    if not isinstance(found, UUID) or not who.holds(found, PREPARERS):
        raise NotTheAssigner
    return found


def require_preparer_of_issuer(who: Standing, task: Task) -> None:
    """Raises NotTheAssigner."""
    if not who.holds(task.issuer_id, PREPARERS):
        raise NotTheAssigner


def require_leader_of_issuer(who: Standing, task: Task) -> None:
    """Raises NotTheIssuer."""
    if not who.holds(task.issuer_id, LEADERS):
        raise NotTheIssuer


def is_holder(who: Standing, task: Task, *, now: datetime) -> bool:
    """Who prepares in the lead agency, who is responsible and serves there, and who stands in for them."""
    if who.holds(task.lead_agency_id, PREPARERS):
        return True
    if who.person_id is None or task.lead_agency_id not in who.roles:
        return False
    away = people.stands_in_for(who.person_id, agency_id=task.lead_agency_id, at=now)
    return task.person_id == who.person_id or task.person_id in away


def require_holder(who: Standing, task: Task, *, now: datetime) -> None:
    """Raises NotTheHolder."""
    if not is_holder(who, task, now=now):
        raise NotTheHolder


def coordinates_for(who: Standing, task: Task) -> UUID | None:
    """The coordinating agency in which the actor prepares, if any; one statement."""
    held = who.agencies(PREPARERS)
    parts = TaskAgency.objects.filter(task=task, side="coordinating", valid_to=None, agency_id__in=held)
    return parts.order_by("id").values_list("agency_id", flat=True).first() if held else None


def require_officer(actor: Actor, *, now: datetime) -> UUID:
    """The person, who serves in some agency. Raises NotAnOfficer."""
    who = standing(actor, now=now)
    if who.person_id is None or not who.roles:
        raise NotAnOfficer
    return who.person_id


def require_reader_of(agency_id: UUID, actor: Actor, *, now: datetime) -> Standing:
    """Who serves in the agency, or reads in one that stands above it. Raises NotYourTasks.

    What they see there is what `visible` says: whoever is no reader sees the tasks that they answer for themselves.
    """
    who = standing(actor, now=now)
    if who.everywhere or agency_id in who.roles:
        return who
    held = who.agencies(READERS)
    found = units.agencies({agency_id, *held}) if held else {}
    lower = found.get(agency_id)
    if lower is None or not any(stands_above(found[one], lower) for one in held if one in found):
        raise NotYourTasks
    return who


def visible(who: Standing) -> Q:
    """The tasks that somebody may see: their agencies' in whatever part, their provinces', and their own."""
    if who.everywhere:
        return Q()
    held = who.agencies(READERS)
    takes_part = TaskAgency.objects.filter(task=OuterRef("pk"), agency_id__in=held)
    seen = Q(issuer_id__in=held) | Q(Exists(takes_part))
    provinces, communes = _below(held)
    if provinces or communes:
        seen |= Q(province__in=provinces) | Q(unit_id__in=communes)
    if who.person_id is not None:
        seen |= Q(person_id=who.person_id, lead_agency_id__in=set(who.roles))
    return seen


def _below(held: Collection[UUID]) -> tuple[set[str], set[UUID]]:
    """Provinces and communes (by version) for which one of the agencies answers as a whole."""
    found: list[AgencyView] = list(units.agencies(held).values()) if held else []
    steering = [one for one in found if one.kind in STEERING]
    provinces = {one.province_code for one in steering if one.level == "province" and one.province_code}
    return provinces, {one.unit_id for one in steering if one.level == "commune" and one.unit_id is not None}
