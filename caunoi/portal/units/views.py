"""Search, one unit, the reform in numbers, and the list of downloads."""

from __future__ import annotations

import json
from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from caunoi.core.errors import InvalidInput, NotFound
from caunoi.portal.units import dates, reading, words
from caunoi.ui.access import public
from caunoi.units import queries as units
from caunoi.units.queries import Lineage, UnitView

PAGE = 20


def _date(request: HttpRequest) -> tuple[date, list[str]]:
    """The date asked about and what is wrong with it; today when it is wrong."""
    try:
        return dates.asked(request), []
    except InvalidInput as error:
        return dates.today(request), [str(p) for p in error.problems]


@public
def search(request: HttpRequest) -> HttpResponse:
    """Search by name (no diacritics, with typing mistakes) or code, on a date; the provinces when nothing is asked."""
    on, errors = _date(request)
    text = request.GET.get("q", "").strip()[:100]
    level = request.GET.get("level", "")
    level = level if level in words.LEVELS else ""
    offset = _offset(request)
    found: list[UnitView] = []
    provinces: list[UnitView] = []
    try:
        if text:
            found = [f.unit for f in units.search(text, on=on, level=level or None, limit=PAGE + 1, offset=offset)]
        else:
            provinces = units.units_at(on=on, level="province")
    except InvalidInput as error:
        errors.append(error.message)
    except NotFound:  # the register is not loaded yet: the page says so
        pass
    context = {
        "q": text, "on": on, "today": dates.today(request), "level": level, "levels": words.LEVELS.items(),
        "errors": errors, "found": found[:PAGE], "offset": offset, "provinces": provinces,
        "more": offset + PAGE if len(found) > PAGE else None, "less": max(offset - PAGE, 0) if offset else None,
        "before": dates.BEFORE, "reform": dates.REFORM, "is_today": on == dates.today(request),
    }  # fmt: skip
    return render(request, "portal/units/search.html", context, status=422 if errors else 200)


def _offset(request: HttpRequest) -> int:
    text = request.GET.get("offset", "")
    return min(int(text), 1000) if text.isascii() and text.isdigit() and len(text) < 6 else 0


@public
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """One unit on a date: what it is, was and became. 404 with the code's other dates when it is not in force."""
    on = dates.asked(request)
    level = request.GET.get("level") or None
    try:
        here = units.unit_at(code, on=on, level=level)
    except NotFound as error:
        return _not_then(request, code, on, error)
    line = units.lineage(code)
    past = reading.past_of(here, line)
    children = _children(here, on)
    context = {
        "unit": here, "on": on, "today": dates.today(request), "is_today": on == dates.today(request),
        "type": words.type_name(here.type), "level": words.level_name(here.level),
        "past": past, "timeline": _timeline(line), "children": children,
        "children_count": sum(len(group) for _type, group in children), "agencies": _agencies(here, on),
        "others": [v for v in line.versions if v.id != here.id and v.level == here.level],
        "province": reading.province_now(here, past), "before": dates.BEFORE,
        "points": json.dumps(reading.points(here, past.origins if len(past.origins) < 40 else []), ensure_ascii=False),
    }  # fmt: skip
    return render(request, "portal/units/unit.html", context)


def _not_then(request: HttpRequest, code: str, on: date, error: NotFound) -> HttpResponse:
    try:
        line = units.lineage(code)
    except NotFound:
        raise error from None
    versions = [(v, max(v.valid_from, dates.BEFORE)) for v in line.versions]
    context = {"code": code, "on": on, "versions": versions, "message": error.message}
    return render(request, "portal/units/not_then.html", context, status=404)


def _children(here: UnitView, on: date) -> list[tuple[str, list[UnitView]]]:
    if here.level == "commune":
        return []
    found = sorted(units.units_at(on=on, parent_code=here.code), key=lambda u: (u.type, u.name))
    return [(words.type_name(type_), list(group)) for type_, group in groupby(found, key=lambda u: u.type)]


def _agencies(here: UnitView, on: date) -> list[Any]:
    return list(units.agencies_of(here.code, on=on)) if here.level != "district" else []


def _timeline(line: Lineage) -> list[dict[str, Any]]:
    """Beginnings and ends of everything that carried the code, latest first."""
    decrees = {(s.target_id, s.on): s for s in line.steps} | {(s.origin_id, s.on): s for s in line.steps}
    items: list[tuple[date, int, dict[str, Any]]] = []
    for order, version in enumerate(line.versions):
        begun = decrees.get((version.id, version.valid_from))
        if begun is not None:
            title = _("%(unit)s được lập") % {"unit": version.full_name}
            items.append((version.valid_from, order * 2 + 1, _item(title, version.valid_from, begun)))
        if version.valid_to is not None:
            ended = decrees.get((version.id, version.valid_to))
            title = _("%(unit)s kết thúc") % {"unit": version.full_name}
            items.append((version.valid_to, order * 2, _item(title, version.valid_to, ended)))
    return [item for _on, _order, item in sorted(items, key=lambda i: (i[0], i[1]), reverse=True)]


def _item(title: str, on: date, step: Any) -> dict[str, Any]:
    text = step.decree if step else ""
    return {"title": title, "at": on, "by": words.kind_name(step.kind) if step else "", "text": text}


@public
def reform(request: HttpRequest) -> HttpResponse:
    """The country before and after 1 July 2025."""
    found = reading.reform()
    totals = {
        "before": sum(r.before for r in found.rows), "communes": sum(r.communes for r in found.rows),
        "wards": sum(r.wards for r in found.rows), "zones": sum(r.zones for r in found.rows),
        "total": sum(r.total for r in found.rows),
    }  # fmt: skip
    changes = [
        (words.level_name(level), found.before[level], found.after[level])
        for level in ("province", "district", "commune")
    ]
    context = {"reform": found, "totals": totals, "changes": changes, "on": dates.REFORM, "before": dates.BEFORE}
    return render(request, "portal/units/reform.html", context)


@public
def downloads(request: HttpRequest) -> HttpResponse:
    """What may be taken away."""
    on, errors = _date(request)
    context = {"on": on, "before": dates.BEFORE, "today": dates.today(request), "errors": errors}
    return render(request, "portal/units/downloads.html", context)
