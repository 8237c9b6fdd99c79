"""A definition compiled to one Ibis expression: plain filtered sums that DuckDB, PostgreSQL and Spark all run.

The table has the lake's columns (`lake.schema`): those of the journal and one for each field of the data. The result
has a row for each place, with the counted figures as columns: `province`, `unit_id`, `agency_id`, then a column
`by_FIELD` for each field of which a figure counts distinct values, then the figures. Figures that count distinct
values are not sums and are worked out from these rows (`engine.Cube.by`); formulas and manual figures later still.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from functools import reduce
from operator import and_, or_
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

    One filter, one grouping, one sum a figure; nothing in it is of one engine only.
    """
    windows = {_window(figure): _dated(figure, table, start, end) for figure in version.counted}
    kept = table.filter(table.kind.isin(version.kinds), reduce(or_, windows.values()))
    if len(windows) == 1:
        windows = {}  # the filter has said it already
    keys = {name: kept[name] for name in PLACE} | {by_column(f): kept[_name(kept, f)] for f in distinct_fields(version)}
    figures = {
        figure.id: _figure(figure, kept, today, windows and _dated(figure, kept, start, end))
        for figure in version.counted
    }
    return kept.group_by(**keys).aggregate(**figures)


def _window(figure: Figure) -> tuple[str, bool]:
    return figure.dated_by, figure.until_end


def _dated(figure: Figure, table: Any, start: date, end: date) -> Any:
    day = table.occurred_at if figure.dated_by == OCCURRED_ON else table[_name(table, figure.dated_by, "date")]
    before_end = day < _moment(day, end)
    return before_end if figure.until_end else (day >= _moment(day, start)) & before_end


def _figure(figure: Figure, table: Any, today: date, dated: Any) -> Any:
    counted = [_term(term, table, today, dated) for term in figure.terms]
    return reduce(lambda one, other: one + other, counted)


def _term(term: Term, table: Any, today: date, dated: Any) -> Any:
    conditions = [table.kind == term.kind, *(_condition(one, table) for one in term.where)]
    if term.past:
        day = table[_name(table, term.past, "date")]
        conditions.append(day < _moment(day, today))
    met = reduce(and_, [*conditions, dated] if dated is not None and not isinstance(dated, dict) else conditions)
    if term.sum:
        amount = table[_name(table, term.sum, "integer")]
        total = ibis.ifelse(met, amount, None).sum().fill_null(0)
        return total if term.sign > 0 else -total
    count = table.count(where=met).fill_null(0)  # Spark sums a condition that is null for every row to null
    return count if term.sign > 0 else -count


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
