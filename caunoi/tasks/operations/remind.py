"""Reminders before and after a deadline."""

from __future__ import annotations

from datetime import datetime


def remind_due(*, now: datetime) -> int:
    """Remind who is responsible, or who stands in for them, 7, 3 and 1 days before, and daily when overdue; how many.

    Each is told once however often this runs. Samples are not reminded of.
    """
    raise NotImplementedError
