"""Ranking, unit, indicator, dossiers: each page asks the measures once and says how fresh it is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from caunoi.board.asking import when, who
from caunoi.board.indices import maps
from caunoi.board.indices.question import WEEK, asked, check_level, day_asked, moment_of
from caunoi.board.indices.ranking import measured, ranking, unit_url
from caunoi.board.indices.unit import figures_of, group_of, groups_of
from caunoi.board.indices.words import LEVELS, SIDES, STATES, ZERO, points
from caunoi.core.clock import local_date
from caunoi.core.errors import DomainError
from caunoi.dossiers import queries as dossiers
from caunoi.measures import queries as measures
from caunoi.measures.shapes import IndexInfo
from caunoi.ui.access import officer


@officer
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Leads to the first index."""
    found = measures.indices(on=local_date(when(request)))
    if not found:
        return render(request, "board/indices/none.html", {"tab": "indices"})
    return redirect("board:index", found[0].id)


@officer
@require_GET
def index(request: HttpRequest, index_id: str) -> HttpResponse:
    """The ranking. What is wrong in the question is said beside its field."""
    return _ranked(request, index_id, "board/indices/index.html")


@officer
@require_GET
def index_map(request: HttpRequest, index_id: str) -> HttpResponse:
    """The same ranking on a map, with its table behind."""
    return _ranked(request, index_id, "board/indices/map.html", mapped=True)


def _ranked(request: HttpRequest, index_id: str, template: str, *, mapped: bool = False) -> HttpResponse:
    question, form = asked(request, index_id)
    wrong = not form.is_valid()
    context = {
        "tab": "indices", "question": question, "form": form, "info": question.info, "level": LEVELS[question.level],
        "others": measures.indices(on=local_date(question.now)), "query": question.query(), "now": question.now,
        "last_week": question.on - WEEK if (question.on - WEEK).year == question.on.year else None,
    }  # fmt: skip
    order = request.GET.get("sort", "rank")
    try:
        found = ranking(question, order=order, page=_page(request), whole=mapped and bool(question.province))
        context |= {"ranking": found, "order": order, "heads": _heads(question.info, order, question.query(sort=""))}
        if mapped:
            context["map"] = maps.of(question, found)
    except DomainError as error:  # the index is not defined on that day, or does not rank the level
        context["unavailable"] = error.message
        wrong = True
    return render(request, template, context, status=422 if wrong else 200)


def _page(request: HttpRequest) -> int:
    text = request.GET.get("page", "")
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 7 else 1


def _heads(info: IndexInfo, order: str, query: str) -> dict[str, Any]:
    """How each column is ordered now, and where a press on its head leads."""

    def head(name: str) -> dict[str, str]:
        turned = "-" if order == name else ""
        aria = {name: "descending", f"-{name}": "ascending"}.get(order, "none")
        if name in ("rank", "name"):
            aria = {name: "ascending", f"-{name}": "descending"}.get(order, "none")
        return {"href": f"{query}&sort={turned}{name}" if query != "?" else f"?sort={turned}{name}", "aria": aria}

    found: dict[str, Any] = {name: head(name) for name in ("rank", "name", "moved", "gained")}
    found["groups"] = [{"info": group, "most": points(group.max), **head(group.id)} for group in info.groups]
    return found


@officer
@require_GET
def unit(request: HttpRequest, index_id: str, level: str, key: str) -> HttpResponse:
    """One unit: its groups and indicators, what each lost."""
    now, on = when(request), day_asked(request)
    info = measures.index_info(index_id, on=on)
    check_level(info, level)
    found = measures.unit_score(index_id, level=level, key=key, as_of=moment_of(on, now), now=now)
    end = "" if on == local_date(now) else f"?on={on.isoformat()}"
    context = {
        "tab": "indices", "info": info, "unit": found, "level": level, "level_name": LEVELS[level], "on": on,
        "now": now, "groups": groups_of(found, info, level=level, end=end), "total": points(found.total), "end": end,
        "most": points(info.max), "crumbs": crumbs(info, level, found.province),
        "grade": info.grade(found.total) if measured(found) else None,
    }  # fmt: skip
    return render(request, "board/indices/unit.html", context)


def crumbs(info: IndexInfo, level: str, province: str, *more: tuple[str, str]) -> list[dict[str, str]]:
    """The way to a page below the ranking; the last of `more` has no address."""
    query = f"?level={level}" + (f"&province={province}" if level != "province" else "")
    found = [{"text": _("Xếp hạng"), "href": reverse("board:index", args=[info.id]) + query}]
    return found + [{"text": text, "href": href} for text, href in more]


@officer
@require_GET
def indicator(request: HttpRequest, index_id: str, level: str, key: str, indicator_id: str) -> HttpResponse:
    """Where the points of an indicator come from."""
    now, on = when(request), day_asked(request)
    info = measures.index_info(index_id, on=on)
    check_level(info, level)
    found = measures.explain(index_id, level=level, key=key, indicator=indicator_id, as_of=moment_of(on, now), now=now)
    end = "" if on == local_date(now) else f"?on={on.isoformat()}"
    context = {
        "tab": "indices", "info": info, "found": found, "unit": found.unit, "on": on, "now": now, "level": level,
        "group": group_of(info, found.group), "points": points(found.indicator.score),
        "state": STATES[found.indicator.state],
        "most": points(found.indicator.max), "zero": ZERO.get(found.zero, ""), "end": end,
        "figures": figures_of(found, request.path, end), "missing": "missing" in found.behind,
        "crumbs": crumbs(info, level, found.unit.province, (found.unit.name, unit_url(index_id, level, key, end))),
    }  # fmt: skip
    return render(request, "board/indices/indicator.html", context)


@officer
@require_GET
def behind(request: HttpRequest, index_id: str, level: str, key: str, indicator_id: str) -> HttpResponse:
    """The dossiers behind a side of an indicator, for officers of the unit or above; a page at a time."""
    now, on = when(request), day_asked(request)
    side = request.GET.get("side", "missing")
    side = side if side in SIDES else "missing"
    as_of = moment_of(on, now)
    found = measures.subjects_behind(
        index_id, level=level, key=key, indicator=indicator_id, side=side, as_of=as_of, actor=who(request), now=now,
        after=_uuid(request.GET.get("after", "")),
    )  # fmt: skip
    told = measures.explain(index_id, level=level, key=key, indicator=indicator_id, as_of=as_of, now=now)
    info = measures.index_info(index_id, on=on)
    end = "" if on == local_date(now) else f"?on={on.isoformat()}"
    above = reverse("board:index-indicator", args=[index_id, level, key, indicator_id])
    context = {
        "tab": "indices", "found": found, "told": told, "info": info, "now": now, "on": on, "above": above + end,
        "rows": dossiers.behind(found.ids, actor=who(request), now=now), "side": side, "sides": SIDES.items(),
        "behind": told.behind,
        "more": f"?side={side}&after={found.after}{end.replace('?', '&')}" if found.after else "",
        "day": end.replace("?", "&"), "side_name": SIDES[side],
        "crumbs": crumbs(info, level, told.unit.province, (told.unit.name, unit_url(index_id, level, key, end))),
    }  # fmt: skip
    return render(request, "board/indices/behind.html", context)


def _uuid(text: str) -> UUID | None:
    """A cursor from an address; None for what is none, so that a mangled link begins at the first page."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
