"""The ranking of the provinces, a province with its communes, a commune. For everyone; nothing personal."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET

from caunoi.core.errors import NotFound
from caunoi.measures.shapes import IndexInfo
from caunoi.portal.indices import reading
from caunoi.portal.visitors import Visit, visit
from caunoi.ui.access import public
from caunoi.units import queries as units

FIVE_MINUTES = 300


def _shown(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page; whoever is not signed in gets one that caches on the way may keep, one for each language."""
    answer = render(request, f"portal/indices/{template}.html", context)
    if not request.user.is_authenticated:
        patch_cache_control(answer, public=True, max_age=FIVE_MINUTES)
    return answer


def _about(asked: Visit) -> dict[str, Any]:
    return {"now": asked.now, "info": reading.first_index(asked.now)}


def _index(context: dict[str, Any]) -> IndexInfo:
    info: IndexInfo | None = context["info"]
    if info is None:
        raise NotFound
    return info


@public
@require_GET
def country(request: HttpRequest) -> HttpResponse:
    """The provinces, the best first; `?q=` finds a commune."""
    asked = visit(request)
    context = _about(asked)
    text = request.GET.get("q", "").strip()[:100]
    context |= {"q": text, "found": reading.communes(text, asked.now) if text else []}
    if context["info"] is not None:
        view = reading.ranked(context["info"], "province", asked.now)
        context |= {"view": view, "known": reading.known(view)}
    return _shown(request, "country", context)


@public
@require_GET
def province(request: HttpRequest, province: str) -> HttpResponse:
    """One province in plain words, and its communes."""
    asked = visit(request)
    context = _about(asked)
    info = _index(context)
    unit = next((one for one in reading.ranked(info, "province", asked.now).units if one.code == province), None)
    if unit is None:
        raise NotFound
    below = reading.ranked(info, "commune", asked.now, province=province)
    context |= {
        "unit": unit, "groups": reading.in_words(unit, info), "known": reading.measured(unit), "view": below,
        "below": below.units,
    }  # fmt: skip
    return _shown(request, "unit", context)


@public
@require_GET
def commune(request: HttpRequest, unit: str) -> HttpResponse:
    """One commune of today in plain words, ranked among those of its province."""
    asked = visit(request)
    context = _about(asked)
    info = _index(context)
    place = units.unit_at(unit, on=asked.today, level="commune")
    view = reading.ranked(info, "commune", asked.now, province=place.province_code)
    found = next((one for one in view.units if one.key == str(place.id)), None)
    if found is None:
        raise NotFound
    context |= {
        "unit": found, "groups": reading.in_words(found, info), "known": reading.measured(found), "view": view,
        "province_name": place.province_name, "province_code": place.province_code, "count": len(view.units),
    }  # fmt: skip
    return _shown(request, "unit", context)
