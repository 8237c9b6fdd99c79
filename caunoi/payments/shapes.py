"""What this room's queries and operations return: frozen; amounts are whole đồng. Public."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

METHODS = ("cash", "transfer", "card", "online")
"""How money comes: `cash`, `transfer`, `card` at a counter; `online` through a service."""
LIVE = ("started", "pending")
"""States of an attempt whose end is not known: an order has at most one such attempt."""


@dataclass(frozen=True, slots=True)
class AttemptView:
    """One try to pay through a service. `state`: started, pending, succeeded, failed, expired."""

    id: UUID
    order_id: UUID
    order_code: str
    subject_code: str
    provider: str
    reference: str
    provider_reference: str
    amount: int
    redirect_url: str
    state: str
    reason: str
    made_at: datetime
    expires_at: datetime
    settled_at: datetime | None
    asked: int

    @property
    def live(self) -> bool:
        """Whether its end is not known yet."""
        return self.state in LIVE


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """Money received. `number_text` is the number as printed, `000012/2026`; `refunded` what was given back of it."""

    id: UUID
    order_id: UUID
    order_code: str
    subject_kind: str
    subject_id: UUID
    subject_code: str
    agency_id: UUID
    year: int
    number: int
    number_text: str
    amount: int
    method: str
    payer_name: str
    cashier_id: UUID | None
    received_at: datetime
    voided_at: datetime | None
    void_reason: str
    provider: str = ""
    refunded: int = 0

    @property
    def voided(self) -> bool:
        """Whether it does not count any more."""
        return self.voided_at is not None


@dataclass(frozen=True, slots=True)
class OrderView:
    """What one subject owes. `amount` None: nobody knows it yet. `state`: open, paid, cancelled, refunded.

    `rest`: what is still to be paid; `excess`: what was paid above that and not given back (all of it when the subject
    could not use the payment).
    """

    id: UUID
    code: str
    subject_kind: str
    subject_id: UUID
    subject_code: str
    payer_id: UUID
    agency_id: UUID
    amount: int | None
    paid: int
    refunded: int
    rest: int | None
    excess: int
    lines: tuple[dict[str, Any], ...]
    state: str
    useless: bool
    made_at: datetime
    paid_at: datetime | None
    attempts: tuple[AttemptView, ...] = ()
    receipts: tuple[ReceiptView, ...] = ()

    @property
    def live(self) -> AttemptView | None:
        """The attempt whose end is not known."""
        return next((one for one in self.attempts if one.live), None)


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """What is printed: the receipt, the order it pays, and the reference at the service (empty at a counter)."""

    receipt: ReceiptView
    order: OrderView
    reference: str


@dataclass(frozen=True, slots=True)
class RefundView:
    """Money given back. `state`: asked, sent (granted, under way), done, refused, failed. `by_cash`: handed out."""

    id: UUID
    receipt: ReceiptView
    reference: str
    amount: int
    reason: str
    state: str
    asked_by: UUID
    asked_at: datetime
    decided_by: UUID | None
    decided_at: datetime | None
    remark: str
    answer: str
    done_at: datetime | None

    @property
    def by_cash(self) -> bool:
        """Whether a cashier hands it out; otherwise the service gives it back by itself."""
        return self.receipt.method != "online"


@dataclass(frozen=True, slots=True)
class NoticeOutcome:
    """What was made of a notification. `taken` says whether the service need not send it again.

    `outcome`: settled, failed, pending, repeated, late (money beside what is due), wrong_signature, malformed,
    unknown_reference, wrong_amount, wrong_currency, id_reused.
    """

    outcome: str
    reference: str = ""
    taken: bool = True


@dataclass(frozen=True, slots=True)
class DayClosing:
    """A day's receipts of an agency. Sums leave voided receipts out; `first` and `last` are numbers as printed."""

    day: date
    receipts: tuple[ReceiptView, ...]
    by_method: dict[str, int]
    total: int
    voided: int
    handed_out: int
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the service's file and ours differ.

    `kind`: missing_here, missing_there, amount, state, currency, repeated. `line` of the file (None: not in it).
    """

    kind: str
    reference: str
    theirs: int | None
    ours: int | None
    line: int | None = None
    their_state: str = ""
    our_state: str = ""
    subject_code: str = ""


@dataclass(frozen=True, slots=True)
class ReconciliationView:
    """A day of a service compared with ours: its file, what agreed, each difference."""

    id: UUID
    provider: str
    agency_id: UUID
    day: date
    sha256: str
    lines: int
    agreed: int
    amount_theirs: int
    amount_ours: int
    differences: tuple[Difference, ...]
    made_by: UUID | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class BankAccountView:
    """Where an agency is paid by transfer."""

    bank_bin: str
    number: str
    holder: str


@dataclass(frozen=True, slots=True)
class TransferCode:
    """What a payer needs for a transfer: the VietQR text, the account, how much, what to write."""

    payload: str
    account: BankAccountView
    amount: int
    purpose: str


@dataclass(frozen=True, slots=True)
class Paid:
    """What the handler of the room above is told. `amount`: the whole fee; `receipt`: the last receipt's number."""

    subject_id: UUID
    order_id: UUID
    amount: int
    method: str
    receipt: str
    parts: tuple[str, ...] = field(default=())
