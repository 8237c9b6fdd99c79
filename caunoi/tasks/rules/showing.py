"""Rates as they are published."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_HUNDREDTH = Decimal("0.01")


def percent(rate: Fraction | None) -> Decimal | None:
    """A rate in per cent to two places, a half rounded up; None stays None."""
    if rate is None:
        return None
    exact = Decimal(rate.numerator * 100) / Decimal(rate.denominator)
    return exact.quantize(_HUNDREDTH, ROUND_HALF_UP)
