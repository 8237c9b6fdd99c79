"""The secret address of a person's calendar."""

from __future__ import annotations

from datetime import datetime

from caunoi.core.actor import Actor


def renew_calendar(*, actor: Actor, now: datetime) -> str:
    """A new secret for the actor's calendar; the one before stops working. It is told once and kept nowhere.

    Raises NotAnOfficer.
    """
    raise NotImplementedError


def stop_calendar(*, actor: Actor, now: datetime) -> None:
    """No address leads to the actor's calendar any more. Raises NotAnOfficer."""
    raise NotImplementedError
