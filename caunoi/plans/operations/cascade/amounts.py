"""What each unit is to be offered, by the way of splitting that was chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Problem
from caunoi.plans.cascading.errors import UnfitSplit
from caunoi.plans.cascading.rows import Child
from caunoi.plans.cascading.shapes import Method
from caunoi.plans.cascading.texts import misread, unsplittable
from caunoi.plans.rules.fitting import Fit, fit
from caunoi.plans.rules.pasting import Place, paste
from caunoi.plans.rules.splitting import Unsplittable, by_last_value, by_weight, equally
from caunoi.plans.shapes import Combination, Direction
from caunoi.units.rules.text import fold


@dataclass(frozen=True, slots=True)
class Rule:
    """How the parts make up the whole; `places`: decimals that they are to have."""

    combination: Combination
    direction: Direction
    places: int = 0


def pasted_values(text: str, units: Sequence[Child], *, partly: bool = False) -> Mapping[UUID, Decimal]:
    """A pasted table of the units, by agency. Raises UnfitSplit with every problem, its row and column."""
    places = [Place(one.agency_id, one.code, one.name) for one in units]
    read = paste(text, places, fold=fold, partly=partly)
    if read.problems:
        raise UnfitSplit([misread(one) for one in read.problems])
    return read.values


def split(total: Decimal, units: Sequence[Child], method: Method, rule: Rule) -> Mapping[UUID, Decimal]:
    """Parts by agency, computed. Raises UnfitSplit, naming the units that stand in the way."""
    combination, places = rule.combination, rule.places
    try:
        if method == "by_population":
            weights = {one.agency_id: one.population for one in units}
            return by_weight(total, weights, combination=combination, places=places)
        if method == "by_last_value":
            last = {one.agency_id: one.last_value for one in units}
            return by_last_value(total, last, combination=combination, direction=rule.direction, places=places)
        return equally(total, [one.agency_id for one in units], combination=combination, places=places)
    except Unsplittable as refused:
        names = {one.agency_id: one.name for one in units}
        raise UnfitSplit([unsplittable(refused, names.__getitem__)]) from refused


def must_fit(total: Decimal, parts: Mapping[UUID, Decimal], rule: Rule, of: str = "") -> None:
    """Raises UnfitSplit when parts that were typed in do not carry the whole. `of` names whose whole it is."""
    found = fit(total, parts, combination=rule.combination, direction=rule.direction)
    if not found.met:
        raise UnfitSplit([short(found, of)])


def short(found: Fit[UUID], of: str = "") -> Problem:
    """In words: what the parts carry, what was asked, and the gap."""
    params = (
        ("of", f"{of}: " if of else ""), ("carried", shown(found.carried)), ("asked", shown(found.asked)),
        ("gap", shown(found.gap)), ("behind", len(found.behind)),
    )  # fmt: skip
    if found.carried is None:
        return Problem(_("%(of)sCòn đơn vị chưa có chỉ tiêu."), "pasted", params=params)
    return Problem(_SHORT[found.combination], "pasted", params=params)


_SHORT = {
    "sum": _("%(of)sTổng của các đơn vị là %(carried)s, lệch %(gap)s so với chỉ tiêu chung %(asked)s."),
    "mean": _("%(of)sTrung bình của các đơn vị là %(carried)s, lệch %(gap)s so với chỉ tiêu chung %(asked)s."),
    "minimum": _("%(of)sĐơn vị kém nhất ở mức %(carried)s, lệch %(gap)s so với chỉ tiêu chung %(asked)s."),
    "each": _("%(of)sCòn %(behind)s đơn vị chưa đạt chỉ tiêu chung %(asked)s; xa nhất là %(carried)s, lệch %(gap)s."),
}


def shown(value: Decimal | None) -> str:
    """A number as Vietnamese writes it, without zeros at the end."""
    if value is None:
        return "–"
    text = f"{value.normalize():,f}"
    return text.translate(str.maketrans(",.", ".,"))
