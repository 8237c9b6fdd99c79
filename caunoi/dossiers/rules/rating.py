"""Rating of officers and agencies: Decree 61/2018/ND-CP art. 30-33, Circular 01/2018/TT-VPCP art. 13 and 15."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

OFFICER_INDICATORS = frozenset({1, 2, 3, 4, 7})
"""What concerns those who receive, settle and return (art. 15.1a)."""
AGENCY_INDICATORS = frozenset(range(1, 10))
_OFFICER = ((Decimal("5"), "full"), (Decimal("3.5"), "most"))
_AGENCY = ((Decimal(15), "excellent"), (Decimal(12), "good"), (Decimal(9), "fair"), (Decimal(6), "average"))


@dataclass(frozen=True, slots=True)
class Classified:
    """The mean of each indicator that has data, to one decimal; their total; the class it gives.

    An officer's class: `full` (100 % of the duties), `most` (70 to under 100 %), `part` (under 70 %). An agency's:
    `excellent`, `good`, `fair`, `average`, `weak`. Empty when nothing was scored.
    """

    means: dict[int, Decimal]
    total: Decimal
    name: str


def means_of(scores: Iterable[Mapping[int, int]], indicators: frozenset[int]) -> dict[int, Decimal]:
    """Each indicator's points over the dossiers that have a score for it, rounded to one decimal (art. 15.2a).

    An indicator without data is left out (art. 15.4b).
    """
    given: dict[int, list[int]] = {}
    for one in scores:
        for number, score in one.items():
            if number in indicators:
                given.setdefault(number, []).append(score)
    return {n: _rounded(Decimal(sum(found)) / len(found)) for n, found in sorted(given.items())}


def officer(scores: Iterable[Mapping[int, int]]) -> Classified:
    """An officer's rating from the dossiers they dealt with (art. 15.3a)."""
    means = means_of(scores, OFFICER_INDICATORS)
    return _classified(means, _OFFICER, "part")


def agency(means: Mapping[int, Decimal]) -> Classified:
    """An agency's rating from the mean of each of its indicators (art. 15.3b)."""
    known = {n: _rounded(mean) for n, mean in sorted(means.items()) if n in AGENCY_INDICATORS}
    return _classified(known, _AGENCY, "weak")


def time_score(days_used: Decimal, days_allowed: Decimal) -> int:
    """Indicators 1 and 2: 2 when shorter than the limit, 1 when equal, 0 when longer (art. 13.1, 13.2)."""
    if days_used < days_allowed:
        return 2
    return 1 if days_used == days_allowed else 0


def contact_score(times: int) -> int:
    """Indicators 3 and 4: 2 for none, 1 for one, 0 for more (art. 13.3, 13.4)."""
    return 2 if times <= 0 else 1 if times == 1 else 0


def _classified(means: dict[int, Decimal], classes: tuple[tuple[Decimal, str], ...], lowest: str) -> Classified:
    total = sum(means.values(), Decimal(0))
    if not means:
        return Classified(means, total, "")
    return Classified(means, total, next((name for least, name in classes if total >= least), lowest))


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)
