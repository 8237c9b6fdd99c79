"""A definition compiled to one Ibis expression: plain filtered sums that DuckDB, PostgreSQL and Spark all run.

The table has the lake's columns (`lake.schema`): those of the journal and one for each field of the data. The result
has a row for each place, with the counted figures as columns: `province`, `unit_id`, `agency_id`, then a column
`by_FIELD` for each field of which a figure counts distinct values, then the figures. Figures that count distinct
values are not sums and are worked out from these rows (`engine.Cube.by`); formulas and manual figures later still.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import reduce
from operator import add, and_, or_
from typing import Any

import ibis

from caunoi.core.clock import VIETNAM
from caunoi.measures.lake.schema import column_name, ibis_schema
from caunoi.measures.rules.definition import OCCURRED_ON, PLACE_FIELDS, Figure, Filter, Term, Version

PLACE = PLACE_FIELDS
_SPLIT = ("date", "timestamp", "decimal", "integer", "text", "boolean")
_SUFFIX = {"datetime": "timestamp", "uuid": "text"}


def entries() -> Any:
    """The lake's entries as an unbound table called `entries`, to compile against."""
    return ibis.table(ibis.schema(ibis_schema()), name="entries")


def by_column(field: str) -> str:
    """The result's column of a field whose distinct values are counted."""
    return field if field in PLACE else f"by_{field}"


def distinct_fields(version: Version) -> list[str]:
    """The fields, other than the place, by which the result is split because distinct values of them are counted."""
    return sorted({figure.distinct for figure in version.distinct} - set(PLACE))


def compile(version: Version, table: Any, *, start: date, end: date, today: date) -> Any:
    """The expression that counts all of a version's figures for what is dated in `[start, end)`, as seen on `today`.

    Every entry is looked at once: what it counts for is written as bits of a number, one a case (a kind with its
    conditions), entries of a place with the same bits are counted together, and figures are sums over those few
    counts. So a condition is evaluated once, for entries of its kind only. Nothing in it is of one engine only.
    """
    together = compile_cases(version, table, start=start, end=end, today=today)
    return together.group_by(keys_of(version)).aggregate(**figures_of(version, together))


def figures_of(version: Version, together: Any) -> dict[str, Any]:
    """The counted figures as sums over rows of `compile_cases`."""
    return {figure.id: _figure(figure, together, cases_of(version)) for figure in version.counted}


def compile_cases(version: Version, table: Any, *, start: date, end: date, today: date) -> Any:
    """The inner half of `compile`: for each place and set of bits `counted`, and a `sum_FIELD` for what is summed."""
    cases = cases_of(version)
    marked = _marked(version, table.filter(table.kind.isin(version.kinds)), cases, start, end, today)
    sums = {f"sum_{field}": marked[f"sum_{field}"].sum() for field in summed_fields(version)}
    counted = marked.group_by([*keys_of(version), *words_of(version)]).aggregate(counted=marked.count(), **sums)
    # What counts for nothing is left out after counting: before, engines work out the bits of every entry twice.
    return counted.filter(reduce(or_, (counted[word] != 0 for word in words_of(version))))


def keys_of(version: Version) -> list[str]:
    """The columns by which counts are kept apart."""
    return [*PLACE, *(by_column(field) for field in distinct_fields(version))]


Case = tuple[Term, tuple[str, bool]]
"""What an entry must be to count: a term (but for its sign and sum), in a window."""
WORD = 62
"""Bits in a number."""


def cases_of(version: Version) -> dict[Case, int]:
    """Every case once, with its number."""
    found: dict[Case, int] = {}
    for figure in version.counted:
        for term in figure.terms:
            found.setdefault(case_of(figure, term), len(found))
    return found


def case_of(figure: Figure, term: Term) -> Case:
    """The case of a figure's term."""
    return replace(term, sign=1, sum="", line=0), _window(figure)


