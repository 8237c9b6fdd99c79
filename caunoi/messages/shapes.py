"""What queries of this room return. Public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A notice in the reader's language. `link` leads to what it is about."""

    id: UUID
    subject: str
    body: str
    link: str
    made_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """How a delivery stands, for operators: no address, no text."""

    id: UUID
    template: str
    channel: str
    state: str
    attempts: int
    next_at: datetime
    sent_at: datetime | None
    error: str
