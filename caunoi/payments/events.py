"""What this room writes to the journal, on the order's chain: numbers, codes and amounts, never a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from caunoi.core.journal import Event


@dataclass(frozen=True, kw_only=True)
class PaymentEvent(Event):
    """What every entry says: the order's code, what it is about, who is paid."""

    subject_kind: ClassVar[str] = "payment"

    order: str
    about_kind: str
    about_id: UUID
    about_code: str
    agency: UUID


@dataclass(frozen=True, kw_only=True)
class OrderOpened(PaymentEvent):
    """Something is owed; `amount` None while nobody knows it."""

    kind: ClassVar[str] = "payment.opened"

    amount: int | None


@dataclass(frozen=True, kw_only=True)
class OrderCancelled(PaymentEvent):
    """It is not owed any more."""

    kind: ClassVar[str] = "payment.cancelled"


@dataclass(frozen=True, kw_only=True)
class AttemptBegun(PaymentEvent):
    """The payer was sent to a service."""

    kind: ClassVar[str] = "payment.begun"

    provider: str
    reference: str
    amount: int


@dataclass(frozen=True, kw_only=True)
class AttemptEnded(PaymentEvent):
    """An attempt ended without money: `state` is failed or expired."""

    kind: ClassVar[str] = "payment.attempt_ended"

    provider: str
    reference: str
    state: str


@dataclass(frozen=True, kw_only=True)
class MoneyReceived(PaymentEvent):
    """A receipt was given. `rest`: still due afterwards; `excess`: received above what was due."""

    kind: ClassVar[str] = "payment.received"

    amount: int
    method: str
    receipt: str
    provider: str
    rest: int
    excess: int


@dataclass(frozen=True, kw_only=True)
class ReceiptVoided(PaymentEvent):
    """A receipt of the same day was taken back."""

    kind: ClassVar[str] = "payment.receipt_voided"

    amount: int
    receipt: str


@dataclass(frozen=True, kw_only=True)
class RefundAsked(PaymentEvent):
    """An officer proposed to give money back."""

    kind: ClassVar[str] = "payment.refund_asked"

    amount: int
    reference: str
    receipt: str


@dataclass(frozen=True, kw_only=True)
class RefundDecided(PaymentEvent):
    """Another officer granted or refused it."""

    kind: ClassVar[str] = "payment.refund_decided"

    amount: int
    reference: str
    granted: bool


@dataclass(frozen=True, kw_only=True)
class RefundEnded(PaymentEvent):
    """The money was given back (`done`), or the service did not do it."""

    kind: ClassVar[str] = "payment.refund_ended"

    amount: int
    reference: str
    done: bool


@dataclass(frozen=True, kw_only=True)
class Reconciled(Event):
    """A day of a service was compared with ours."""

    kind: ClassVar[str] = "payment.reconciled"
    subject_kind: ClassVar[str] = "reconciliation"

    provider: str
    agency: UUID
    day: date
    lines: int
    agreed: int
    differences: int
    amount_theirs: int
    amount_ours: int
