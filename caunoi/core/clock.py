"""Time is passed in. Only the outermost layer (request, command, job) asks a clock; rules and operations get `now`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


class Clock(Protocol):
    """Anything that tells an aware time."""

    def now(self) -> datetime:
        """The current time, with a time zone."""
        ...


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass
class FixedClock:
    """A clock that stands still until it is set; for tests and simulations."""

    at: datetime

    def now(self) -> datetime:
        return self.at


def local_date(moment: datetime) -> date:
    """The civil date in Việt Nam at `moment` (aware)."""
    return moment.astimezone(VIETNAM).date()
