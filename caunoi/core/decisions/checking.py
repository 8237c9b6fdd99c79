"""Whether a table decides every case once: gaps, overlaps and rows that are never reached, named by their rows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from math import prod

from django.utils.translation import gettext_lazy as _

from caunoi.core.decisions.tables import Column, Table, Test, Value
from caunoi.core.errors import Problem

MOST_CASES = 50_000
"""So many cases are tried: a table with more is better cut in two."""
SHOWN = 5
_OTHER = "…"
"""Stands for every word that no row names."""


def table_problems(table: Table) -> list[Problem]:
    """Gaps, overlaps (UNIQUE) and rows never reached (FIRST), each with its rows; empty when there are none."""
    cases = [_cases(column, [row.tests[n] for row in table.rows]) for n, column in enumerate(table.inputs)]
    if prod(len(values) for values in cases) > MOST_CASES:
        return [_problem(_("bảng có quá nhiều trường hợp để kiểm tra hết; hãy chia làm hai bảng"), "")]
    gaps: list[str] = []
    overlaps: dict[tuple[int, int], str] = {}
    reached: set[int] = set()
    for values in product(*cases):
        fitting = [row.number for row in table.rows if _fits(row.tests, values)]
        if not fitting:
            gaps.append(_said(table, values))
        else:
            reached.add(fitting[0])
            for other in fitting[1:]:
                overlaps.setdefault((fitting[0], other), _said(table, values))
    return [*_gaps(gaps), *(_overlaps(overlaps) if table.policy == "UNIQUE" else _idle(table, reached))]


def _fits(tests: tuple[Test, ...], values: tuple[Value, ...]) -> bool:
    return all(test.holds(value) for test, value in zip(tests, values, strict=True))


def _cases(column: Column, tests: list[Test]) -> list[Value]:
    """One value of each kind that the column's tests tell apart, among those that are allowed."""
    every: list[Value]
    asked = [*tests, column.allowed]
    if column.kind == "boolean":
        every = [True, False]
    elif column.kind == "string":
        every = [*sorted({word for test in asked for word in test.words}), _OTHER]
    else:
        every = list(_numbers(asked))
    return [value for value in every if column.allowed.holds(value)]


def _numbers(tests: list[Test]) -> Iterator[Value]:
    """Each end of a span, and a number before, between and after them."""
    ends = {end for test in tests for span in test.spans for end in (span.low, span.high) if end is not None}
    ordered = sorted(ends)
    if not ordered:
        yield Decimal(0)
        return
    yield ordered[0] - 1
    for this, following in zip(ordered, [*ordered[1:], ordered[-1] + 2], strict=True):
        yield this
        yield (this + following) / 2


def _said(table: Table, values: tuple[Value, ...]) -> str:
    return ", ".join(
        f"{column.label or column.name} = {_word(value)}" for column, value in zip(table.inputs, values, strict=True)
    )


def _word(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else value


def _problem(message: object, place: str, **params: object) -> Problem:
    return Problem(message, params=tuple({"element": place, **params}.items()))  # type: ignore[arg-type]


def _gaps(gaps: list[str]) -> Iterator[Problem]:
    for gap in gaps[:SHOWN]:
        yield _problem(_("không có dòng nào cho trường hợp: %(case)s"), "", case=gap)
    if len(gaps) > SHOWN:
        yield _problem(_("và %(number)s trường hợp khác không có dòng nào"), "", number=len(gaps) - SHOWN)


def _overlaps(overlaps: dict[tuple[int, int], str]) -> Iterator[Problem]:
    for (first, other), case in sorted(overlaps.items()):
        said = _("dòng %(first)s và dòng %(number)s cùng đúng cho trường hợp: %(case)s")
        yield _problem(said, f"row {other}", first=first, number=other, case=case)


def _idle(table: Table, reached: set[int]) -> Iterator[Problem]:
    for row in table.rows:
        if row.number not in reached:
            said = _("dòng %(number)s không bao giờ được dùng: các dòng trước đã bao trùm")
            yield _problem(said, f"row {row.number}", number=row.number)
