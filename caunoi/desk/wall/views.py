"""The wall: today, late, the days ahead, by person, what is most urgent. It refreshes itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from caunoi.desk.asking import agency_of, when, who
from caunoi.dossiers import queries
from caunoi.ui.access import role
from caunoi.units import queries as units

WATCHERS = ("centre_manager", "leader", "head_of_unit", "counter_officer", "auditor")
SECONDS, AHEAD = 20, 3


@role(*WATCHERS)
@require_GET
def wall(request: HttpRequest) -> HttpResponse:
    """The whole board; `?public=1` shows codes only, for a screen that visitors see. `X-Part`: the board alone."""
    view = queries.wall(agency_of(request), actor=who(request), now=when(request))
    context = {
        "wall": view, "ahead": view.days[:AHEAD], "public": "public" in request.GET, "seconds": SECONDS,
        "today": queries.done_today(agency_of(request), actor=who(request), now=when(request)),
        "agency": units.agency(agency_of(request)).name,
    }  # fmt: skip
    part = "X-Part" in request.headers
    return render(request, "desk/wall/board.html" if part else "desk/wall/wall.html", context)
