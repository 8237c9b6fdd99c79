"""Whether the targets of the units carry the target of their parent, and by how much they fall short."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Generic

from caunoi.plans.rules.splitting import Combination, Direction, Key, exact


@dataclass(frozen=True, slots=True)
class Fit(Generic[Key]):
    """What the units carry together against what was asked.

    `carried`: their sum, their mean (rounded to 6 decimals for showing), or the worst of them; None while one of them
    has no value. `gap`: what is missing, in the unit of measure, whatever the direction; zero or less when the target
    is carried, and then its size says by how much it is exceeded. `behind`: the units that by themselves are worse
    than the target (of a minimum and of each). `missing`: units without a value.
    """

    combination: Combination
    direction: Direction
    asked: Decimal
    carried: Decimal | None
    gap: Decimal | None
    met: bool
    behind: tuple[Key, ...] = ()
    missing: tuple[Key, ...] = ()


def fit(
    asked: Decimal, parts: Mapping[Key, Decimal | None], *, combination: Combination, direction: Direction = "higher"
) -> Fit[Key]:
    """Check the parts against what is asked of their parent. No units carry nothing.

    Higher is better: the sum, the mean, the worst (the lowest) or every part must reach `asked`. Lower is better: it
    must not be above it, and the worst is the highest. A minimum and each are met together; a minimum says how far the
    worst unit is behind, each says so and by its units who is.
    """
    missing = tuple(key for key, value in parts.items() if value is None)
    known = {key: value for key, value in parts.items() if value is not None}
    if missing or not known:
        return Fit(combination, direction, asked, None, None, False, (), missing)
    carried = _carried(list(known.values()), combination, direction)
    short = (Fraction(asked) - carried) * (1 if direction == "higher" else -1)
    alone = combination in ("minimum", "each")
    behind = tuple(key for key, value in known.items() if alone and _worse(value, asked, direction))
    return Fit(combination, direction, asked, exact(carried), exact(short), short <= 0, behind, ())


def _carried(values: list[Decimal], combination: Combination, direction: Direction) -> Fraction:
    if combination == "sum":
        return Fraction(sum(values, Decimal(0)))
    if combination == "mean":
        return Fraction(sum(values, Decimal(0))) / len(values)
    return Fraction(min(values) if direction == "higher" else max(values))


def _worse(value: Decimal, asked: Decimal, direction: Direction) -> bool:
    return value < asked if direction == "higher" else value > asked
