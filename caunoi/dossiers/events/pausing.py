"""The limit stands still, counts again, is extended, runs out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from caunoi.dossiers.events.base import DossierEvent


@dataclass(frozen=True, kw_only=True)
class Paused(DossierEvent):
    """The limit stops counting; `due_on` is the deadline that was in force. Dates are None before receipt.

    `clock_ran` is false when it was paused already (a supplement that became a stop).
    """

    received_on: date | None
    due_on: date | None
    clock_ran: bool


@dataclass(frozen=True, kw_only=True)
class Unpaused(DossierEvent):
    """The limit counts again; `due_on` is the deadline from now on, `paused_hours` the office hours that passed."""

    received_on: date | None
    due_on: date | None
    paused_hours: Decimal
    restarted: bool


@dataclass(frozen=True, kw_only=True)
class SupplementRequested(Paused):
    """Asked to complete it. `notice_in_time`: within the law's working days (art. 19.4); `again`: not the first."""

    kind: ClassVar[str] = "dossier.supplement_requested"

    items: int
    answer_by: date
    notice_in_time: bool
    again: bool


@dataclass(frozen=True, kw_only=True)
class SupplementAnswered(Unpaused):
    """The applicant answered completely."""

    kind: ClassVar[str] = "dossier.supplement_answered"


@dataclass(frozen=True, kw_only=True)
class Stopped(Paused):
    """Settlement stands still. `cause`: `decided` by an officer, or `supplement_expired`."""

    kind: ClassVar[str] = "dossier.stopped"

    cause: str


@dataclass(frozen=True, kw_only=True)
class Resumed(Unpaused):
    """A stop ended."""

    kind: ClassVar[str] = "dossier.resumed"


@dataclass(frozen=True, kw_only=True)
class Extended(DossierEvent):
    """Apology and new date (art. 19.9); `days_before`: calendar days between the apology and the old date."""

    kind: ClassVar[str] = "dossier.extended"

    received_on: date
    old_due_on: date
    due_on: date
    days_before: int


@dataclass(frozen=True, kw_only=True)
class DueSoon(DossierEvent):
    """Three quarters of the limit have passed; `assignee`: whose it is now, if anybody's."""

    kind: ClassVar[str] = "dossier.due_soon"

    due_on: date
    assignee: UUID | None


@dataclass(frozen=True, kw_only=True)
class Overdue(DossierEvent):
    """The limit passed and it is not settled."""

    kind: ClassVar[str] = "dossier.overdue"

    due_on: date


@dataclass(frozen=True, kw_only=True)
class Reminded(DossierEvent):
    """Somebody who watches over the work reminded those who have it (`whom`) that it is late."""

    kind: ClassVar[str] = "dossier.reminded"

    due_on: date
    days_late: int
    whom: list[UUID]
