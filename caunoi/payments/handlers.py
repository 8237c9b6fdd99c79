"""Rooms above say here what a payment means for what it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from caunoi.payments.shapes import Paid


@dataclass(frozen=True, slots=True)
class Handler:
    """What is called for a kind of subject, always inside the transaction that changes the order.

    `lock` locks the subject's own row, before the order is locked: operations of the room above take the locks in the
    same order (subject, then order), so they never wait for each other for ever. `paid`: everything due was paid;
    returns whether the subject could use it. `undone`: a receipt was taken back, the fee is due again. `returned`:
    everything that was paid was given back.
    """

    lock: Callable[[UUID], None]
    paid: Callable[[Paid, datetime], bool]
    undone: Callable[[UUID, datetime], None]
    returned: Callable[[UUID, datetime], None]


_handlers: dict[str, Handler] = {}


def on_paid(subject_kind: str, handler: Handler) -> None:
    """Register what happens to subjects of this kind; once, in `ready`."""
    _handlers[subject_kind] = handler


def handler_of(subject_kind: str) -> Handler | None:
    """What was registered for a kind of subject."""
    return _handlers.get(subject_kind)
