"""Half-open periods `[start, end)`: an end of None means "until further notice"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Generic, TypeVar

T = TypeVar("T", date, datetime)


@dataclass(frozen=True, slots=True)
class Period(Generic[T]):
    """`[start, end)` over dates or aware datetimes. Raises ValueError when it would be empty or reversed."""

    start: T
    end: T | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise ValueError(f"a period must end after it starts: [{self.start}, {self.end})")

    def __contains__(self, moment: T) -> bool:
        return self.start <= moment and (self.end is None or moment < self.end)

    def overlaps(self, other: Period[T]) -> bool:
        """Whether the two share at least one moment."""
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)

    def ended(self, at: T) -> Period[T]:
        """The same period, closed at `at`."""
        return Period(self.start, at)


def find_overlap(periods: Iterable[Period[T]]) -> tuple[Period[T], Period[T]] | None:
    """The first two periods that overlap, in order of start, or None."""
    ordered = sorted(periods, key=lambda p: p.start)
    for earlier, later in pairwise(ordered):
        if earlier.overlaps(later):
            return earlier, later
    return None
