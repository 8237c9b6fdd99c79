"""Real paths and times over the drawing: where dossiers stay longest, which ways they take."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from caunoi.core.clock import local_date
from caunoi.desk.asking import when, who
from caunoi.desk.processes import reading
from caunoi.desk.processes.forms import PeriodForm
from caunoi.desk.processes.reading import MANAGERS
from caunoi.desk.taking import first_moment, past_last
from caunoi.processes import queries
from caunoi.processes.shapes_modelling import MiningView, ProcessView
from caunoi.ui.access import role
from caunoi.ui.formats import number


@role(*MANAGERS)
@require_GET
def mining(request: HttpRequest, process_code: str) -> HttpResponse:
    """A period's dossiers: elements slowest first, the paths taken most first, both over the drawing."""
    actor, now = who(request), when(request)
    view = queries.process(process_code, actor=actor, now=now)
    start, _end = reading.last_month(local_date(now))
    form_of = partial(PeriodForm, agencies=_agencies(request, process_code))
    asked = "first_day_0" in request.GET
    form = form_of(request.GET) if asked else form_of(initial={"first_day": start, "last_day": local_date(now)})
    context: dict[str, Any] = {"view": view, "form": form}
    if not asked or form.is_valid():
        data: dict[str, Any] = (
            form.cleaned_data if asked else {"first_day": start, "last_day": local_date(now), "agency_id": ""}
        )
        found = queries.mining(
            process_code, start=first_moment(data["first_day"]), end=past_last(data["last_day"]), actor=actor, now=now,
            agency_id=UUID(data["agency_id"]) if data["agency_id"] else None,
        )  # fmt: skip
        context |= {"found": found, "rows": _rows(found), **_drawn(request, view, found)}
    return render(request, "desk/processes/mining.html", context)


def _agencies(request: HttpRequest, code: str) -> list[tuple[str, str]]:
    return [(str(id_), name) for id_, name in queries.mined_agencies(code, actor=who(request), now=when(request))]


def _drawn(request: HttpRequest, view: ProcessView, found: MiningView) -> dict[str, Any]:
    """The drawing of the text that most runs have: which version it is, its steps, and what stands over it."""
    key = next((reading.key_of(v) for v in view.versions if v.digest == found.digest), "")
    if not key:
        return {"version": "", "steps": [], "heat": heat(found, found.flows)}
    version = reading.chosen(request, view.code, key)
    ways = queries.picture(version.code, version.text).ways
    return {"version": key, "steps": reading.listed(version), "heat": heat(found, ways)}


def _rows(found: MiningView) -> list[dict[str, Any]]:
    words = queries.vocabulary().actions
    longest = max((e.median_hours or 0 for e in found.elements), default=0)
    return [
        {
            "element": e,
            "level": reading.level(e.median_hours or 0, longest),
            "actions": ", ".join(f"{words.get(action, action)}: {number(n)}" for action, n in e.actions.items()),
        }
        for e in found.elements
    ]


def heat(found: MiningView, ways: Iterable[str]) -> dict[str, Any]:
    """What is drawn over the diagram: the hours of each step, how often each way was taken."""
    longest = max((e.median_hours or 0 for e in found.elements), default=0)
    most = max(found.flows.values(), default=0)
    return {
        "elements": {
            e.id: {"level": reading.level(e.median_hours or 0, longest), "text": _figure(e.median_hours, e.count)}
            for e in found.elements
        },
        "flows": {flow: reading.level(found.flows.get(flow, 0), most) for flow in ways},
    }


def _figure(hours: float | None, count: int) -> str:
    times = ngettext("%(n)s lần", "%(n)s lần", count) % {"n": number(count)}
    return times if hours is None else _("%(hours)s giờ · %(times)s") % {"hours": number(hours, 1), "times": times}
