"""What is paid: rules of a case, rates of a province, reliefs of which the highest counts. Whole đồng throughout."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from caunoi.core.decisions import Table, evaluate, read_table
from caunoi.procedures.shapes import FeeRule, FeeStep, Relief

Rates = Callable[[FeeRule], tuple[int, str] | None]
"""The province's amount and the text that sets it, None when it is not known here."""


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One amount: `unit_amount` times `quantity`. None where it is not known: see `why` (`province`, `answers`)."""

    rule: FeeRule
    quantity: int
    unit_amount: int | None
    reference: str
    why: str = ""

    @property
    def amount(self) -> int | None:
        """The line's sum in đồng."""
        return None if self.unit_amount is None else self.unit_amount * self.quantity


@dataclass(frozen=True, slots=True)
class Quote:
    """Lines before relief, the relief that applies with what it takes off, and what is left (None: not known here)."""

    lines: tuple[QuoteLine, ...]
    relief: Relief | None
    reduction: int
    total: int | None


def quote(
    rules: Sequence[FeeRule],
    answers: Mapping[str, Any],
    *,
    rates: Rates,
    open_fields: Collection[str] = (),
    reliefs: Sequence[Relief] = (),
    channel: str,
    on: date,
) -> Quote:
    """What is paid under `rules` for `answers`.

    `open_fields` are required fields still without an answer: a quantity among them makes its amount unknown.
    `reliefs` are those that the applicant may claim; of those that apply, the one that takes off most counts
    (Resolution 66.22/2026/NQ-CP art. 5.2), and it covers unknown amounts only when it waives them whole.
    """
    lines = tuple(line for rule in rules if _asked(rule, answers) for line in _lines(rule, answers, rates, open_fields))
    possible = [relief for relief in reliefs if relief_applies(relief, channel=channel, on=on)]
    relief = max(possible, key=lambda r: (_covers_unknown(lines, r), _reduction(lines, r), r.percent), default=None)
    if relief is None or not any(_covered(line, relief) for line in lines):
        return Quote(lines, None, 0, _sum(lines))
    return Quote(lines, relief, _reduction(lines, relief), _after(lines, relief))


def relief_applies(relief: Relief, *, channel: str, on: date) -> bool:
    """Whether a relief is in force on `on`, `[since, until)`, and is for this channel."""
    begun = relief.since is None or relief.since <= on
    return begun and (relief.until is None or on < relief.until) and (not relief.channels or channel in relief.channels)


def copy_amount(steps: Sequence[FeeStep], pages: int, cap: int | None = None) -> int:
    """What one copy of `pages` pages costs on a scale: each page at the price of its step, at most `cap`.

    Circular 226/2016/TT-BTC art. 4: 2,000 a page, 1,000 from the third page, at most 200,000 a copy; pages are those
    of the original.
    """
    total, before = 0, 0
    for step in steps:
        upto = pages if step.upto is None else min(step.upto, pages)
        total += max(0, upto - before) * step.amount
        before = max(before, upto)
    return total if cap is None else min(total, cap)


def _asked(rule: FeeRule, answers: Mapping[str, Any]) -> bool:
    return rule.optional_field == "" or answers.get(rule.optional_field) == rule.optional_equals


def _lines(rule: FeeRule, answers: Mapping[str, Any], rates: Rates, open_fields: Collection[str]) -> list[QuoteLine]:
    if {rule.unit_field, rule.pages_field, rule.copies_field, rule.items_field} & set(open_fields):
        return [QuoteLine(rule, 0, None, rule.reference, "answers")]
    if rule.kind == "scale":
        lines = [_scale(rule, item) for item in _items(rule, answers)]
    elif rule.kind == "provincial":
        lines = [_provincial(rule, answers, rates)]
    elif rule.kind == "table":
        lines = [_by_table(rule, answers, open_fields)]
    else:
        lines = [QuoteLine(rule, _quantity(rule, answers), rule.amount or 0, rule.reference)]
    return [line for line in lines if line.quantity > 0]


def _items(rule: FeeRule, answers: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(answers.get(rule.items_field) or ()) if rule.items_field else [answers]


def _scale(rule: FeeRule, answers: Mapping[str, Any]) -> QuoteLine:
    pages = _number(answers.get(rule.pages_field, 0))
    copies = _number(answers.get(rule.copies_field, 1)) if rule.copies_field else 1
    return QuoteLine(rule, copies if pages else 0, copy_amount(rule.steps, pages, rule.cap_per_copy), rule.reference)


def _provincial(rule: FeeRule, answers: Mapping[str, Any], rates: Rates) -> QuoteLine:
    quantity = _quantity(rule, answers)
    rate = rates(rule)
    if rate is None:
        return QuoteLine(rule, quantity, None, rule.reference, "province")
    return QuoteLine(rule, quantity, rate[0], rate[1])


@lru_cache(maxsize=200)
def table_of(text: str) -> Table:
    """A decision table, read once."""
    return read_table(text)


def _by_table(rule: FeeRule, answers: Mapping[str, Any], open_fields: Collection[str]) -> QuoteLine:
    """What the row that fits says; unknown while an answer that the table asks for is open, or when no row fits."""
    table = table_of(rule.table)
    found = None if {column.name for column in table.inputs} & set(open_fields) else evaluate(table, answers)
    amount = found.get("amount") if found else None
    if not isinstance(amount, Decimal):
        return QuoteLine(rule, max(1, _quantity(rule, answers)), None, rule.reference, "answers")
    return QuoteLine(rule, _quantity(rule, answers), int(amount), rule.reference)


def _quantity(rule: FeeRule, answers: Mapping[str, Any]) -> int:
    """One, or what the answers say: a number, how many entries a group has; less what is included."""
    if not rule.unit_field:
        return 1
    return max(0, _number(answers.get(rule.unit_field, 0)) - rule.included)


def _number(value: Any) -> int:
    if isinstance(value, list):
        return len(value)
    return int(value) if isinstance(value, int | float) else 0


def _covered(line: QuoteLine, relief: Relief) -> bool:
    return not relief.fees or line.rule.id in relief.fees


def _reduction(lines: Sequence[QuoteLine], relief: Relief) -> int:
    return sum((line.amount or 0) - _left(line, relief) for line in lines if line.amount is not None)


def _left(line: QuoteLine, relief: Relief) -> int:
    """What is left of a known line, rounded half up to the đồng."""
    amount = line.amount or 0
    return (amount * (100 - relief.percent) + 50) // 100 if _covered(line, relief) else amount


def _covers_unknown(lines: Sequence[QuoteLine], relief: Relief) -> int:
    whole = relief.percent == 100
    return sum(1 for line in lines if line.amount is None and whole and _covered(line, relief))


def _sum(lines: Sequence[QuoteLine]) -> int | None:
    amounts = [line.amount for line in lines]
    return None if None in amounts else sum(amount or 0 for amount in amounts)


def _after(lines: Sequence[QuoteLine], relief: Relief) -> int | None:
    unknown = sum(1 for line in lines if line.amount is None)
    if unknown > _covers_unknown(lines, relief):
        return None
    return sum(_left(line, relief) for line in lines if line.amount is not None)
