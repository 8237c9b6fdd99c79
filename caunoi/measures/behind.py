"""The entries of one unit behind its figures, in PostgreSQL: what each term brings, and which subjects make a figure.

Exact by construction: the same terms as the engine's, summed by subject. Private to the room.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from caunoi.core.clock import local_date
from caunoi.core.journal import registered_events
from caunoi.measures.figures import Asked
from caunoi.measures.rules.definition import Figure, Version
from caunoi.measures.statements import Period, figure_sum, formula_sql, term_sum

_COLUMNS = {
    "province": sql.SQL("province = %(key)s"),
    "commune": sql.SQL("unit_id = %(key)s::uuid"),
    "department": sql.SQL("agency_id = %(key)s::uuid"),
}
_NOWHERE = sql.SQL("province = '' AND unit_id IS NULL AND agency_id IS NULL")
_NONE = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Page:
    """Subjects in order of identifier; `total` of them, whose figures sum to `value`."""

    ids: tuple[UUID, ...]
    total: int
    value: Fraction


def period_of(asked: Asked) -> Period:
    """The period in the words of `statements`."""
    return Period(asked.start, asked.end, local_date(asked.as_of))


def term_counts(asked: Asked, key: str, figures: Iterable[Figure]) -> dict[tuple[str, int], Fraction]:
    """By (figure, number of the term): what the term brings to the unit's figure; one statement, none for none."""
    wanted = [one for one in figures if one.counted]
    if not wanted:
        return {}
    period = period_of(asked)
    names = [(one.id, number) for one in wanted for number in range(len(one.terms))]
    sums = [term_sum(one, term, period) for one in wanted for term in one.terms]
    everywhere = any(one.everywhere for one in wanted)
    statement = sql.SQL("SELECT {} FROM core_journal WHERE {}").format(
        sql.SQL(", ").join(sums), _where(asked, everywhere=everywhere)
    )
    (row,) = _rows(statement, _params(asked, key, wanted))
    return {name: _exact(number) for name, number in zip(names, row, strict=True)}


def subject_kind(version: Version, figure_id: str) -> str | None:
    """What a figure's entries are about, when all are about one kind of subject and nothing in it was typed in."""
    figures = [version.figures[name] for name in version.made_of(figure_id)]
    if any(one.manual is not None for one in figures):
        return None
    events = registered_events()
    kinds = {events[term.kind].subject_kind for one in figures for term in one.terms if term.kind in events}
    return kinds.pop() if len(kinds) == 1 else None


def subjects(asked: Asked, key: str, *, more: str, less: str = "", after: UUID | None = None, limit: int = 50) -> Page:
    """The subjects for which figure `more` (less figure `less`, if given) is positive; one statement."""
    version = asked.version
    names = [*version.made_of(more), *(version.made_of(less) if less else ())]
    counted = [one for one in version.figures.values() if one.counted and one.id in names]
    columns = sql.SQL(", ").join(
        sql.SQL("{} AS {}").format(figure_sum(one, period_of(asked)), sql.Identifier(one.id)) for one in counted
    )
    amount = _amount(version, more)
    if less:
        amount = sql.SQL("({} - coalesce({}, 0))").format(amount, _amount(version, less))
    statement = sql.SQL(
        "WITH per AS (SELECT subject_id, {columns} FROM core_journal WHERE {where} GROUP BY subject_id),"
        " hits AS (SELECT subject_id, {amount} AS amount FROM per WHERE {amount} > 0),"
        " page AS (SELECT subject_id FROM hits WHERE subject_id > %(after)s::uuid ORDER BY subject_id LIMIT %(limit)s)"
        " SELECT count(*), coalesce(sum(amount), 0), (SELECT array_agg(subject_id ORDER BY subject_id) FROM page)"
        " FROM hits"
    ).format(columns=columns, where=_where(asked, everywhere=any(one.everywhere for one in counted)), amount=amount)
    params = {**_params(asked, key, counted), "after": after or _NONE, "limit": limit}
    ((total, value, ids),) = _rows(statement, params)
    return Page(tuple(ids or ()), int(total), _exact(value))


def _amount(version: Version, figure_id: str) -> sql.Composable:
    """A figure as an expression over the sums by subject: formulas are worked out for each subject."""
    figure = version.figures[figure_id]
    if figure.distinct:
        return _amount(version, figure.of)
    if figure.formula is None:
        return sql.Identifier(figure_id)
    return formula_sql(figure.formula, {name: _amount(version, name) for name in figure.formula.names})


def _where(asked: Asked, *, everywhere: bool) -> sql.Composable:
    place: sql.Composable = _COLUMNS[asked.level]
    if asked.level == "department" and asked.version.agency_by:
        place = sql.SQL("coalesce((data ->> {})::uuid, agency_id) = %(key)s::uuid").format(
            sql.Literal(asked.version.agency_by)
        )
    if everywhere:
        place = sql.SQL("({} OR {})").format(place, _NOWHERE)
    where = sql.SQL("kind = ANY(%(kinds)s) AND occurred_at <= %(as_of)s AND ") + place
    if asked.position is not None:
        where += sql.SQL(" AND id <= %(position)s")
    return where


def _params(asked: Asked, key: str, figures: Iterable[Figure]) -> dict[str, Any]:
    as_of: datetime = asked.as_of
    kinds = sorted({term.kind for one in figures for term in one.terms})
    return {"key": key, "kinds": kinds, "as_of": as_of, "position": asked.position}


def _rows(statement: sql.Composable, params: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return list(cursor.fetchall())


def _exact(number: Any) -> Fraction:
    return Fraction(number or 0)
