"""The list of procedures with what is unsure, and one procedure whole."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from caunoi.core.clock import local_date
from caunoi.core.errors import NotFound
from caunoi.desk.asking import agency_of, when, who
from caunoi.desk.catalogue import reading
from caunoi.people import queries as people
from caunoi.procedures import queries
from caunoi.procedures.queries import VersionRow
from caunoi.ui.access import role
from caunoi.units import queries as units

MANAGERS = ("administrator", "centre_manager", "catalogue_manager")
READERS = (*MANAGERS, "head_of_unit", "leader", "auditor")
"""Who may read one procedure; those who work on drafts come from there."""
SIZE = 25


@role(*MANAGERS)
@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    """Procedures with what is unsure about each; narrowed to the unsure, to those that can be filed, or by words."""
    on = local_date(when(request))
    text = request.GET.get("q", "").strip()[:100]
    show = request.GET.get("show", "unsure")
    show = show if show in reading.PILES else "unsure"
    page = queries.search(text, on=on, page=_page(request), size=SIZE, **reading.PILES[show].wanted)
    context = {"q": text, "show": show, "page": page, "piles": reading.piles(on)}
    return render(request, "desk/catalogue/list.html", context)


@role(*READERS)
@require_GET
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """One procedure: the version in force, or the one asked for with `?version=`, with everything that it says."""
    on = local_date(when(request))
    entry, rows = queries.entry(code, on=on), queries.history(code)
    shown = _shown(request.GET.get("version", ""), rows) or next(
        (row for row in rows if not row.superseded and row.in_force(on)), None
    )
    actor = who(request)
    names = people.names(i for row in rows for i in (row.made_by, row.checked_by, row.decided_by) if i)
    context: dict[str, Any] = {
        "entry": entry, "rows": rows, "shown": shown, "names": names,
        "writes": actor.role == "catalogue_manager", "national": units.agency(agency_of(request)).level == "nation",
    }  # fmt: skip
    if shown is not None:
        context |= reading.details(queries.version(shown.id))
    return render(request, "desk/catalogue/procedure.html", context)


def _page(request: HttpRequest) -> int:
    """The page asked for, 1 when it is none."""
    text = request.GET.get("page", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1


def _shown(text: str, rows: list[VersionRow]) -> VersionRow | None:
    """The version asked for, None when none is. Raises NotFound for one that is not of this procedure."""
    if not text:
        return None
    try:
        wanted = UUID(text)
    except ValueError as error:
        raise NotFound from error
    for row in rows:
        if row.id == wanted:
            return row
    raise NotFound
