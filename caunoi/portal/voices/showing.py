"""What everybody may see of petitions, and answers to localities that serve all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from caunoi.portal.visitors import page_number, visit
from caunoi.portal.voices import words
from caunoi.ui.access import public
from caunoi.ui.maps import Mark, drawing
from caunoi.units import queries as units
from caunoi.voices import queries
from caunoi.voices.errors import VoiceNotFound
from caunoi.voices.petition_shapes import PublicPetition, Wanted


@dataclass(frozen=True, slots=True)
class Pages:
    """One page of a list, as the pagination takes it."""

    number: int
    pages: int


@public
@require_safe
def voices(request: HttpRequest) -> HttpResponse:
    """The public list, narrowed by words without diacritics, category, province and state."""
    wanted = _wanted(request)
    page = queries.public_petitions(wanted, page=page_number(request))
    context = _filters(request, wanted) | {
        "rows": [_line(one) for one in page.rows], "page": Pages(page.page, page.pages), "total": page.total,
    }  # fmt: skip
    return render(request, "portal/voices/list.html", context)


@public
@require_safe
def voices_map(request: HttpRequest) -> HttpResponse:
    """The same with places, on a map; the list beside it says the same in words."""
    wanted = _wanted(request)
    found = queries.public_map(wanted)
    colours = {"open": "orange", "answered": "green", "closed": "grey", "withdrawn": "grey"}
    points = [
        (one.lat, one.lon, Mark(
            f"{words.service_name(one.service)}, {words.STATES[one.state][0]}", colours[one.state],
            reverse("portal:voice", args=[one.code]),
        ))
        for one in found
        if one.lat is not None and one.lon is not None
    ]  # fmt: skip
    context = _filters(request, wanted) | {
        "map": drawing(reverse("units:boundaries"), points=points, focus=wanted.province), "total": len(found),
        "rows": [_line(one) for one in found[:50]],
    }  # fmt: skip
    return render(request, "portal/voices/map.html", context)


@public
@require_safe
def voice(request: HttpRequest, code: str) -> HttpResponse:
    """One petition, as far as it was checked."""
    found = queries.public_petition(code)
    points = []
    if found.lat is not None and found.lon is not None:
        points = [(found.lat, found.lon, Mark(words.service_name(found.service), "red"))]
    context: dict[str, Any] = {
        "one": found, **_line(found),
        "map": drawing(reverse("units:boundaries"), points=points, focus=found.province) if points else None,
    }  # fmt: skip
    return render(request, "portal/voices/one.html", context)


@public
@require_safe
def photo(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """A picture that somebody looked at and let through."""
    content, media_type = queries.public_photo(file_id)
    answer = HttpResponse(content, content_type=media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@public
@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """Answers to localities' difficulties that were published for everybody."""
    text, topic = request.GET.get("q", "").strip()[:100], request.GET.get("topic", "")[:40]
    page = queries.published(text=text, topic=topic, page=page_number(request))
    context = {
        "rows": page.rows, "page": page, "total": page.count, "q": text,
        "topic": topic, "topics": queries.topics(),
    }  # fmt: skip
    return render(request, "portal/voices/answers.html", context)


@public
@require_safe
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """One of them."""
    found = queries.published_one(code)
    if found is None:
        raise VoiceNotFound
    return render(request, "portal/voices/answer.html", {"one": found})


def _wanted(request: HttpRequest) -> Wanted:
    state = request.GET.get("state", "")
    service = request.GET.get("service", "")[:40]
    wanted = Wanted(
        text=request.GET.get("q", "").replace("\0", "").strip()[:100],
        services=(service,) if service in queries.services() else (),
        province=request.GET.get("province", "")[:10],
    )
    if state == "open":
        return replace(wanted, state="open")
    return replace(wanted, state="closed") if state == "closed" else wanted


def _filters(request: HttpRequest, wanted: Wanted) -> dict[str, Any]:
    provinces = sorted(units.units_at(on=visit(request).today, level="province"), key=lambda one: one.name)
    return {
        "q": wanted.text, "service": wanted.services[0] if wanted.services else "", "province": wanted.province,
        "state": wanted.state, "groups": list(words.service_groups()),
        "provinces": [(one.code, one.full_name) for one in provinces], "kept": request.GET.urlencode(),
        "narrowed": bool(wanted.text or wanted.services or wanted.province or wanted.state),
    }  # fmt: skip


def _line(one: PublicPetition) -> dict[str, Any]:
    name, colour = words.STATES[one.state]
    return {"one": one, "service_name": words.service_name(one.service), "state_name": name, "colour": colour}
