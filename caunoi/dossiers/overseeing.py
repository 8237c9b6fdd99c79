"""Whose work an actor watches over: as head, leader, manager or auditor of agencies; as leader of a province.

Private to the room.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.dossiers.errors import NotOverseer
from caunoi.dossiers.policies import standing
from caunoi.units import queries as units

REMINDERS = frozenset({"head_of_unit", "leader", "centre_manager"})
WATCHERS = REMINDERS | {"auditor"}
_PROVINCE = frozenset({"peoples_committee", "office"})
_KINDS = ("peoples_committee", "office", "division", "police", "service_centre", "department", "land_registry")


@dataclass(frozen=True, slots=True)
class Oversight:
    """The agencies watched over, with their names; `own`: those in which the actor serves (there they see who)."""

    agencies: dict[UUID, str]
    own: frozenset[UUID]
    may_remind: frozenset[UUID]


def oversight(actor: Actor, *, now: datetime) -> Oversight:
    """At most five statements, in proportion to a province at most. Raises NotOverseer."""
    who = standing(actor, now=now)
    own = {agency for agency, role in who.held if role in WATCHERS}
    if not own:
        raise NotOverseer
    views = units.agencies(own)
    names = {a.id: a.name for a in views.values()}
    reminding = {agency for agency, role in who.held if role in REMINDERS}
    for province in {
        a.province_code for a in views.values() if _leads_province(a, [r for i, r in who.held if i == a.id])
    }:
        below = _agencies_of_province(province, now)
        names |= below
        reminding |= set(below)
    return Oversight(names, frozenset(own), frozenset(reminding))


def _leads_province(agency: units.AgencyView, roles: list[str]) -> bool:
    return agency.level == "province" and agency.kind in _PROVINCE and "leader" in roles


def _agencies_of_province(code: str, now: datetime) -> dict[UUID, str]:
    on = local_date(now)
    province = units.unit_at(code, on=on, level="province")
    communes = units.units_at(on=on, level="commune", parent_code=code)
    found = units.agencies_of_units([province.id, *(c.id for c in communes)], on=on, kinds=_KINDS)
    return {agency.id: agency.name for of in found.values() for agency in of}
