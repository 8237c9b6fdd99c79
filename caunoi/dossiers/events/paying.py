"""Fees: asked for, paid, due again, given back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from caunoi.dossiers.events.base import DossierEvent
from caunoi.dossiers.events.pausing import Paused, Unpaused


@dataclass(frozen=True, kw_only=True)
class PaymentRequested(Paused):
    """The applicant is asked to pay; `amount` in đồng. `first`: no fee was due before; `filed_on`: day of filing."""

    kind: ClassVar[str] = "dossier.payment_requested"

    amount: int
    first: bool | None = None
    filed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Paid(Unpaused):
    """Paid what was asked for beside the filing; the limit counts again. `first`: nothing was paid before."""

    kind: ClassVar[str] = "dossier.paid"

    amount: int
    method: str
    first: bool | None = None
    filed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class FeeRecorded(DossierEvent):
    """A fee due at filing was paid; no clock was stopped for it. `first`: nothing was paid before."""

    kind: ClassVar[str] = "dossier.fee_recorded"

    amount: int
    method: str
    first: bool | None = None
    filed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class FeeDueAgain(DossierEvent):
    """A receipt of the same day was taken back: the fee is due again; what was settled meanwhile stays."""

    kind: ClassVar[str] = "dossier.fee_due_again"

    amount: int


@dataclass(frozen=True, kw_only=True)
class FeeReturned(DossierEvent):
    """Everything paid was given back."""

    kind: ClassVar[str] = "dossier.fee_returned"

    amount: int
