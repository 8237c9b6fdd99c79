"""A definition counted over the journal: one statement, filtered sums, no join. Private to the room.

The open period is read live. A closed one will come from Parquet files with the same columns by the same definition.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from psycopg import sql

from caunoi.measures.rules.plain import Definition, Term, definitions_from, in_force

GROUPS = {"nation": sql.SQL("''"), "province": sql.SQL("province"), "agency": sql.SQL("agency_id::text")}


@lru_cache(maxsize=32)
def _definitions(code: str) -> list[Definition]:
    path = settings.DATA / "measures" / f"{code}.json"
    return definitions_from(json.loads(path.read_text(encoding="utf-8")))


def definition(code: str, *, on: date) -> Definition:
    """The version of a measure in force on a date. Raises LookupError."""
    return in_force(_definitions(code), on)


def count(
    measure: Definition,
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
    columns = [_figure(terms, params, today) for terms in measure.figures.values()]
    statement = sql.SQL("SELECT {group}, {columns} FROM core_journal WHERE {where} GROUP BY 1 ORDER BY 1").format(
        group=GROUPS[group], columns=sql.SQL(", ").join(columns), where=where
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return {key or "": dict(zip(measure.figures, map(int, counts), strict=True)) for key, *counts in cursor}


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
    measure: Definition, start: date, end: date, province: str | None, agency_id: UUID | None
) -> tuple[sql.Composable, dict[str, Any]]:
    """Nothing that is dated in the period happened before it began, so older entries are not read."""
    zone = ZoneInfo(settings.TIME_ZONE)
    conditions: list[sql.Composable] = [
        sql.SQL("kind = ANY(%(kinds)s) AND occurred_at >= %(since)s"),
        sql.SQL("data ->> {field} >= %(start)s AND data ->> {field} < %(end)s").format(
            field=sql.Literal(measure.dated_by)
        ),
    ]
    params: dict[str, Any] = {
        "kinds": measure.kinds,
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


def _figure(terms: Sequence[Term], params: dict[str, Any], today: date) -> sql.Composable:
    params["today"] = today.isoformat()
    sums = [
        sql.SQL("{sign} * count(*) FILTER (WHERE {condition})").format(
            sign=sql.Literal(term.sign), condition=_condition(term)
        )
        for term in terms
    ]
    return sql.SQL(" + ").join(sums)


def _condition(term: Term) -> sql.Composable:
    parts: list[sql.Composable] = [sql.SQL("kind = {}").format(sql.Literal(term.kind))]
    if term.where:
        parts.append(sql.SQL("data @> {}::jsonb").format(sql.Literal(json.dumps(dict(term.where)))))
    if term.past:
        parts.append(sql.SQL("data ->> {} < %(today)s").format(sql.Literal(term.past)))
    return sql.SQL(" AND ").join(parts)
