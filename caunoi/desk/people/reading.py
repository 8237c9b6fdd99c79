"""From memberships, absences and delegations to lines of a page: a colleague with roles and whether they are here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from caunoi.people import queries as people
from caunoi.people.queries import AbsenceView, DelegationView
from caunoi.people.rules import Role


@dataclass(frozen=True, slots=True)
class Duty:
    """One role of a colleague; `lent_by` names the leader who delegated it, else empty."""

    id: UUID
    role: str
    name: Any
    lent_by: str
    valid_from: datetime
    valid_to: datetime | None


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who serves in the agency now; `absence` when they are away."""

    person_id: UUID
    name: str
    duties: list[Duty]
    absence: AbsenceView | None

    def holds(self, *roles: str) -> bool:
        """Whether one of the roles is their own."""
        return any(duty.role in roles and not duty.lent_by for duty in self.duties)


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody of an agency, by name; who is away or will be; whose role is lent."""

    colleagues: list[Colleague]
    absences: list[AbsenceView]
    delegations: list[DelegationView]

    def choices(self, *, besides: UUID | None = None) -> list[tuple[str, str]]:
        """Everybody (but one) as choices of a form: name and roles."""
        return [
            (str(c.person_id), f"{c.name} ({', '.join(dict.fromkeys(str(d.name) for d in c.duties))})")
            for c in self.colleagues
            if c.person_id != besides
        ]


def staff(agency_id: UUID, *, at: datetime) -> Staff:
    """Everybody of the agency; five statements, however many they are."""
    members = people.members(agency_id, at=at)
    names = people.names({m.person_id for m in members} | {m.delegated_from for m in members if m.delegated_from})
    absences = people.absences(agency_id, at=at)
    away = {a.person_id: a for a in absences if a.now}
    duties: dict[UUID, list[Duty]] = {}
    for m in members:
        lender = names.get(m.delegated_from, "") if m.delegated_from else ""
        duty = Duty(m.id, m.role, people.role_name(m.role), lender, m.valid_from, m.valid_to)
        duties.setdefault(m.person_id, []).append(duty)
    colleagues = [Colleague(i, names.get(i, ""), held, away.get(i)) for i, held in duties.items()]
    return Staff(sorted(colleagues, key=lambda c: c.name.split()[::-1]), absences, people.delegations(agency_id, at=at))


def roles() -> list[tuple[str, Any]]:
    """Every role as a choice."""
    return [(role.value, people.role_name(role)) for role in Role]
