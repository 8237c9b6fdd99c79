"""An agency's tasks: what it leads, coordinates, follows and has assigned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from caunoi.core.clock import local_date
from caunoi.desk import sending
from caunoi.desk.asking import agency_of, page_number, when, who
from caunoi.desk.tasks import words, workbook
from caunoi.tasks import queries
from caunoi.tasks.shapes import OriginView, Side, TaskFilter, TaskView
from caunoi.ui.access import role

SIZE, AT_ONCE = 25, 500
MOST = 50_000
"""So many tasks go into a workbook."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the board is narrowed to."""

    side: Side
    state: str
    q: str
    origin: OriginView | None
    only: TaskFilter


@dataclass(frozen=True, slots=True)
class Pages:
    """Where the list stands, for the links to its pages."""

    number: int
    pages: int


@role(*words.READERS)
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """One side and state of the agency's tasks, the earliest deadline first, a page at a time."""
    asked = _asked(request)
    number = page_number(request)
    page = queries.tasks_of(
        agency_of(request), side=asked.side, actor=who(request), now=when(request), only=asked.only,
        offset=(number - 1) * SIZE, limit=SIZE,
    )  # fmt: skip
    today = local_date(when(request))
    narrower = {state: words.narrowed(state, today) for state in ("", *words.STATES)}
    wider = TaskFilter(text=asked.q, origin=asked.only.origin)
    tallies = queries.tallied(
        agency_of(request), side=asked.side, actor=who(request), now=when(request), of=narrower, only=wider
    )
    kept = {"side": asked.side.value, "state": asked.state, "q": asked.q}
    context = {
        "asked": asked, "lines": [words.line(task) for task in page.tasks], "total": page.total,
        "counts": page.counts, "pages": Pages(number, max(1, -(-page.total // SIZE))),
        "sides": [(code, title) for code, title in words.SIDES.items()], 
        "tabs": [(code, title, tallies[code]) for code, title in [("", words.ALL), *words.STATES.items()]],
        "kept": urlencode({name: value for name, value in kept.items() if value}),
        "assigns": who(request).role in words.PREPARERS,
    }  # fmt: skip
    return render(request, "desk/tasks/board.html", context)


@role(*words.READERS)
@require_GET
def take_away(request: HttpRequest) -> HttpResponseBase:
    """The same list, all of it, as XLSX."""
    asked, today = _asked(request), local_date(when(request))

    def rows() -> list[TaskView]:
        found: list[TaskView] = []
        while len(found) < MOST:
            page = queries.tasks_of(
                agency_of(request), side=asked.side, actor=who(request), now=when(request), only=asked.only,
                offset=len(found), limit=AT_ONCE,
            )  # fmt: skip
            found += page.tasks
            if len(found) >= page.total or not page.tasks:
                break
        return found

    title = f"{words.SIDES[asked.side]} · {today:%d/%m/%Y}"
    return sending.workbook(lambda file: workbook.write(file, rows(), title), f"nhiem-vu-{today:%Y%m%d}.xlsx")


def _asked(request: HttpRequest) -> Asked:
    side, state = request.GET.get("side", ""), request.GET.get("state", "")
    state = state if state in words.STATES else ""
    text = request.GET.get("q", "").replace("\0", "").strip()[:100]
    origin = origin_of(request, request.GET.get("origin", "")) if side == Side.ISSUED else None
    more: dict[str, Any] = {"text": text, "origin": origin.ref if origin else None}
    return Asked(
        Side(side) if side in words.SIDES else Side.LEAD, state, text, origin,
        words.narrowed(state, local_date(when(request)), **more),
    )  # fmt: skip


def origin_of(request: HttpRequest, text: str) -> OriginView | None:
    """The origin that an address names, when the agency has assigned tasks of it."""
    try:
        wanted = UUID(text)
    except ValueError:
        return None
    found = queries.origins(agency_of(request), actor=who(request), now=when(request))
    return next((one for one in found if one.id == wanted), None)
