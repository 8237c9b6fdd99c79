"""A version's figures as SQL over the journal, for the entries behind them. Private to the room.

Counting itself is the engine's; this says which subjects make up a count, and how much each term brings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from psycopg import sql

from caunoi.core.clock import VIETNAM
from caunoi.measures.rules.definition import OCCURRED_ON, PLACE_FIELDS, FieldType, Figure, Filter, Term
from caunoi.measures.rules.formulas import Binary, Extreme, Formula, Name, Node, Number

_CASTS: dict[FieldType, sql.SQL] = {
    "text": sql.SQL(""), "uuid": sql.SQL(""), "integer": sql.SQL("::numeric"), "decimal": sql.SQL("::numeric"),
    "boolean": sql.SQL("::boolean"), "date": sql.SQL("::date"), "datetime": sql.SQL("::timestamptz"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """What is counted: dated in `[start, end)`, seen on `today`."""

    start: date
    end: date
    today: date


def figure_sum(figure: Figure, period: Period) -> sql.Composable:
    """The sum of a counted figure over the rows of a group."""
    return sql.SQL(" + ").join(term_sum(figure, term, period) for term in figure.terms)


def term_sum(figure: Figure, term: Term, period: Period) -> sql.Composable:
    """What one term brings to its figure, over the rows of a group."""
    condition = sql.SQL(" AND ").join([_dated(figure, period), _condition(term, period)])
    amount = _value(term.sum, "decimal") if term.sum else sql.SQL("1")
    return sql.SQL("{sign} * coalesce(sum({amount}) FILTER (WHERE {condition}), 0)").format(
        sign=sql.Literal(term.sign), amount=amount, condition=condition
    )


def formula_sql(formula: Formula, columns: Mapping[str, sql.Composable]) -> sql.Composable:
    """A formula over named columns; NULL where it divides by nothing."""
    return _node(formula.root, columns)


def _dated(figure: Figure, period: Period) -> sql.Composable:
    if figure.dated_by in ("", OCCURRED_ON):
        day: sql.Composable = sql.SQL("(occurred_at AT TIME ZONE {})::date").format(sql.Literal(str(VIETNAM)))
    else:
        day = _value(figure.dated_by, "date")
    before = sql.SQL("{} < {}").format(day, _literal(period.end, "date"))
    if figure.until_end:
        return before
    return sql.SQL("{} >= {} AND {}").format(day, _literal(period.start, "date"), before)


def _condition(term: Term, period: Period) -> sql.Composable:
    parts: list[sql.Composable] = [sql.SQL("kind = {}").format(sql.Literal(term.kind))]
    parts += [_filter(one) for one in term.where]
    if term.past:
        parts.append(sql.SQL("{} < {}").format(_value(term.past, "date"), _literal(period.today, "date")))
    return sql.SQL(" AND ").join(parts)


def _filter(one: Filter) -> sql.Composable:
    value = _value(one.field, one.type)
    others = [_literal(v, one.type) for v in one.values]
    match one.op:
        case "missing":
            return sql.SQL("{} IS NULL" if one.values[0] else "{} IS NOT NULL").format(value)
        case "is" | "in":
            return sql.SQL("{} IN ({})").format(value, sql.SQL(", ").join(others))
        case "not":
            return sql.SQL("{} NOT IN ({})").format(value, sql.SQL(", ").join(others))
        case "min" | "max":
            other = _value(one.other, one.type) if one.other else others[0]
            return sql.SQL("{} {} {}").format(value, sql.SQL(">=" if one.op == "min" else "<="), other)


def _value(field: str, type_: FieldType) -> sql.Composable:
    if field in PLACE_FIELDS:
        return sql.SQL("{}::text").format(sql.Identifier(field))
    return sql.SQL("(data ->> {}){}").format(sql.Literal(field), _CASTS[type_])


def _literal(value: Any, type_: FieldType) -> sql.Composable:
    text = value.isoformat() if isinstance(value, date | datetime) else str(value)
    if type_ == "boolean":
        text = "true" if value else "false"
    return sql.SQL("{}{}").format(sql.Literal(text), _CASTS[type_])


def _node(node: Node, columns: Mapping[str, sql.Composable]) -> sql.Composable:
    match node:
        case Number(value=number):
            return sql.SQL("({}::numeric / {})").format(sql.Literal(number.numerator), sql.Literal(number.denominator))
        case Name(id=name):
            return columns[name]
        case Extreme(which=which, of=of):
            function = sql.SQL("least" if which == "min" else "greatest")
            return sql.SQL("{}({})").format(function, sql.SQL(", ").join(_node(one, columns) for one in of))
        case Binary(op="/", left=left, right=right):
            return sql.SQL("({}::numeric / nullif({}, 0))").format(_node(left, columns), _node(right, columns))
        case Binary(op=op, left=left, right=right):
            return sql.SQL("({} {} {})").format(_node(left, columns), sql.SQL(op), _node(right, columns))
