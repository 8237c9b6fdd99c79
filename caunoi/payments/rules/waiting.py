"""When a service is asked again what became of something."""

from __future__ import annotations

from datetime import timedelta

FIRST = timedelta(seconds=15)
LONGEST = timedelta(hours=1)
VALID = timedelta(minutes=15)
"""How long a payer may take at the service."""
GIVE_UP = timedelta(days=7)
"""After so long without an answer nobody asks any more; the day's reconciliation finds what is left."""


def next_wait(asked: int) -> timedelta:
    """15 s, 30 s, 1 min, 2 min ... at most an hour. `asked`: how often the service was asked already."""
    doubled: timedelta = FIRST * (1 << min(asked, 12))
    return min(doubled, LONGEST)
