"""Signed, handed over, refused, withdrawn, rated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from caunoi.dossiers.events.base import Clocked, DossierEvent


@dataclass(frozen=True, kw_only=True)
class Signed(Clocked):
    """The result was signed: settled. `digital_result`: it is a signed electronic record.

    `components`, of which there are `digitised` (not on paper only) and `reused` (not handed in twice).
    """

    kind: ClassVar[str] = "dossier.signed"

    finished_on: date
    on_time: bool
    digital_result: bool
    components: int | None = None
    digitised: int | None = None
    reused: int | None = None


@dataclass(frozen=True, kw_only=True)
class HandedOver(DossierEvent):
    """The applicant has the result; `way`: `counter`, `online` or `post`."""

    kind: ClassVar[str] = "dossier.handed_over"

    returned_on: date
    way: str


@dataclass(frozen=True, kw_only=True)
class Ended(DossierEvent):
    """It ended without a result. `after_receipt`: it had been received, so it counts as settled; else no dates.

    `clock_ran`: the limit counted until now; when it did not (paused), the end of the clock is told by what paused it.
    """

    after_receipt: bool
    received_on: date | None
    due_on: date | None
    finished_on: date
    on_time: bool | None
    clock_ran: bool


@dataclass(frozen=True, kw_only=True)
class Refused(Ended):
    """Not received at the counter, or refused after examination, which settles it."""

    kind: ClassVar[str] = "dossier.refused"


@dataclass(frozen=True, kw_only=True)
class Withdrawn(Ended):
    """The applicant took it back: settled without a result, never late."""

    kind: ClassVar[str] = "dossier.withdrawn"


@dataclass(frozen=True, kw_only=True)
class Rated(DossierEvent):
    """The applicant's scores by indicator; those not scored are None (Circular 01/2018/TT-VPCP art. 13).

    `satisfied`: no indicator was scored 0.
    """

    kind: ClassVar[str] = "dossier.rated"

    scores: dict[int, int]
    specialist: UUID | None
    satisfied: bool | None = None