def words_of(version: Version) -> list[str]:
    """The columns of bits."""
    return [f"bits_{number}" for number in range((len(cases_of(version)) - 1) // WORD + 1)]


def bit_of(number: int) -> tuple[str, int]:
    """In which column, and as which number, a case is marked."""
    return f"bits_{number // WORD}", 1 << number % WORD


def _bit(number: int) -> Any:
    return ibis.literal(bit_of(number)[1], type="int64")


def _marked(version: Version, kept: Any, cases: dict[Case, int], start: date, end: date, today: date) -> Any:
    """The entries with their bits, their place, what is summed, and the values whose distinct ones are counted."""
    columns = {name: kept[name] for name in PLACE}
    if version.agency_by:
        columns["agency_id"] = ibis.coalesce(kept[_name(kept, version.agency_by, "text")], kept.agency_id)
    for index, word in enumerate(words_of(version)):
        here = {case: number for case, number in cases.items() if number // WORD == index}
        columns[word] = _word(version, kept, here, start, end, today)
    values = {by_column(field): kept[_name(kept, field)] for field in distinct_fields(version)}
    sums = {f"sum_{field}": kept[_name(kept, field, "integer")].fill_null(0) for field in summed_fields(version)}
    marked = kept.select(**columns, **values, **sums)
    return marked.mutate(
        **{by_column(field): _where_counted(version, marked, cases, field) for field in distinct_fields(version)}
    )


def _word(version: Version, kept: Any, cases: dict[Case, int], start: date, end: date, today: date) -> Any:
    """The bits of a number: for each kind and window the window is asked once, then the conditions of each case."""
    nothing = ibis.literal(0, type="int64")
    windows = {_window(figure): _dated(figure, kept, start, end) for figure in version.counted}
    by_kind: dict[str, dict[tuple[str, bool], list[Any]]] = {}
    for (term, window), number in cases.items():
        conditions = _conditions(term, kept, today)
        bit = ibis.ifelse(reduce(and_, conditions), _bit(number), nothing) if conditions else _bit(number)
        by_kind.setdefault(term.kind, {}).setdefault(window, []).append(bit)
    return ibis.cases(
        *(
            (kept.kind == kind, _sum(ibis.ifelse(windows[one], _sum(bits), nothing) for one, bits in found.items()))
            for kind, found in by_kind.items()
        ),
        else_=nothing,
    )


def _sum(numbers: Iterable[Any]) -> Any:
    return reduce(add, numbers)


def _where_counted(version: Version, marked: Any, cases: dict[Case, int], field: str) -> Any:
    """The value of a field for entries that a distinct figure counts, else null: less to keep apart."""
    counted = [version.figures[figure.of] for figure in version.distinct if figure.distinct == field]
    masks: dict[str, int] = {}
    for number in {cases[case_of(figure, term)] for figure in counted for term in figure.terms}:
        word, bit = bit_of(number)
        masks[word] = masks.get(word, 0) | bit
    value = marked[by_column(field)]
    met = [(marked[word] & ibis.literal(mask, type="int64")) != 0 for word, mask in sorted(masks.items())]
    return ibis.ifelse(reduce(or_, met), value, ibis.null(value.type()))


def _has(table: Any, number: int) -> Any:
    return (table[bit_of(number)[0]] & _bit(number)) != 0


def summed_fields(version: Version) -> list[str]:
    """The fields that terms add up."""
    return sorted({term.sum for figure in version.counted for term in figure.terms if term.sum})


def _figure(figure: Figure, together: Any, cases: dict[Case, int]) -> Any:
    total = None
    for term in figure.terms:
        amount = together[f"sum_{term.sum}"] if term.sum else together.counted
        part = ibis.ifelse(_has(together, cases[case_of(figure, term)]), amount, 0).sum()
        part = part if term.sign > 0 else -part
        total = part if total is None else total + part
    return total


def _window(figure: Figure) -> tuple[str, bool]:
    return figure.dated_by, figure.until_end


def _dated(figure: Figure, table: Any, start: date, end: date) -> Any:
    day = table.occurred_at if figure.dated_by == OCCURRED_ON else table[_name(table, figure.dated_by, "date")]
    before_end = day < _moment(day, end)
    return before_end if figure.until_end else (day >= _moment(day, start)) & before_end


def _conditions(term: Term, table: Any, today: date) -> list[Any]:
    conditions = [_condition(one, table) for one in term.where]
    if term.past:
        day = table[_name(table, term.past, "date")]
        conditions.append(day < _moment(day, today))
    return conditions


def _condition(one: Filter, table: Any) -> Any:
    value = table[_name(table, one.field, _SUFFIX.get(one.type, one.type))]
    match one.op:
        case "is":
            return value == _literal(one.values[0], value)
        case "in":
            return value.isin(_literals(one.values, value))
        case "not":
            return value.notnull() & ~value.isin(_literals(one.values, value))
        case "min":
            return value >= _bound(one, table, value)
        case "max":
            return value <= _bound(one, table, value)
        case "missing":
            return value.isnull() if one.values[0] else value.notnull()


def _bound(one: Filter, table: Any, value: Any) -> Any:
    if one.other:
        return table[_name(table, one.other, _SUFFIX.get(one.type, one.type))]
    return _literal(one.values[0], value)


def _literals(values: Sequence[Any], like: Any) -> list[Any]:
    return [_literal(value, like) for value in values]


def _literal(value: Any, like: Any) -> Any:
    if isinstance(value, datetime):
        value = value.astimezone(UTC)
    if like.type().is_string():
        value = str(value)
    return ibis.literal(value, type=like.type())


def _moment(column: Any, day: date) -> Any:
    """When a day begins, in the type of a column: itself, or its midnight in Việt Nam."""
    if column.type().is_timestamp():
        return ibis.literal(datetime.combine(day, time.min, VIETNAM).astimezone(UTC), type=column.type())
    return ibis.literal(day, type="date")


def _name(table: Any, field: str, kind: str = "") -> str:
    """The column of a field; where events give it several types, that of `kind`, else the first that there is."""
    name = column_name(field)
    wanted = [name, *(f"{name}_{suffix}" for suffix in ([kind] if kind else []) + list(_SPLIT))]
    return next(one for one in wanted if one in table.columns)
