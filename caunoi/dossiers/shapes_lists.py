"""What the lists beside the queue show: the store, looks, the wall of deadlines. Public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from caunoi.dossiers.shapes import DossierRow


@dataclass(frozen=True, slots=True)
class StoredResult:
    """A record in the citizen's electronic store. `status` is `valid`, `replaced` or `revoked`."""

    id: UUID
    title: str
    number: str
    status: str
    status_name: str
    status_reason: str
    agency_name: str
    procedure_name: str
    dossier_id: UUID
    dossier_code: str
    signed_at: datetime
    file_id: UUID


@dataclass(frozen=True, slots=True)
class StoredPaper:
    """A paper that the citizen handed in with a filed dossier."""

    id: UUID
    title: str
    file_id: UUID
    file_name: str
    on: date
    procedure_name: str
    dossier_id: UUID
    dossier_code: str


@dataclass(frozen=True, slots=True)
class RecordStatus:
    """What anybody who holds the very file may know of a signed record: whether it still stands."""

    status: str
    status_name: str
    number: str
    agency_name: str
    dossier_code: str
    signed_at: datetime | None
    status_at: datetime | None


@dataclass(frozen=True, slots=True)
class LookView:
    """Somebody opened the dossier: when (the hour's first time), who, in what capacity, and what."""

    at: datetime
    officer_name: str
    role_name: str
    agency_name: str
    what: str
    what_name: str


@dataclass(frozen=True, slots=True)
class WallDay:
    """How many open dossiers fall due on a day."""

    on: date
    count: int


@dataclass(frozen=True, slots=True)
class Load:
    """How much one person has open among the agency's dossiers."""

    person_id: UUID
    name: str
    open: int
    late: int
    due_today: int


@dataclass(frozen=True, slots=True)
class WallView:
    """The deadlines of everything that an agency received or decides, at one moment.

    `days` are the days ahead on which something falls due; `urgent` the rows with the nearest dates, late ones first;
    `held` waits for applicants or is stopped; `to_return` is settled and waits to be fetched.
    """

    at: datetime
    late: int
    due_today: int
    running: int
    held: int
    to_return: int
    days: list[WallDay]
    urgent: list[DossierRow]
    loads: list[Load]
