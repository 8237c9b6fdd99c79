"""Who may do what with figures, from memberships and delegations in the database at the time of the act.

Figures themselves are for everyone. Typing one in, verifying it, publishing a snapshot and opening the dossiers behind
a figure are not.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor, Person
from caunoi.measures.errors import NotThePublisher, NotTheVerifier, NotYourFigures, NotYours
from caunoi.people import queries as people
from caunoi.people.policies import holds_role
from caunoi.units import queries as units
from caunoi.units.queries import AgencyView

PROPOSERS = frozenset({"head_of_unit", "leader"})
"""They answer for what their unit types in."""
VERIFIERS = frozenset({"leader", "centre_manager", "catalogue_manager"})
"""They verify, approve and publish for an agency above; control of procedures is the catalogue manager's office."""
APPROVERS = frozenset({"leader"})
READERS = frozenset({"counter_officer", "specialist", "head_of_unit", "leader", "clerk", "centre_manager", "auditor"})
"""Roles that see an agency's dossiers (as `dossiers` says); catalogue managers verify figures from them."""
STEERING = frozenset({"peoples_committee", "office"})
"""Agencies that answer for a province as a whole."""
DEPARTMENTS = frozenset({"department", "inspectorate", "police"})
"""Agencies of a province that are ranked as its departments."""


def own_unit(agency: AgencyView) -> tuple[str, str] | None:
    """The (level, key) that the agency's officers answer for; None when it is ranked nowhere."""
    if agency.level == "commune" and agency.unit_id is not None:
        return "commune", str(agency.unit_id)
    if agency.level == "province" and agency.kind in STEERING:
        return "province", agency.province_code
    if agency.level == "province" and agency.kind in DEPARTMENTS:
        return "department", str(agency.id)
    return None


def verifies(agency: AgencyView, *, level: str, province: str) -> bool:
    """Whether the agency stands right above: the province for communes and departments, the nation for provinces."""
    if level == "province":
        return agency.level == "nation"
    return agency.level == "province" and agency.kind in STEERING and agency.province_code == province


def require_proposer(actor: Actor, *, agency: AgencyView, now: datetime) -> UUID:
    """A head or leader of the agency. Raises NotYourFigures."""
    if not isinstance(actor, Person) or not holds_role(actor, agency_id=agency.id, roles=PROPOSERS, now=now):
        raise NotYourFigures
    return actor.person_id


def require_verifier(
    actor: Actor, *, level: str, province: str, now: datetime, roles: Collection[str] = VERIFIERS
) -> tuple[UUID, AgencyView]:
    """The person and the agency above in which they hold one of `roles`. Raises NotTheVerifier."""
    for agency in agencies_of_actor(actor, roles=roles, now=now):
        if verifies(agency, level=level, province=province) and isinstance(actor, Person):
            return actor.person_id, agency
    raise NotTheVerifier


def require_publisher(actor: Actor, *, province: str, now: datetime) -> tuple[UUID, AgencyView]:
    """Who freezes an index: for one province its committee or office, for the country a ministry.

    Raises NotThePublisher.
    """
    for agency in agencies_of_actor(actor, roles=VERIFIERS, now=now):
        above = agency.level == "nation" or (province and verifies(agency, level="commune", province=province))
        if above and isinstance(actor, Person):
            return actor.person_id, agency
    raise NotThePublisher


def require_reader_of_unit(actor: Actor, *, level: str, key: str, now: datetime) -> None:
    """An officer of the unit, of its province's steering agencies, or of a ministry. Raises NotYours."""
    found = agencies_of_actor(actor, roles=READERS | VERIFIERS, now=now)
    if any(one.level == "nation" or own_unit(one) == (level, key) for one in found):
        return
    provinces = {one.province_code for one in found if one.level == "province" and one.kind in STEERING}
    if level == "province" or not provinces or _province_of(level, key) not in provinces:
        raise NotYours


def _province_of(level: str, key: str) -> str | None:
    try:
        identifier = UUID(key)
    except ValueError:
        return None
    if level == "department":
        agency = units.agencies([identifier]).get(identifier)
        return agency.province_code if agency else None
    unit = units.units([identifier]).get(identifier)
    return unit.province_code if unit else None


def agencies_of_actor(actor: Actor, *, roles: Collection[str], now: datetime) -> list[AgencyView]:
    """Agencies in which the actor holds one of `roles`, the one they act for first; at most three statements."""
    if not isinstance(actor, Person):
        return []
    held = {m.agency_id for m in people.memberships(actor.person_id, at=now) if m.role in roles}
    found = units.agencies(held).values() if held else []
    return sorted(found, key=lambda agency: (agency.id != actor.agency_id, agency.code))
