"""Watching: the wall of an agency's deadlines, and who looked at a citizen's dossier."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from caunoi.core.actor import Actor
from caunoi.dossiers import texts
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.errors import DossierNotFound
from caunoi.dossiers.models import Dossier, DossierLook
from caunoi.dossiers.policies import require_person
from caunoi.dossiers.queries.lists import in_order, require_reader
from caunoi.dossiers.shapes import Status
from caunoi.dossiers.shapes_lists import Load, LookView, WallDay, WallView
from caunoi.people import queries as people
from caunoi.units import queries as units

AHEAD = 7
URGENT = 20
_RUNNING = (Status.NEW, Status.ACCEPTED, Status.IN_PROCESS)
_HELD = (Status.SUPPLEMENT, Status.PAYMENT, Status.STOPPED)
_OF_AGENCY = """
    SELECT id, status, step, due_at FROM dossiers_dossier WHERE receiving_agency_id = %(agency)s AND NOT (step = '')
    UNION
    SELECT id, status, step, due_at FROM dossiers_dossier WHERE competent_agency_id = %(agency)s AND NOT (step = '')
"""
_BY_DAY = f"""
    SELECT CASE WHEN step = 'return' THEN 'return' WHEN status = ANY(%(held)s) THEN 'held' ELSE 'running' END AS what,
        (due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS due_on, count(*)
    FROM ({_OF_AGENCY}) d GROUP BY 1, 2"""
_URGENT = f"""
    SELECT id FROM ({_OF_AGENCY}) d WHERE status = ANY(%(running)s) AND NOT (step = 'return')
    ORDER BY due_at NULLS LAST, id LIMIT %(limit)s"""
_LOADS = f"""
    SELECT w.assignee_id, count(*), count(*) FILTER (WHERE NOT w.held AND w.due_at < %(today)s),
        count(*) FILTER (WHERE NOT w.held AND w.due_at >= %(today)s AND w.due_at < %(tomorrow)s)
    FROM dossiers_workitem w JOIN ({_OF_AGENCY}) d ON d.id = w.dossier_id
    WHERE w.closed_at IS NULL AND w.assignee_id IS NOT NULL GROUP BY 1 ORDER BY 3 DESC, 2 DESC LIMIT 100"""


def wall(agency_id: UUID, *, actor: Actor, now: datetime) -> WallView:
    """The deadlines of what the agency received or decides; reads its open dossiers only. At most nine statements.

    Raises NotReader for whoever has no reading role there.
    """
    require_reader(agency_id, actor, now)
    today = vietnam().local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    values: dict[str, Any] = {"agency": agency_id, "running": list(_RUNNING), "held": list(_HELD), "limit": URGENT}
    values |= {"today": today, "tomorrow": today + timedelta(days=1)}
    counted = _select(_BY_DAY, values)
    days = Counter[date]()
    for what, on, count in counted:
        if what == "running" and on is not None:
            days[on] += count
    return WallView(
        at=now,
        late=sum(count for on, count in days.items() if on < today.date()),
        due_today=days[today.date()],
        running=sum(count for what, _on, count in counted if what == "running"),
        held=sum(count for what, _on, count in counted if what == "held"),
        to_return=sum(count for what, _on, count in counted if what == "return"),
        days=[WallDay(on, days[on]) for on in sorted(days) if on > today.date()][:AHEAD],
        urgent=in_order([row[0] for row in _select(_URGENT, values)], now),
        loads=_loads(values),
    )


def _loads(values: dict[str, Any]) -> list[Load]:
    rows = _select(_LOADS, values)
    names = people.names(row[0] for row in rows) if rows else {}
    return [Load(person, names.get(person, ""), open_, late, today) for person, open_, late, today in rows]


def _select(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def looks(dossier_id: UUID, *, actor: Actor, now: datetime, limit: int = 500) -> list[LookView]:
    """Who looked at the citizen's own dossier and its files, newest first, once an officer, thing and hour.

    Four statements. Raises SignInToFile, DossierNotFound for everybody but the applicant.
    """
    person_id = require_person(actor)
    if not Dossier.objects.filter(id=dossier_id, applicant_id=person_id).exists():
        raise DossierNotFound
    rows = list(DossierLook.objects.filter(dossier_id=dossier_id).order_by("-looked_at")[:limit])
    names = people.names(row.person_id for row in rows)
    agencies = units.agencies({row.agency_id for row in rows if row.agency_id})
    return [
        LookView(
            at=row.looked_at,
            officer_name=names.get(row.person_id, ""),
            role_name=str(texts.ROLE.get(row.role, row.role)),
            agency_name=agencies[row.agency_id].name if row.agency_id in agencies else "",
            what=row.what,
            what_name=str(texts.LOOKED.get(row.what, row.what)),
        )
        for row in rows
    ]
