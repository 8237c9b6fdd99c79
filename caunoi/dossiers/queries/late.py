"""What is late now, by agency and by who has it, for those who watch over the work."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.dossiers import texts
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.errors import NotOverseer
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.overseeing import oversight
from caunoi.dossiers.queries.piles import Cursor, cursor_of
from caunoi.dossiers.shapes_late import LateAgency, LateDossier, LateOfficer, LateView
from caunoi.people import queries as people
from caunoi.procedures import queries as procedures

_LATE = """w.closed_at IS NULL AND NOT w.held AND NOT (w.step = 'return') AND w.due_at < %(today)s
    AND w.agency_id = ANY(%(agencies)s)"""
_BY_AGENCY = f"""SELECT w.agency_id, count(DISTINCT w.dossier_id), min(w.due_at) FROM dossiers_workitem w
    WHERE {_LATE} GROUP BY 1 ORDER BY 2 DESC, 3, 1"""
_BY_OFFICER = f"""SELECT w.assignee_id, count(DISTINCT w.dossier_id), min(w.due_at) FROM dossiers_workitem w
    WHERE {_LATE} GROUP BY 1 ORDER BY 2 DESC, 3, 1 LIMIT 200"""
_PAGE = f"""SELECT w.id, w.dossier_id, w.agency_id, w.role, w.step, w.assignee_id, w.due_at, w.opened_at
    FROM dossiers_workitem w WHERE {_LATE} {{narrowed}} ORDER BY w.due_at, w.opened_at, w.id LIMIT %(limit)s"""
_REMINDED = """SELECT DISTINCT subject_id FROM core_journal WHERE subject_kind = 'dossier'
    AND kind = 'dossier.reminded' AND subject_id = ANY(%s) AND occurred_at >= %s"""
NOBODY = "nobody"


def late_now(
    *, actor: Actor, now: datetime, agency_id: UUID | None = None, officer: str = "", after: str = "", size: int = 50
) -> LateView:
    """Late work in the agencies that the actor watches over, the longest late first, a page at a time.

    `agency_id` narrows to one of them; `officer` to one person's (a UUID) or to what is `nobody`'s, within the actor's
    own agencies. Names of officers only there; never an applicant's. At most sixteen statements. Raises NotOverseer.
    """
    seen = oversight(actor, now=now)
    if agency_id is not None and agency_id not in seen.agencies:
        raise NotOverseer
    today = start_of_day(now)
    values: dict[str, Any] = {"today": today, "agencies": list(seen.agencies), "limit": size + 1}
    agencies = [LateAgency(a, seen.agencies[a], n, _days(due, now)) for a, n, due in _select(_BY_AGENCY, values)]
    wanted = [agency_id] if agency_id else list(seen.agencies)
    own = seen.own & set(wanted)
    officers = _officers(_select(_BY_OFFICER, values | {"agencies": list(own)}), now) if own else []
    values["agencies"] = wanted
    narrowed = _narrowed(officer, own, values) + _after(after, values)
    rows = _select(_PAGE.format(narrowed=narrowed), values)
    more = _cursor(rows[size - 1]) if len(rows) > size else ""
    return LateView(
        at=now, total=sum(a.late for a in agencies), agencies=agencies, officers=officers,
        rows=_dossiers(rows[:size], seen.agencies, own, seen.may_remind, now), next=more,
    )  # fmt: skip


def start_of_day(now: datetime) -> datetime:
    """Midnight in Việt Nam."""
    return vietnam().local(now).replace(hour=0, minute=0, second=0, microsecond=0)


def reminded_since(dossier_ids: Iterable[UUID], since: datetime) -> set[UUID]:
    """Of these dossiers, those of which somebody was reminded since; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_REMINDED, [list(dossier_ids), since])
        return {row[0] for row in cursor.fetchall()}


def _narrowed(officer: str, own: frozenset[UUID], values: dict[str, Any]) -> str:
    if not officer:
        return ""
    values["agencies"] = list(own)
    if officer == NOBODY:
        return "AND w.assignee_id IS NULL"
    try:
        values["officer"] = UUID(officer)
    except ValueError as error:
        raise NotOverseer from error
    return "AND w.assignee_id = %(officer)s"


def _after(after: str, values: dict[str, Any]) -> str:
    start = cursor_of(after) if after else None
    if start is None or start.due_at is None:
        return ""
    values |= {"due": start.due_at, "at": start.at, "id": start.id}
    return " AND (w.due_at, w.opened_at, w.id) > (%(due)s, %(at)s, %(id)s)"


def _cursor(row: tuple[Any, ...]) -> str:
    return Cursor(row[6], row[7], row[0]).text()


def _officers(rows: list[tuple[Any, ...]], now: datetime) -> list[LateOfficer]:
    names = people.names([person for person, _, _ in rows if person]) if rows else {}
    return [LateOfficer(person, names.get(person, "") if person else "", n, _days(due, now)) for person, n, due in rows]


def _dossiers(
    rows: list[tuple[Any, ...]],
    names: dict[UUID, str],
    own: frozenset[UUID],
    may_remind: frozenset[UUID],
    now: datetime,
) -> list[LateDossier]:
    if not rows:
        return []
    found = Dossier.objects.defer("answers", "result").in_bulk({row[1] for row in rows})
    versions = procedures.versions({d.procedure_version_id for d in found.values()})
    holders = people.names({row[5] for row in rows if row[5] and row[2] in own})
    told = reminded_since(found, start_of_day(now))
    return [
        LateDossier(
            id=dossier, code=found[dossier].code or "",
            procedure_name=versions[found[dossier].procedure_version_id].name,
            agency_id=agency, agency_name=names.get(agency, ""),
            step_name=str(texts.step_name(found[dossier].process_code, step)),
            role_name=str(texts.ROLE.get(role, role)),
            holder_name=holders.get(holder, "") if holder else "",
            due_at=due, days=_days(due, now), reminded_today=dossier in told, may_remind=agency in may_remind,
            readable=agency in own,
        )
        for _, dossier, agency, role, step, holder, due, _ in rows
    ]  # fmt: skip


def _days(due: datetime, now: datetime) -> int:
    return (local_date(now) - local_date(due)).days


def _select(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
