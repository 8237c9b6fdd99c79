"""Filed, received, forwarded, given to somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from caunoi.dossiers.events.base import Clocked, DossierEvent


@dataclass(frozen=True, kw_only=True)
class Submitted(DossierEvent):
    """Filed by the applicant, or for them (`role`, `assisted`); `due_on` is provisional until it is received.

    `non_territorial`: received elsewhere than it is decided. `reused`: components not handed in twice. `fee` in đồng
    after `relief`, None while not known; `owes`: something is to be paid, known or not.
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
    owes: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Accepted(Clocked):
    """Received at the counter: status 2, the clock runs. `online_service`: the procedure can be filed online."""

    kind: ClassVar[str] = "dossier.accepted"

    components: int
    digitised: int
    online_service: bool | None = None


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
class Reassigned(DossierEvent):
    """What waited for one officer waits for a colleague."""

    kind: ClassVar[str] = "dossier.reassigned"

    assignee: UUID
    from_person: UUID


@dataclass(frozen=True, kw_only=True)
class Transferred(DossierEvent):
    """Another agency decides from now on (art. 18.3)."""

    kind: ClassVar[str] = "dossier.transferred"

    from_agency: UUID
    to_agency: UUID
