"""Home, the list of procedures, and one procedure."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from caunoi.core.actor import Person
from caunoi.dossiers import queries as dossiers
from caunoi.measures import queries as measures
from caunoi.portal.services import places, reading, words
from caunoi.portal.visitors import Visit, page_number, visit
from caunoi.procedures import queries as catalogue
from caunoi.procedures.errors import ProcedureNotInForce
from caunoi.procedures.queries import LifeEvent
from caunoi.ui.access import public
from caunoi.units import queries as units

A_MINUTE = 60
RECENT = 3
FILTERS = ("event", "field", "level", "file")


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What do you need to do? Search, events of life, figures of the month, the visitor's latest dossiers."""
    here = visit(request)
    rows = dossiers.mine(actor=here.actor, now=here.now) if isinstance(here.actor, Person) else []
    context = {"events": _events(), "figures": _figures(here), "rows": rows[:RECENT], "more": len(rows) > RECENT}
    return render(request, "portal/services/home.html", context)


def _events() -> list[LifeEvent]:
    """Events of life in the visitor's language; a minute old at most."""
    key = f"portal.home.events.{get_language()}"
    found: list[LifeEvent] | None = caches["local"].get(key)
    if found is None:
        found = catalogue.life_events()
        caches["local"].set(key, found, A_MINUTE)
    return found


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
    """The catalogue: searched by words without diacritics, narrowed by event of life, field, level; page by page."""
    here = visit(request)
    text = request.GET.get("q", "").strip()[:100]
    chosen = {name: request.GET.get(name, "").strip()[:200] for name in FILTERS}
    page = catalogue.search(
        text,
        on=here.today,
        field=chosen["field"],
        life_event=chosen["event"],
        level=chosen["level"],
        can_file=bool(chosen["file"]) or None,
        page=page_number(request),
    )
    events = _events()
    fields = [(name, places.field_name(name), count) for name, count in catalogue.fields()]
    context = {
        "q": text, "chosen": chosen, "page": page, "rows": reading.rows(page.entries), "events": events,
        "fields": fields, "levels": places.LEVELS, "narrowed": _narrowed(request.GET, chosen, events),
        "first": not text and page.number == 1 and not any(chosen.values()),
    }  # fmt: skip
    return render(request, "portal/services/procedures.html", context)


def _narrowed(query: QueryDict, chosen: dict[str, str], events: list[LifeEvent]) -> list[dict[str, str]]:
    """Each filter that is on, in words, with the address of the list without it."""
    texts = {
        "event": next((event.name for event in events if event.code == chosen["event"]), ""),
        "field": places.field_name(chosen["field"]).name,
        "level": places.level_name(chosen["level"]),
        "file": str(words.CAN_FILE) if chosen["file"] else "",
    }
    return [{"text": texts[name] or chosen[name], "href": _without(query, name)} for name in FILTERS if chosen[name]]


def _without(query: QueryDict, name: str) -> str:
    rest = query.copy()
    for gone in (name, "page"):
        rest.pop(gone, None)
    return f"?{rest.urlencode()}"


@public
@require_safe
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """One procedure in plain words; 404 when the catalogue has none with this code."""
    here = visit(request)
    try:
        found = catalogue.procedure(code, on=here.today)
    except ProcedureNotInForce:
        return _published_only(request, code, here)
    return render(request, "portal/services/procedure.html", reading.page_of(found, on=here.today))


def _published_only(request: HttpRequest, code: str, here: Visit) -> HttpResponse:
    entry = catalogue.entry(code, on=here.today)
    last = next((row for row in catalogue.history(code) if not row.superseded), None)
    context = {
        "entry": entry,
        "abolished": last
        if last and last.abolished and last.effective_to and last.effective_to <= here.today
        else None,
        "updated": _day(entry.source_updated),
        "field": places.field_name(entry.field),
        "limits": words.published_limits(entry.limits_text),
        "levels": [places.level_name(level) for level in entry.levels],
        "results": [line.strip(" -–;.") for line in entry.results_text.split(";") if line.strip(" -–;.")],
    }
    return render(request, "portal/services/entry.html", context)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
