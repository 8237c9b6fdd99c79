"""Places by points: equal points share a place, and the next place is skipped."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from fractions import Fraction
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def rank(totals: Mapping[K, Fraction]) -> dict[K, int]:
    """The place of each, 1 for the most points: 1, 2, 2, 4. The order of the mapping is kept."""
    ordered = sorted(totals.values(), key=_order, reverse=True)
    first: dict[Fraction, int] = {}
    for place, points in enumerate(ordered, start=1):
        first.setdefault(points, place)
    return {key: first[points] for key, points in totals.items()}


def _order(points: Fraction) -> tuple[int, Fraction]:
    """Exact, and quick: fractions are compared only where the whole numbers before them are the same."""
    numerator, denominator = points.as_integer_ratio()
    return (numerator << 64) // denominator, points
