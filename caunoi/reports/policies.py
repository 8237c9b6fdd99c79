"""Who may do what with reports, from memberships and delegations in the database at the time of the act.

The level above: the nation's ministry for provinces and ministries, the province's committee for its departments and
communes.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor, Person
from caunoi.core.errors import NotPermitted
from caunoi.people import queries as people
from caunoi.people.policies import holds_role
from caunoi.people.rules import Role
from caunoi.reports.errors import NotTheOpener
from caunoi.reports.shapes import ReportLevel
from caunoi.units.queries import AgencyView

FILLERS = frozenset({Role.SPECIALIST, Role.HEAD_OF_UNIT, Role.LEADER})
"""They fill reports in, and check those of the agencies below."""
SENDERS = frozenset({Role.HEAD_OF_UNIT, Role.LEADER})
"""They hand a report in: it is signed by who answers for the agency or its part."""
LEADERS = frozenset({Role.LEADER})
"""They open rounds, accept and reopen."""
READERS = FILLERS | {Role.AUDITOR}
DEPARTMENTS = frozenset({"department", "inspectorate", "police"})
"""Agencies of a province that report to its committee."""
COMMITTEE = "peoples_committee"


def level_of(agency: AgencyView) -> ReportLevel | None:
    """As what an agency reports; None when it is asked for nothing."""
    if agency.level == "nation":
        return "ministry"
    if agency.level == "commune":
        return "commune" if agency.kind == COMMITTEE else None
    if agency.kind == COMMITTEE:
        return "province"
    return "department" if agency.kind in DEPARTMENTS else None


def stands_above(opener: AgencyView, agency: AgencyView) -> bool:
    """Whether `opener` is the level above `agency`."""
    level = level_of(agency)
    if level in ("province", "ministry"):
        return opener.level == "nation" and opener.id != agency.id
    committee = opener.level == "province" and opener.kind == COMMITTEE
    return level is not None and committee and opener.province_code == agency.province_code


def person_of(
    actor: Actor, *, agency_id: UUID, roles: Collection[str], now: datetime, error: type[NotPermitted]
) -> UUID:
    """The person who holds one of `roles` in the agency, by membership or delegation. Raises `error`."""
    if not isinstance(actor, Person) or not holds_role(actor, agency_id=agency_id, roles=roles, now=now):
        raise error
    return actor.person_id


def require_opener(actor: Actor, *, agency: AgencyView, now: datetime) -> UUID:
    """A leader of an agency that stands above others. Raises NotTheOpener."""
    if agency.level != "nation" and not (agency.level == "province" and agency.kind == COMMITTEE):
        raise NotTheOpener
    return person_of(actor, agency_id=agency.id, roles=LEADERS, now=now, error=NotTheOpener)


def held(actor: Actor, *, now: datetime) -> dict[UUID, frozenset[str]]:
    """The roles that the actor holds, by agency; two statements."""
    if not isinstance(actor, Person):
        return {}
    found: dict[UUID, set[str]] = {}
    for one in people.memberships(actor.person_id, at=now):
        found.setdefault(one.agency_id, set()).add(one.role)
    return {agency_id: frozenset(roles) for agency_id, roles in found.items()}


def agencies_read(actor: Actor, *, now: datetime) -> set[UUID]:
    """Agencies whose reports the actor reads: as their own, or as those asked for."""
    return {agency_id for agency_id, roles in held(actor, now=now).items() if roles & READERS}
