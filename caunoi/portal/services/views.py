"""Home, the list of procedures, and one procedure."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from caunoi.core.actor import Person
from caunoi.dossiers import queries as dossiers
from caunoi.measures import queries as measures
from caunoi.portal.services import words
from caunoi.portal.services.life import EVENTS
from caunoi.portal.visitors import Visit, page_number, visit
from caunoi.procedures import queries as catalogue
from caunoi.procedures.errors import ProcedureNotInForce
from caunoi.ui.access import public
from caunoi.units import queries as units

A_MINUTE = 60
RECENT = 3


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What do you need to do? Search, events of life, figures of the month, the visitor's latest dossiers."""
    here = visit(request)
    rows = dossiers.mine(actor=here.actor, now=here.now) if isinstance(here.actor, Person) else []
    context = {"events": EVENTS, "figures": _figures(here), "rows": rows[:RECENT], "more": len(rows) > RECENT}
    return render(request, "portal/services/home.html", context)


def _figures(here: Visit) -> dict[str, Any]:
    """Units served, dossiers received this month and how many on time; a minute old at most."""
    found: dict[str, Any] | None = caches["local"].get("portal.home.figures")
    if found is None:
        month = measures.settlement(
            scope="nation", start=here.today.replace(day=1), end=_next_month(here.today), now=here.now
        )
        counted = units.counts(on=here.today)
        communes = sum(n for (level, _type), n in counted.items() if level == "commune")
        found = {"communes": communes, "received": month.received, "on_time_share": month.on_time_share}
        caches["local"].set("portal.home.figures", found, A_MINUTE)
    return found


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


@public
@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    """The catalogue: searched by words without diacritics, or one field, or everything; page by page."""
    here = visit(request)
    text = request.GET.get("q", "").strip()[:100]
    field = request.GET.get("field", "")[:200]
    page = catalogue.search(text, on=here.today, field=field or None, page=page_number(request))
    fields = [] if text else catalogue.fields()
    context = {"q": text, "field": field, "fields": fields, "page": page, "total": page.total}
    return render(request, "portal/services/procedures.html", context)


@public
@require_safe
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """One procedure in plain words; 404 when the catalogue has none with this code."""
    here = visit(request)
    try:
        found = catalogue.procedure(code, on=here.today)
    except ProcedureNotInForce:
        return _published_only(request, code, here)
    papers = [c for c in found.components if not c.from_form]
    context = {
        "procedure": found,
        "needed": [c for c in papers if c.required],
        "sometimes": [c for c in papers if not c.required],
        "cases": [{"name": case.name, "channels": words.channel_rows(case)} for case in found.cases],
        "online": any("online" in case.limits for case in found.cases),
    }
    return render(request, "portal/services/procedure.html", context)


def _published_only(request: HttpRequest, code: str, here: Visit) -> HttpResponse:
    entry = catalogue.entry(code, on=here.today)
    context = {"entry": entry, "limit": words.published_limits(entry.limits_text)}
    return render(request, "portal/services/entry.html", context)
