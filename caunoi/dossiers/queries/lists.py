"""Lists of dossiers: a citizen's own, an agency's piles of work, what is found by a name, a code or a number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.cache import caches
from django.db import connection

from caunoi.core.actor import Actor
from caunoi.dossiers.errors import NotReader
from caunoi.dossiers.models import Dossier, WorkItem
from caunoi.dossiers.policies import READERS, Standing, require_person, standing
from caunoi.dossiers.queries import piles
from caunoi.dossiers.queries.finding import found_ids
from caunoi.dossiers.queries.piles import Cursor, cursor_of
from caunoi.dossiers.shapes import DossierRow, QueueCounts, QueuePage, QueueState, Status
from caunoi.dossiers.views_of import dossier_row, item_row
from caunoi.people import queries as people
from caunoi.procedures import queries as procedures
from caunoi.units import queries as units
from caunoi.units.rules.text import fold

MUCH = 500
"""From so many open things on, an office's choices of procedures are remembered for a minute."""
_ALL = """(SELECT id, submitted_at FROM dossiers_dossier
    WHERE {agency} = %(agency)s AND submitted_at IS NOT NULL {after}
    ORDER BY submitted_at DESC, id DESC LIMIT %(limit)s)"""


def mine(*, actor: Actor, now: datetime, limit: int = 200) -> list[DossierRow]:
    """The signed-in citizen's dossiers and drafts, newest first; three statements. Raises SignInToFile."""
    rows = Dossier.objects.filter(applicant_id=require_person(actor)).defer("answers", "result")
    return _rows(rows.order_by("-created_at")[:limit], now)


def helped(*, actor: Actor, now: datetime, limit: int = 50) -> list[DossierRow]:
    """Drafts that the officer or helper prepares for people and has not filed yet, newest first."""
    rows = Dossier.objects.filter(filed_by_id=require_person(actor), status=Status.DRAFT).defer("answers", "result")
    return _rows(rows.order_by("-created_at")[:limit], now)


def queue(
    *,
    agency_id: UUID,
    actor: Actor,
    now: datetime,
    pile: str = QueueState.MINE,
    text: str = "",
    after: str = "",
    size: int = 50,
    with_counts: bool = False,
    order: str = "due",
    procedure: str = "",
) -> QueuePage:
    """One page of a pile of an agency's work, the nearest due date first; `all` is every dossier, newest first.

    Other orders of a pile: `newest` (what came last) and `name` (of the applicant); they read the pile's open work, not
    more. `procedure`: only of that code. Neither is for `all`. `after` is the `next` of the page before, in one order;
    `text` narrows to an applicant's name (without diacritics) or a part of a code. With counts (of all piles) at most
    eight statements, nine where more than 1,000 things are open; without them the rows read by due date are in
    proportion to the page, not to the pile. Raises
    NotReader for whoever has no reading role in the agency, ValueError for an unknown pile.
    """
    who = require_reader(agency_id, actor, now)
    narrowed = piles.Narrowed(text, procedure, order)
    page = _page(QueueState(pile), agency_id, who, now, narrowed, after, max(1, min(size, 200)))
    if not with_counts:
        return page
    counts = QueueCounts(**piles.counts_of(agency_id, who, now=now))
    return replace(page, counts=counts, procedures=_open_procedures(agency_id, counts.unit))


def _open_procedures(agency_id: UUID, count: int) -> tuple[tuple[str, str], ...]:
    """The choices of the filter; where much is open they are as of a minute ago: counting them reads all of it."""
    found: dict[str, UUID]
    if count <= MUCH:
        found = piles.procedures_of(agency_id)
    else:
        key = f"dossiers.open-procedures.{agency_id}"
        found = caches["local"].get_or_set(key, lambda: piles.procedures_of(agency_id), 60) or {}
    views = procedures.versions(found.values())
    return tuple(sorted(((code, views[i].name) for code, i in found.items()), key=lambda pair: fold(pair[1])))


def _page(
    pile: QueueState, agency_id: UUID, who: Standing, now: datetime, narrowed: piles.Narrowed, after: str, size: int
) -> QueuePage:
    if pile == QueueState.ALL:
        return _all(agency_id, now, narrowed.text, after, size)
    found = piles.page_of(pile, agency_id, who, now=now, narrowed=narrowed, after=after, limit=size + 1)
    more = found[size - 1].text() if len(found) > size else ""
    return QueuePage(_items([row.id for row in found[:size]], now), size, more)


