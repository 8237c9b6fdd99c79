"""What this room writes to the journal: codes, numbers and dates, with every dimension that a measure needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from caunoi.core.journal import Event


@dataclass(frozen=True, kw_only=True)
class DossierEvent(Event):
    """What every entry says: which dossier, procedure, case, channel and agencies, and in what role it was done."""

    subject_kind: ClassVar[str] = "dossier"

    code: str
    procedure: str
    case: str
    channel: str
    receiving_agency: UUID
    competent_agency: UUID
    role: str


@dataclass(frozen=True, kw_only=True)
class Submitted(DossierEvent):
    """Filed by the applicant, or for them (`role`, `assisted`); `due_on` is provisional until it is received.

    `non_territorial`: received elsewhere than it is decided. `reused`: components not handed in twice. `fee` in đồng
    after `relief`, None while not known.
    """

    kind: ClassVar[str] = "dossier.submitted"

    due_on: date
    components: int
    digitised: int
    reused: int = 0
    non_territorial: bool = False
    assisted: bool = False
    support_agency: UUID | None = None
    linked: bool = False
    fee: int | None = None
    relief: str = ""


@dataclass(frozen=True, kw_only=True)
class Clocked(DossierEvent):
    """An entry that settlement is counted by: the limit applied, the dates of receipt and of the end of the limit."""

    received_on: date
    due_on: date
    limit_value: Decimal
    limit_unit: str


@dataclass(frozen=True, kw_only=True)
class Accepted(Clocked):
    """Received at the counter: status 2, the clock runs."""

    kind: ClassVar[str] = "dossier.accepted"

    components: int
    digitised: int


@dataclass(frozen=True, kw_only=True)
class Forwarded(DossierEvent):
    """Handed to the competent agency; `by` is the latest moment that the law allows."""

    kind: ClassVar[str] = "dossier.forwarded"

    by: datetime


@dataclass(frozen=True, kw_only=True)
class Assigned(DossierEvent):
    """The specialist who examines was named."""

    kind: ClassVar[str] = "dossier.assigned"

    assignee: UUID


@dataclass(frozen=True, kw_only=True)
class Examined(DossierEvent):
    """Examined, and a drafted result put before the leader."""

    kind: ClassVar[str] = "dossier.examined"


@dataclass(frozen=True, kw_only=True)
class ReturnedToSpecialist(DossierEvent):
    """The leader did not sign."""

    kind: ClassVar[str] = "dossier.returned_to_specialist"


@dataclass(frozen=True, kw_only=True)
class Signed(Clocked):
    """The result was signed: settled. `digital_result`: it is a signed electronic record."""

    kind: ClassVar[str] = "dossier.signed"

    finished_on: date
    on_time: bool
    digital_result: bool


@dataclass(frozen=True, kw_only=True)
class HandedOver(DossierEvent):
    """The applicant has the result."""

    kind: ClassVar[str] = "dossier.handed_over"

    returned_on: date


@dataclass(frozen=True, kw_only=True)
class Refused(DossierEvent):
    """Not received at the counter (dates are None), or refused after examination, which settles it."""

    kind: ClassVar[str] = "dossier.refused"

    after_receipt: bool
    received_on: date | None
    due_on: date | None
    finished_on: date
    on_time: bool | None
