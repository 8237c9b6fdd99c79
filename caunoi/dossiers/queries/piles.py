"""An agency's open work as piles, read a page at a time: every page costs the same, however much is open.

Each pile is one or a few ranges of an index over open work items in order of (due date, opening, id); a page takes the
first rows of each range after the cursor and merges them. Private to `queries`.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.policies import Standing
from caunoi.dossiers.queries.finding import literal
from caunoi.dossiers.shapes import QueueState
from caunoi.units.rules.text import fold

EXAMINERS = ("specialist", "head_of_unit")
ENOUGH = 1_000
"""As far as a pile is counted: a larger one is only known to be larger, whatever lies in it."""
_OPEN = "w.closed_at IS NULL AND w.agency_id = %(agency)s"
_RUNNING = f"{_OPEN} AND NOT w.held AND NOT (w.step = 'return')"
_DUE = (
    "SELECT w.id, w.due_at, w.opened_at FROM dossiers_workitem w WHERE {where} AND w.due_at IS NOT NULL {after}"
    " ORDER BY w.due_at, w.opened_at, w.id LIMIT %(limit)s"
)
_UNDATED = (
    "SELECT w.id, w.due_at, w.opened_at FROM dossiers_workitem w WHERE {where} AND w.due_at IS NULL {after}"
    " ORDER BY w.opened_at, w.id LIMIT %(limit)s"
)
_LIKE = """ AND EXISTS (SELECT 1 FROM dossiers_dossier d WHERE d.id = w.dossier_id
    AND (d.applicant_search LIKE %(name)s OR d.code LIKE %(code)s))"""


_PROCEDURE = """ AND EXISTS (SELECT 1 FROM dossiers_dossier p WHERE p.id = w.dossier_id
    AND p.procedure_code = %(procedure)s)"""
_MOMENT = "to_char(w.opened_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS')"
_ORDERS = {"newest": (_MOMENT, "DESC", "<"), "name": ("o.applicant_search", "ASC", ">")}
"""What else a pile may be ordered by: the text it is compared by, its direction, what comes after."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: the due date of its last row (None: it has none), when that was opened, its id."""

    due_at: datetime | None
    at: datetime
    id: UUID

    def text(self) -> str:
        """As it travels in an address."""
        said = f"{self.due_at.isoformat() if self.due_at else ''}|{self.at.isoformat()}|{self.id}"
        return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


def cursor_of(text: str) -> Cursor | None:
    """A cursor from an address; None for what is none, so that a mangled link begins at the first page."""
    try:
        said = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
        due, at, item = said.split("|")
        return Cursor(datetime.fromisoformat(due) if due else None, datetime.fromisoformat(at), UUID(item))
    except (ValueError, binascii.Error):
        return None


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What of a pile is shown, and in what order: `due`, `newest` or `name` (anything else is `due`)."""

    text: str = ""
    procedure: str = ""
    order: str = "due"

    def sql(self, values: dict[str, Any]) -> str:
        """A condition on the item; adds its values."""
        found = ""
        if words := fold(self.text):
            found = _LIKE
            values |= {"name": f"%{literal(words)}%", "code": f"%{literal(self.text.strip().upper())}%"}
        if self.procedure:
            found += _PROCEDURE
            values["procedure"] = self.procedure
        return found


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of another order ended: what it is ordered by, as text, and the item's id."""

    key: str
    id: UUID

    def text(self) -> str:
        """As it travels in an address."""
        return base64.urlsafe_b64encode(f"{self.id}|{self.key}".encode()).decode().rstrip("=")


def place_of(text: str) -> Place | None:
    """A place from an address; None for what is none."""
    try:
        item, _, key = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().partition("|")
        return Place(key, UUID(item)) if "\0" not in key else None
    except (ValueError, binascii.Error):
        return None


