"""How a parent's target is split among its units: equally, by a weight, by their last value.

All arithmetic is exact. A part is a whole number of *steps*: a step is 1 at the number of decimals that the parts are
to have, or the last decimal of the target itself when it has more. What is left after every part was rounded down goes
out one step at a time: to the largest remainders first, and among equal ones in the order in which the units were
given. So the parts of a sum add up to the target exactly, none is a step or more away from its exact share, and a unit
with a larger weight never gets less.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeVar, cast

Key = TypeVar("Key", bound=Hashable)
Combination = Literal["sum", "mean", "minimum", "each"]
Direction = Literal["higher", "lower"]
COMBINATIONS: tuple[Combination, ...] = ("sum", "mean", "minimum", "each")
LARGEST = Decimal(10) ** 15
PLACES = 6
"""Decimals that a target may have."""


class Unsplittable(Exception):
    """A split that cannot be made: `code` names the sentence, `keys` the units that are the reason."""

    def __init__(self, code: str, keys: Sequence[Hashable] = ()) -> None:
        self.code, self.keys = code, tuple(keys)
        super().__init__(code)


def exact(value: Fraction, places: int = PLACES) -> Decimal:
    """A fraction as a decimal number, rounded half away from zero to `places`."""
    scaled = value * 10**places
    whole = (abs(scaled.numerator) * 2 + scaled.denominator) // (scaled.denominator * 2)
    return Decimal(whole if scaled >= 0 else -whole).scaleb(-places)


def step_of(total: Decimal, places: int) -> Decimal:
    """One step: 1 at `places` decimals, or at those of `total` when it has more."""
    exponent = cast(int, total.normalize().as_tuple().exponent)
    return Decimal(1).scaleb(-min(max(places, -exponent, 0), PLACES))


def equally(total: Decimal, keys: Sequence[Key], *, combination: Combination, places: int = 0) -> dict[Key, Decimal]:
    """A sum in equal parts; of a mean, a minimum or each, every unit gets the whole target. Raises Unsplittable."""
    _some(keys)
    if combination != "sum":
        return dict.fromkeys(keys, total)
    return by_weight(total, dict.fromkeys(keys, 1), combination="sum", places=places)


def by_weight(
    total: Decimal, weights: Mapping[Key, int | Decimal | None], *, combination: Combination, places: int = 0
) -> dict[Key, Decimal]:
    """A sum in proportion to a weight (the population): largest remainders. Only sums are made of weighted parts.

    Raises Unsplittable: `weight_not_a_sum`, `weight_unknown` (with the units), `weight_negative`, `weight_all_zero`.
    """
    _some(list(weights))
    if combination != "sum":
        raise Unsplittable("weight_not_a_sum")
    if missing := [key for key, weight in weights.items() if weight is None]:
        raise Unsplittable("weight_unknown", missing)
    known = {key: Fraction(weight) for key, weight in weights.items() if weight is not None}
    if negative := [key for key, weight in known.items() if weight < 0]:
        raise Unsplittable("weight_negative", negative)
    whole = sum(known.values(), Fraction(0))
    if whole == 0:
        raise Unsplittable("weight_all_zero")
    return _in_steps(total, {key: weight / whole for key, weight in known.items()}, step_of(total, places))


def by_last_value(
    total: Decimal,
    last: Mapping[Key, Decimal | None],
    *,
    combination: Combination,
    direction: Direction = "higher",
    places: int = 0,
) -> dict[Key, Decimal]:
    """From where each unit stands. Raises Unsplittable.

    A sum: in proportion to the last values. A mean: every unit moves by the same amount, so that the mean is the
    target. A minimum or each: the target, or the unit's own last value where that is better already.
    """
    _some(list(last))
    if missing := [key for key, value in last.items() if value is None]:
        raise Unsplittable("last_value_unknown", missing)
    known = {key: value for key, value in last.items() if value is not None}
    if combination == "sum":
        return by_weight(total, known, combination="sum", places=places)
    if combination == "mean":
        return _moved(total, known, places)
    better = max if direction == "higher" else min
    return {key: better(total, value) for key, value in known.items()}


def _moved(total: Decimal, last: Mapping[Key, Decimal], places: int) -> dict[Key, Decimal]:
    step = min([step_of(total, places), *(step_of(value, places) for value in last.values())])
    change = total * len(last) - sum(last.values(), Decimal(0))
    share = Fraction(1, len(last))
    moves = _in_steps(change, dict.fromkeys(last, share), step)
    return {key: value + moves[key] for key, value in last.items()}


def _in_steps(total: Decimal, shares: Mapping[Key, Fraction], step: Decimal) -> dict[Key, Decimal]:
    """`total` in whole steps by shares that add up to 1; what is negative is split like its opposite."""
    sign = -1 if total < 0 else 1
    steps = int(abs(total) / step)
    quotas = {key: share * steps for key, share in shares.items()}
    parts = {key: int(quota) for key, quota in quotas.items()}
    left = steps - sum(parts.values())
    # Sorting is stable: equal remainders stay in the order given.
    for key in sorted(quotas, key=lambda one: parts[one] - quotas[one])[:left]:
        parts[key] += 1
    return {key: part * step * sign for key, part in parts.items()}


def _some(keys: Sequence[Key]) -> None:
    if not keys:
        raise Unsplittable("no_units")
