"""What an agency has to answer and has raised; published answers; how topics stand."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from caunoi.core.errors import NotFound
from caunoi.desk.asking import Pages, agency_of, page_number, when, who
from caunoi.desk.voices import words
from caunoi.ui.access import role
from caunoi.units import queries as units
from caunoi.voices import queries
from caunoi.voices.policies import keeps

PLACES: tuple[tuple[str, Promise, tuple[str, ...]], ...] = (
    ("desk:voices", _("Hàng chờ"), words.MAY_READ),
    ("desk:voices-published", _("Trả lời đã công khai"), words.MAY_READ),
    ("desk:voices-overview", _("Tổng hợp"), words.MAY_READ),
    ("desk:voices-checking", _("Duyệt công khai"), words.MAY_RAISE),
    ("desk:voice-routes", _("Bảng phân công"), words.MAY_KEEP),
)
"""The pages of voices, and who sees them."""


def places(request: HttpRequest) -> list[tuple[str, Promise]]:
    """Those that the officer sees."""
    role_, keeps = who(request).role, keeps_table(agency_of(request))
    return [(name, title) for name, title, roles in PLACES if role_ in roles and (keeps or name != "desk:voice-routes")]


@lru_cache(maxsize=4096)
def keeps_table(agency_id: UUID) -> bool:
    """Whether the agency has a routing table of its own; its kind and level never change, so each is read once."""
    return keeps(units.agency(agency_id))


@role(*words.MAY_READ)
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """One pile of the agency, the earliest day first, fifty at a time."""
    state, kind = request.GET.get("state", ""), request.GET.get("kind", "")
    state = state if state in words.PILES else "open"
    kind = kind if kind in words.KINDS else ""
    text = _typed(request)
    page = queries.queue(
        agency_of(request), pile=state, kind=kind, text=text, page=page_number(request), actor=who(request),
        now=when(request),
    )  # fmt: skip
    context = {
        "lines": [words.line(row) for row in page.rows], "pages": Pages(page.number, page.pages), "q": text,
        "state": state, "kind": kind, "kinds": list(words.KINDS.items()), "count": page.count,
        "tabs": [(code, title, getattr(page.counts, code)) for code, title in words.PILES.items()],
        "raises": raises(request), "places": places(request), "here": "desk:voices",
        "unrouted": _unrouted(request),
    }  # fmt: skip
    return render(request, "desk/voices/queue.html", context)


@role(*words.MAY_READ)
@require_GET
def published(request: HttpRequest) -> HttpResponse:
    """Answers that everybody may read, by words and field."""
    topics = [(one.code, one.name) for one in queries.topics()]
    topic, text = request.GET.get("topic", ""), _typed(request)
    topic = topic if topic in dict(topics) else ""
    page = queries.published(text=text, topic=topic, page=page_number(request))
    context = {
        "rows": page.rows, "pages": Pages(page.number, page.pages), "total": page.count, "q": text, "topic": topic,
        "topics": topics, "places": places(request), "here": "desk:voices-published",
        "raises": raises(request),
    }  # fmt: skip
    return render(request, "desk/voices/published.html", context)


@role(*words.MAY_READ)
@require_GET
def published_one(request: HttpRequest, code: str) -> HttpResponse:
    """One published answer, for everybody at work."""
    one = queries.published_one(code)
    if one is None:
        raise NotFound
    context = {"one": one, "joins": one.kind == "difficulty" and who(request).role in words.MAY_RAISE}
    return render(request, "desk/voices/published_one.html", context)


@role(*words.MAY_READ)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """By topic: how many, how many ask, what waits, what is late, how much was answered in time."""
    found = queries.overview(agency_of(request), actor=who(request), now=when(request))
    rows = [(one, one.on_time / one.answered if one.answered else None) for one in found]
    context = {"rows": rows, "places": places(request), "here": "desk:voices-overview"}
    return render(request, "desk/voices/overview.html", context)


def raises(request: HttpRequest) -> bool:
    """Whether the officer may say where it hurts: there is a level above to hear it."""
    return who(request).role in words.MAY_RAISE and not _at_top(agency_of(request))


@lru_cache(maxsize=4096)
def _at_top(agency_id: UUID) -> bool:
    return units.agency(agency_id).level == "nation"


def _typed(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "").replace("\0", "").split())[:100]


def _unrouted(request: HttpRequest) -> int:
    """How many wait for the officer to say who answers; nothing for who keeps no table."""
    if who(request).role not in words.MAY_KEEP:
        return 0
    return queries.unrouted_count(actor=who(request), now=when(request))
