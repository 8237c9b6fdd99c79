"""One indicator over the country: each holder's state on a map, and the same as a table."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from caunoi.core.clock import local_date
from caunoi.desk.asking import when, who
from caunoi.desk.plans import words
from caunoi.plans import queries, texts
from caunoi.plans.rules.states import STATES
from caunoi.ui.access import role
from caunoi.ui.maps import Drawing, Mark, drawing
from caunoi.units import queries as units


@role(*words.READERS)
@require_GET
def over(request: HttpRequest, plan_code: str) -> HttpResponse:
    """Provinces by state, or the communes of one province as points."""
    code = plan_code
    actor, now, on = who(request), when(request), words.day_asked(request)
    version = queries.plan(code, actor=actor, now=now, as_of=on).version
    indicators = queries.indicators(code, actor=actor, now=now, as_of=on)
    chosen = next((one for one in indicators if one.code == request.GET.get("indicator")), None)
    chosen = chosen or next(iter(indicators), None)
    province = request.GET.get("province", "")
    provinces = {one.code: one.full_name for one in units.units_at(level="province", on=local_date(now))}
    province = province if province in provinces else ""
    rows = []
    if chosen is not None:
        found = queries.targets(
            actor=actor, now=now, as_of=on, plan=code, indicator=chosen.code,
            level="commune" if province else "province", province=province or None,
        )  # fmt: skip
        rows = words.rows(found, end=words.end_of(request, on))
    counted = Counter(row.view.state for row in rows)
    context = {
        "version": version, "on": on, "end": words.end_of(request, on), "indicators": indicators, "chosen": chosen,
        "provinces": provinces, "province": province, "rows": rows, "map": _drawing(rows, province),
        "legend": [(texts.STATES[one], words.COLOURS[one], counted[one]) for one in STATES if counted[one]],
    }  # fmt: skip
    return render(request, "desk/plans/map.html", context)


def _drawing(rows: list[Any], province: str) -> Drawing:
    boundaries = reverse("units:boundaries")
    marks = [(row.view, Mark(f"{row.holder}: {row.value} ({row.state})", row.colour, row.href)) for row in rows]
    if not province:
        return drawing(boundaries, areas={view.province: mark for view, mark in marks})
    where = units.units([view.unit_id for view, _mark in marks if view.unit_id])
    points = []
    for view, mark in marks:
        place = where.get(view.unit_id) if view.unit_id else None
        if place is not None and place.lat is not None and place.lon is not None:
            points.append((place.lat, place.lon, mark))
    return drawing(boundaries, points=points, focus=province)