def page_of(
    pile: QueueState, agency_id: UUID, who: Standing, *, now: datetime, narrowed: Narrowed, after: str, limit: int
) -> Sequence[Cursor | Place]:
    """The items of one page, at most `limit`; one statement."""
    values: dict[str, Any] = {"agency": agency_id, "limit": limit, **_moments(now)}
    more = narrowed.sql(values)
    ranges = [where + more for where in _ranges(pile, agency_id, who, values)]
    if narrowed.order in _ORDERS:
        return _ordered(ranges, narrowed.order, place_of(after), values)
    return _by_due(ranges, cursor_of(after), values)


def _ordered(ranges: list[str], order: str, start: Place | None, values: dict[str, Any]) -> list[Place]:
    """By something that no index of open work holds: the pile is read and sorted."""
    if not ranges:
        return []
    key, direction, compared = _ORDERS[order]
    after = ""
    if start is not None:
        after = f"AND ({key}, w.id) {compared} (%(after_key)s, %(after_id)s)"
        values |= {"after_key": start.key, "after_id": start.id}
    pile = " OR ".join(f"({where})" for where in ranges)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {key}, w.id FROM dossiers_workitem w JOIN dossiers_dossier o ON o.id = w.dossier_id"
            f" WHERE ({pile}) {after} ORDER BY 1 {direction}, 2 {direction} LIMIT %(limit)s",
            values,
        )
        return [Place(*row) for row in cursor.fetchall()]


def _by_due(ranges: list[str], start: Cursor | None, values: dict[str, Any]) -> list[Cursor]:
    parts = []
    for where in ranges:
        parts += _parts(where, start)
    if not parts:
        return []
    if start is not None:
        values |= {"after_due": start.due_at, "after_at": start.at, "after_id": start.id}
    union = " UNION ALL ".join(f"({part})" for part in parts)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT due_at, opened_at, id FROM ({union}) u ORDER BY 1 NULLS LAST, 2, 3 LIMIT %(limit)s", values
        )
        return [Cursor(*row) for row in cursor.fetchall()]


def _parts(where: str, start: Cursor | None) -> list[str]:
    """Dated items first, then those without a due date."""
    if start is None:
        return [_DUE.format(where=where, after=""), _UNDATED.format(where=where, after="")]
    if start.due_at is None:
        return [_UNDATED.format(where=where, after="AND (w.opened_at, w.id) > (%(after_at)s, %(after_id)s)")]
    later = "AND (w.due_at, w.opened_at, w.id) > (%(after_due)s, %(after_at)s, %(after_id)s)"
    return [_DUE.format(where=where, after=later), _UNDATED.format(where=where, after="")]


def _ranges(pile: QueueState, agency_id: UUID, who: Standing, values: dict[str, Any]) -> list[str]:
    match pile:
        case QueueState.MINE:
            return _mine(agency_id, who, values)
        case QueueState.FREE:
            return [f"{_OPEN} AND w.role = '{role}' AND w.assignee_id IS NULL AND NOT w.held" for role in EXAMINERS]
        case QueueState.UNIT:
            return [_OPEN]
        case QueueState.HELD:
            return [f"{_OPEN} AND w.held"]
        case QueueState.LATE:
            return [f"{_RUNNING} AND w.due_at < %(today)s"]
        case QueueState.SOON:
            return [f"{_RUNNING} AND w.due_at >= %(today)s AND w.due_at < %(soon)s"]
        case QueueState.TO_RECEIVE:
            return [f"{_OPEN} AND w.step = 'receive' AND NOT w.held"]
        case QueueState.TO_RETURN:
            return [f"{_OPEN} AND w.step = 'return' AND NOT w.held"]
        case QueueState.TO_SIGN:
            return [f"{_OPEN} AND w.role = 'leader' AND NOT w.held"]
        case QueueState.TO_EXAMINE:
            return [f"{_OPEN} AND w.role = '{role}' AND NOT w.held" for role in EXAMINERS]
    raise ValueError(f"{pile} is no pile of work")