def queue_counts(*, agency_id: UUID, actor: Actor, now: datetime) -> QueueCounts:
    """How much is in each pile of the agency; one or two statements over its open work beside the permission's.

    Raises NotReader.
    """
    who = require_reader(agency_id, actor, now)
    return QueueCounts(**piles.counts_of(agency_id, who, now=now))


def find(text: str, *, actor: Actor, now: datetime, agency_id: UUID | None = None, size: int = 20) -> QueuePage:
    """Dossiers by a name without diacritics, a code or a part of it, a telephone or a personal identification number.

    Only of agencies whose dossiers the officer may read (`agency_id`: only of that one), newest first. `next` is `more`
    when there are more: type more of it. At most seven statements. Raises NotReader.
    """
    who = standing(actor, now=now)
    agencies = sorted({agency for agency, role in who.held if role in READERS})
    if agency_id is not None:
        agencies = [agency for agency in agencies if agency == agency_id]
    if not agencies:
        raise NotReader
    ids, more = found_ids(text, agencies, size=max(1, min(size, 100)))
    return QueuePage(in_order(ids, now), size, "more" if more else "")


def require_reader(agency_id: UUID, actor: Actor, now: datetime) -> Standing:
    """The standing of a reader of the agency, who also acts for colleagues that are away. Raises NotReader."""
    who = standing(actor, now=now)
    if not who.holds(agency_id, READERS):
        raise NotReader
    assert who.person_id is not None
    away = people.stands_in_for(who.person_id, agency_id=agency_id, at=now)
    return replace(who, lent_by=who.lent_by | away) if away else who


def _all(agency_id: UUID, now: datetime, text: str, after: str, size: int) -> QueuePage:
    if text.strip():
        ids, cut = found_ids(text, [agency_id], size=size)
        return QueuePage(in_order(ids, now), size, "more" if cut else "")
    values: dict[str, Any] = {"agency": agency_id, "limit": size + 1}
    later = ""
    if start := cursor_of(after):
        later = "AND (submitted_at, id) < (%(at)s, %(id)s)"
        values |= {"at": start.at, "id": start.id}
    parts = " UNION ".join(
        _ALL.format(agency=column, after=later) for column in ("receiving_agency_id", "competent_agency_id")
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, submitted_at FROM ({parts}) u ORDER BY 2 DESC, 1 DESC LIMIT %(limit)s", values)
        found = cursor.fetchall()
    more = Cursor(None, found[size - 1][1], found[size - 1][0]).text() if len(found) > size else ""
    return QueuePage(in_order([row[0] for row in found[:size]], now), size, more)


def in_order(ids: list[UUID], now: datetime) -> list[DossierRow]:
    """The dossiers as lines, in the order of their ids."""
    rows = Dossier.objects.defer("answers", "result").in_bulk(ids)
    return _rows([rows[i] for i in ids if i in rows], now)


def _rows(rows: Iterable[Dossier], now: datetime) -> list[DossierRow]:
    found = list(rows)
    if not found:
        return []
    names, agencies = procedure_names(found), _agencies(found)
    return [
        dossier_row(row, procedure_name=names[row.procedure_version_id], agencies=agencies, now=now) for row in found
    ]


def _items(ids: list[UUID], now: datetime) -> list[DossierRow]:
    if not ids:
        return []
    found = WorkItem.objects.select_related("dossier").defer("dossier__answers", "dossier__result").in_bulk(ids)
    items = [found[i] for i in ids if i in found]
    names, agencies = procedure_names(i.dossier for i in items), _agencies(i.dossier for i in items)
    persons = people.names(i.assignee_id for i in items if i.assignee_id)
    return [
        item_row(
            item,
            dossier_row(
                item.dossier,
                procedure_name=names[item.dossier.procedure_version_id],
                agencies=agencies,
                now=now,
            ),
            assignee=persons.get(item.assignee_id, "") if item.assignee_id else "",
        )
        for item in items
    ]


def procedure_names(rows: Iterable[Dossier]) -> dict[UUID, str]:
    """The names of their procedures in the language in force, by version."""
    return {i: v.name for i, v in procedures.versions({row.procedure_version_id for row in rows}).items()}


def _agencies(rows: Iterable[Dossier]) -> dict[UUID, units.AgencyView]:
    return units.agencies({i for row in rows for i in (row.receiving_agency_id, row.competent_agency_id)})
