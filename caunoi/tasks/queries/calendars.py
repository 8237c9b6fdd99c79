"""A person's deadlines as iCalendar."""

from __future__ import annotations

from datetime import datetime

from caunoi.core.actor import Actor


def calendar_feed(token: str, *, now: datetime, base_url: str = "") -> bytes:
    """The open tasks of whoever the secret belongs to, as iCalendar (RFC 5545): titles and days only.

    `base_url` makes links to the tasks. Raises CalendarNotFound.
    """
    raise NotImplementedError


def has_calendar(*, actor: Actor) -> datetime | None:
    """Since when the actor's calendar has the secret it has; None when it has none."""
    raise NotImplementedError
