"""What those who watch over the work see of what is late. Public. Never an applicant's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class LateAgency:
    """How many dossiers are late in one agency, and by how many days the latest is."""

    agency_id: UUID
    name: str
    late: int
    days: int


@dataclass(frozen=True, slots=True)
class LateOfficer:
    """How many of them one person has; `person_id` is None for what nobody has taken yet."""

    person_id: UUID | None
    name: str
    late: int
    days: int


@dataclass(frozen=True, slots=True)
class LateDossier:
    """One late piece of work. `days` after the due date; `holder_name` and `readable` in one's own agencies only."""

    id: UUID
    code: str
    procedure_name: str
    agency_id: UUID
    agency_name: str
    step_name: str
    role_name: str
    holder_name: str
    due_at: datetime
    days: int
    reminded_today: bool
    may_remind: bool
    readable: bool


@dataclass(frozen=True, slots=True)
class LateView:
    """What is late at one moment. `total` and `agencies` are of everything watched over; `rows` are one page."""

    at: datetime
    total: int
    agencies: list[LateAgency]
    officers: list[LateOfficer]
    rows: list[LateDossier]
    next: str


@dataclass(frozen=True, slots=True)
class Reminding:
    """What a reminder did: codes told of, codes told of earlier today, codes that are not late any more."""

    told: list[str]
    already: list[str]
    not_late: list[str]
