"""A plain set of measures counted over the journal: one statement, filtered sums, no join. Private to the room.

Read live, for pages that ask for a handful of figures; an index over all units goes through the engine.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from psycopg import sql

from caunoi.measures.rules.definition import Figure, Filter, Scalar, Term, Version

GROUPS = {"nation": sql.SQL("''"), "province": sql.SQL("province"), "agency": sql.SQL("agency_id::text")}
_CAST = {"integer": "numeric", "decimal": "numeric", "boolean": "boolean"}
_BOUNDS = {"min": ">=", "max": "<="}


def count(
    measure: Version,
    *,
    group: str,
    start: date,
    end: date,
    today: date,
    province: str | None = None,
    agency_id: UUID | None = None,
) -> dict[str, dict[str, int]]:
    """The measure's figures by group (`nation`, `province`, `agency`), for what is dated in `[start, end)`."""
    where, params = _where(measure, start, end, province, agency_id)
    columns = [_figure(figure, params, today) for figure in measure.counted]
    statement = sql.SQL("SELECT {group}, {columns} FROM core_journal WHERE {where} GROUP BY 1 ORDER BY 1").format(
        group=GROUPS[group], columns=sql.SQL(", ").join(columns), where=where
    )
    names = [figure.id for figure in measure.counted]
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return {key or "": dict(zip(names, map(int, counts), strict=True)) for key, *counts in cursor}


def received(*, start: date, end: date, province: str | None) -> dict[tuple[str, str], int]:
    """Entries of receipt dated in `[start, end)`, counted by procedure and case."""
    zone = ZoneInfo(settings.TIME_ZONE)
    where: sql.Composable = sql.SQL("kind = 'dossier.accepted' AND occurred_at >= %(since)s")
    if province is not None:
        where += sql.SQL(" AND province = %(province)s")
    statement = sql.SQL(
        "SELECT data ->> 'procedure', data ->> 'case', count(*) FROM core_journal WHERE {where} "
        "AND data ->> 'received_on' >= %(start)s AND data ->> 'received_on' < %(end)s GROUP BY 1, 2"
    ).format(where=where)
    since = datetime(start.year, start.month, start.day, tzinfo=zone)
    params: dict[str, Any] = {"since": since, "start": start.isoformat(), "end": end.isoformat(), "province": province}
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return {(procedure or "", case or ""): int(count) for procedure, case, count in cursor}


def _where(
    measure: Version, start: date, end: date, province: str | None, agency_id: UUID | None
) -> tuple[sql.Composable, dict[str, Any]]:
    """Nothing that is dated in the period happened before it began, so older entries are not read."""
    zone = ZoneInfo(settings.TIME_ZONE)
    conditions: list[sql.Composable] = [sql.SQL("kind = ANY(%(kinds)s) AND occurred_at >= %(since)s")]
    params: dict[str, Any] = {
        "kinds": list(measure.kinds),
        "since": datetime(start.year, start.month, start.day, tzinfo=zone),
        "start": start.isoformat(),
        "end": end.isoformat(),
    }
    if province is not None:
        conditions.append(sql.SQL("province = %(province)s"))
        params["province"] = province
    if agency_id is not None:
        conditions.append(sql.SQL("agency_id = %(agency)s"))
        params["agency"] = agency_id
    return sql.SQL(" AND ").join(conditions), params


def _figure(figure: Figure, params: dict[str, Any], today: date) -> sql.Composable:
    params["today"] = today.isoformat()
    dated = sql.SQL("data ->> {field} >= %(start)s AND data ->> {field} < %(end)s").format(
        field=sql.Literal(figure.dated_by)
    )
    sums = [
        sql.SQL("{sign} * count(*) FILTER (WHERE {dated} AND {condition})").format(
            sign=sql.Literal(term.sign), dated=dated, condition=_condition(term)
        )
        for term in figure.terms
    ]
    return sql.SQL(" + ").join(sums)


def _condition(term: Term) -> sql.Composable:
    parts: list[sql.Composable] = [sql.SQL("kind = {}").format(sql.Literal(term.kind))]
    parts += [_filter(one) for one in term.where]
    if term.past:
        parts.append(sql.SQL("data ->> {} < %(today)s").format(sql.Literal(term.past)))
    return sql.SQL(" AND ").join(parts)


def _filter(one: Filter) -> sql.Composable:
    """A condition on the entry's data; without a value it is not true, whatever it asks for (but `missing`)."""
    field = _field(one, one.field)
    if one.op == "missing":
        return sql.SQL("({} IS NULL) = {}").format(field, sql.Literal(one.values[0]))
    if one.op in _BOUNDS:
        bound = _field(one, one.other) if one.other else sql.Literal(_plain(one.values[0]))
        return sql.SQL("{} {} {}").format(field, sql.SQL(_BOUNDS[one.op]), bound)
    values = sql.SQL(", ").join(sql.Literal(_plain(value)) for value in one.values)
    return sql.SQL("{} {} ({})").format(field, sql.SQL("NOT IN" if one.op == "not" else "IN"), values)


def _field(one: Filter, name: str) -> sql.Composable:
    return sql.SQL("(data ->> {})::{}").format(sql.Literal(name), sql.SQL(_CAST.get(one.type, "text")))


def _plain(value: Scalar) -> Scalar:
    return value.isoformat() if isinstance(value, date) else value
