"""Values of many agencies made one, as the form says; and how cells moved since the last round. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from caunoi.reports.rules.form import Cell

Key = TypeVar("Key")
_STEP = Decimal("0.000001")


def rolled_up(cell: Cell, values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum or the plain mean of the values that were given; None when there are none or the form says neither."""
    given = [one for one in values if one is not None]
    if not given or cell.roll_up == "none":
        return None
    total = sum(given, Decimal(0))
    return total if cell.roll_up == "sum" else (total / len(given)).quantize(_STEP, ROUND_HALF_UP)


def moved(before: Mapping[Key, Decimal], now: Mapping[Key, Decimal]) -> list[Key]:
    """Keys with a value in both, the biggest jump first: by share of the value before, from nought first of all."""

    def jump(key: Key) -> tuple[bool, Decimal]:
        gained = abs(now[key] - before[key])
        return (not before[key] and bool(gained), gained / abs(before[key]) if before[key] else gained)

    return sorted((key for key in now if key in before), key=jump, reverse=True)
