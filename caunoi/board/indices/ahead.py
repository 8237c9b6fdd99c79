"""What to fix first, how it went week by week, two units side by side."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from caunoi.board.asking import when
from caunoi.board.indices.question import asked, check_level, day_asked, moment_of
from caunoi.board.indices.ranking import unit_url
from caunoi.board.indices.views import crumbs
from caunoi.board.indices.words import LEVELS, points
from caunoi.core.clock import local_date
from caunoi.core.errors import DomainError
from caunoi.documents import plots
from caunoi.measures import queries as measures
from caunoi.measures.shapes import IndexView
from caunoi.ui.access import officer
from caunoi.ui.formats import day
from caunoi.ui.templatetags.caunoi_ui import worded

WEEKS = 12


def _about(request: HttpRequest, index_id: str, level: str, key: str) -> dict[str, Any]:
    """What every page of a unit says: the index, the unit, the day, the way back."""
    now, on = when(request), day_asked(request)
    info = measures.index_info(index_id, on=on)
    check_level(info, level)
    as_of = moment_of(on, now)
    unit = measures.unit_score(index_id, level=level, key=key, as_of=as_of, now=now)
    end = "" if on == local_date(now) else f"?on={on.isoformat()}"
    above = (unit.name, unit_url(index_id, level, key, end))
    return {
        "tab": "indices", "info": info, "level": level, "level_name": LEVELS[level], "unit": unit, "on": on, "now": now,
        "as_of": as_of, "end": end, "total": points(unit.total), "most": points(info.max),
        "crumbs": crumbs(info, level, unit.province, above),
    }  # fmt: skip


@officer
@require_GET
def first(request: HttpRequest, index_id: str, level: str, key: str) -> HttpResponse:
    """The indicators where points are cheapest to win, and how many dossiers that takes."""
    context = _about(request, index_id, level, key)
    fixes = measures.fix_first(index_id, level=level, key=key, as_of=context["as_of"], now=context["now"])
    context["fixes"] = [
        {
            "fix": fix, "win": points(fix.points_to_win), "each": fix.points_per_subject,
            "href": reverse("board:index-indicator", args=[index_id, level, key, fix.indicator]) + context["end"],
        }
        for fix in fixes
    ]  # fmt: skip
    context["to_win"] = points(sum((fix.points_to_win for fix in fixes), start=context["unit"].total * 0))
    return render(request, "board/indices/first.html", context)


@officer
@require_GET
def trend(request: HttpRequest, index_id: str, level: str, key: str) -> HttpResponse:
    """Points and rank week by week, as a plot and as a table."""
    context = _about(request, index_id, level, key)
    try:
        found = measures.trend(index_id, level=level, key=key, until=context["as_of"], points=WEEKS, now=context["now"])
    except DomainError:  # the weeks before lie outside of what is defined
        found = []
    context |= {
        "weeks": [
            {
                "point": one, "total": points(one.total),
                "cells": [(group.names, points(one.groups.get(group.id))) for group in context["info"].groups],
            }
            for one in reversed(found)
        ],
        "plot": trend_plot(found) if len(found) > 1 else "",
    }  # fmt: skip
    return render(request, "board/indices/trend.html", context)


def trend_plot(found: list[Any], *, font: str = plots.SCREEN) -> str:
    """The plot of a trend."""
    label = _("Điểm theo tuần, từ %(first)s đến %(last)s; bảng cùng số liệu ở dưới")
    shown = tuple((f"{one.on:%d/%m}", float(points(one.total) or 0)) for one in found)
    said = label % {"first": day(found[0].on), "last": day(found[-1].on)}
    return plots.line(shown, label=said, axis=_("Điểm"), font=font)


@officer
@require_GET
def compare(request: HttpRequest, index_id: str) -> HttpResponse:
    """Two units of one level, the widest gaps first."""
    question, form = asked(request, index_id)
    context: dict[str, Any] = {
        "tab": "indices", "question": question, "form": form, "info": question.info, "others": [],
        "level": LEVELS[question.level], "query": question.query(),
    }  # fmt: skip
    wrong = not form.is_valid()
    try:
        view = question.view()
        one, other = _two(request, view, question.place.province_code)
        context |= {"units": sorted(view.units, key=lambda unit: unit.name), "one": one, "other": other}
        if one and other and one != other:
            found = measures.compare(
                index_id, level=question.level, key=one, other=other, as_of=question.as_of, now=question.now
            )
            context |= {"found": found, "differences": _differences(found), "plot": _compared(found, question.info)}
    except DomainError as error:
        context["unavailable"] = error.message
        wrong = True
    return render(request, "board/indices/compare.html", context, status=422 if wrong else 200)


def _two(request: HttpRequest, view: IndexView, own: str) -> tuple[str, str]:
    """The keys asked for; by default the officer's own unit, or the first, beside the best other one."""
    keys = [unit.key for unit in view.units]
    one = request.GET.get("one", "")
    one = one if one in keys else own if own in keys else next(iter(keys), "")
    other = request.GET.get("other", "")
    return one, other if other in keys else next((key for key in keys if key != one), "")


def _differences(found: Any) -> list[dict[str, Any]]:
    return [
        {
            "names": one.names, "one": points(one.one.score), "other": points(one.other.score), "gap": points(one.gap),
            "most": points(one.one.max), "manual": "manual" in (one.one.state, one.other.state),
        }
        for one in found.differences
        if one.one.max
    ]  # fmt: skip


def _compared(found: Any, info: Any) -> str:
    rows = []
    scores = [(unit.name, {group.id: group.score for group in unit.groups}) for unit in (found.one, found.other)]
    for group in info.groups:
        rows += [(worded(group.names), name, float(points(each[group.id]) or 0)) for name, each in scores]
    label = _("Điểm từng nhóm của %(one)s và %(other)s; bảng cùng số liệu ở dưới")
    said = label % {"one": found.one.name, "other": found.other.name}
    return plots.pairs(tuple(rows), label=said, axis=_("Điểm"))