def _mine(agency_id: UUID, who: Standing, values: dict[str, Any]) -> list[str]:
    """What is assigned to the actor, or to whom they act for; and what is free for a role that they hold here."""
    found = []
    for number, person in enumerate([who.person_id, *sorted(who.lent_by)]):
        values[f"person{number}"] = person
        found.append(f"{_OPEN} AND w.assignee_id = %(person{number})s AND NOT w.held")
    for number, role in enumerate(sorted({role for agency, role in who.held if agency == agency_id})):
        values[f"role{number}"] = role
        found.append(f"{_OPEN} AND w.role = %(role{number})s AND w.assignee_id IS NULL AND NOT w.held")
    return found


def procedures_of(agency_id: UUID) -> dict[str, UUID]:
    """Of which procedures the agency has open work: code and one version each; one statement over its open work."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d.procedure_code, (array_agg(d.procedure_version_id))[1] FROM dossiers_workitem w"
            f" JOIN dossiers_dossier d ON d.id = w.dossier_id WHERE {_OPEN} GROUP BY 1",
            {"agency": agency_id},
        )
        return dict(cursor.fetchall())


def counts_of(agency_id: UUID, who: Standing, *, now: datetime) -> dict[str, int]:
    """How much is in each pile, counted as far as `ENOUGH`; one statement, two where more than that is open."""
    people = [who.person_id, *who.lent_by]
    roles = [role for agency, role in who.held if agency == agency_id]
    running, unassigned = "NOT w.held AND NOT (w.step = 'return')", "w.assignee_id IS NULL"
    filters = {
        "unit": "true",
        "held": "w.held",
        "mine": f"NOT w.held AND (w.assignee_id = ANY(%(people)s) OR ({unassigned} AND w.role = ANY(%(roles)s)))",
        "free": f"NOT w.held AND {unassigned} AND w.role = ANY(%(examiners)s)",
        "late": f"{running} AND w.due_at < %(today)s",
        "soon": f"{running} AND w.due_at >= %(today)s AND w.due_at < %(soon)s",
        "to_receive": "NOT w.held AND w.step = 'receive'",
        "to_return": "NOT w.held AND w.step = 'return'",
        "to_sign": "NOT w.held AND w.role = 'leader'",
        "to_examine": "NOT w.held AND w.role = ANY(%(examiners)s)",
    }
    columns = ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in filters.values())
    values: dict[str, Any] = {
        "agency": agency_id,
        "people": people,
        "roles": roles,
        "examiners": list(EXAMINERS),
        "limit": ENOUGH + 1,
        **_moments(now),
    }
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM (SELECT * FROM dossiers_workitem w WHERE {_OPEN} LIMIT %(limit)s) w", values
        )
        found = dict(zip(filters, cursor.fetchone(), strict=True))
    return found if found["unit"] <= ENOUGH else _each_counted(list(filters), agency_id, who, values)


def _each_counted(piles: Sequence[str], agency_id: UUID, who: Standing, values: dict[str, Any]) -> dict[str, int]:
    """Each pile for itself, by the indexes that its pages are read by; one statement."""
    columns = []
    for pile in piles:
        ranges = _ranges(QueueState(pile), agency_id, who, values)
        parts = [f"(SELECT 1 FROM dossiers_workitem w WHERE {where} LIMIT %(limit)s)" for where in ranges]
        columns.append(f"(SELECT count(*) FROM ({' UNION ALL '.join(parts)}) p)")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)}", values)
        return {pile: min(count, ENOUGH + 1) for pile, count in zip(piles, cursor.fetchone(), strict=True)}


def _moments(now: datetime) -> dict[str, datetime]:
    """The start of today, and the end of the next working day: what falls due between them is due soon."""
    calendar = vietnam()
    today = calendar.local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    day = today + timedelta(days=1)
    while not calendar.is_working_day(day.date()):
        day += timedelta(days=1)
    return {"today": today, "soon": day + timedelta(days=1)}
