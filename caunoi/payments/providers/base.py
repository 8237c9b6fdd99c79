"""What a payment service must be able to do. A new one is a class with these members, named in a setting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from django.utils.functional import Promise

CURRENCY = "VND"
STATES = ("pending", "succeeded", "failed", "expired", "unknown")


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a service. The same `reference` twice is one payment, whatever happened in between."""

    reference: str
    amount: int
    merchant: str
    description: str
    return_url: str
    notify_url: str
    expires_at: datetime
    language: str = "vi"


@dataclass(frozen=True, slots=True)
class Started:
    """Where the payer goes, and what the service calls it."""

    redirect_url: str
    provider_reference: str


@dataclass(frozen=True, slots=True)
class Status:
    """What became of a payment. `state` is one of STATES; `unknown`: the service never heard of it."""

    state: str
    amount: int = 0
    currency: str = CURRENCY
    provider_reference: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notification whose signature holds. `id` is the service's own, once each; `body` what is kept of it."""

    id: str
    reference: str
    status: Status
    body: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RefundStatus:
    """What became of a refund: pending, done, failed or unknown."""

    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DayLine:
    """One line of a day's file: `line` its number in the file."""

    line: int
    reference: str
    provider_reference: str
    merchant: str
    amount: int
    currency: str
    state: str


class Provider(Protocol):
    """A payment service. Every call goes to the outside: never inside a transaction. Raises ProviderFault."""

    title: str | Promise
    """As payers know it."""

    def start(self, asked: Request) -> Started:
        """Prepare a payment; the same reference again gives the same one, and never takes money twice."""

    def status(self, reference: str) -> Status:
        """What became of the payment with our reference."""

    def cancel(self, reference: str) -> Status:
        """Take no money for our reference any more; answers what became of it, succeeded when it came too late."""

    def refund(self, reference: str, *, payment: str, amount: int) -> RefundStatus:
        """Give `amount` back of the payment; the same refund reference again gives it back once."""

    def parse_notice(self, headers: Mapping[str, str], body: bytes) -> Notice:
        """A notification, checked. `headers` have lower-case names. Raises BadNotice."""

    def day_lines(self, content: bytes, day: date) -> list[DayLine]:
        """The lines of a day's file as the service gives it. Raises WrongFile with every problem."""
