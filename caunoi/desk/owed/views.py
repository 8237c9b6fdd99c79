"""What the agency owes, by when, and what is owed to it: of every room of steering, late first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from caunoi.classification import queries as classification
from caunoi.core.errors import NotPermitted
from caunoi.desk.asking import agency_of, page_number, when, who
from caunoi.meetings import queries as meetings
from caunoi.people import queries as people
from caunoi.plans import queries as plans
from caunoi.plans.cascading.policies import READERS
from caunoi.reports import queries as reports
from caunoi.rollouts import queries as rollouts
from caunoi.tasks import queries as tasks
from caunoi.tasks.shapes import Owed
from caunoi.ui.access import role
from caunoi.units import queries as units
from caunoi.voices import queries as voices

ROOMS: tuple[Any, ...] = (tasks, plans, reports, rollouts, voices, meetings, classification)
"""Each gives `owed` and `owed_to`."""
PAGE = 50
STATES: dict[str, tuple[Promise, str]] = {
    "late": (_("quá hạn"), "red"), "soon": (_("sắp đến hạn"), "yellow"), "open": (_("còn hạn"), "grey"),
}  # fmt: skip
KINDS: dict[str, Promise] = {
    "task": _("Nhiệm vụ"), "offer": _("Giao chỉ tiêu"), "cascade": _("Giao chỉ tiêu"), "value": _("Chỉ tiêu"),
    "plan": _("Kế hoạch"), "report": _("Báo cáo"), "rollout": _("Triển khai"), "classification": _("Xếp loại"),
    "voice": _("Vướng mắc"), "meeting": _("Cuộc họp"),
}  # fmt: skip
PLACES: tuple[tuple[str, Promise], ...] = (
    ("desk:tasks", _("Nhiệm vụ")), ("desk:plans", _("Kế hoạch")), ("desk:cascades", _("Giao chỉ tiêu")),
    ("desk:reports", _("Báo cáo")), ("desk:rollouts", _("Thí điểm và nhân rộng")),
    ("desk:classification", _("Xếp loại")), ("desk:meetings", _("Cuộc họp")),
)  # fmt: skip
"""Where steering is done; those that exist are linked."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is owed, as the page shows it."""

    one: Owed
    href: str
    kind: Promise | str
    state: Promise
    colour: str
    other: str
    person: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Pages:
    """One page of a list."""

    number: int
    pages: int


@role(*sorted(READERS))
@require_GET
def owed(request: HttpRequest) -> HttpResponse:
    """What the agency owes; with `side=to` what is owed to it; `state` and `who=me` narrow it."""
    side = "to" if request.GET.get("side") == "to" else "by"
    every = _sorted(_asked(request, "owed_to" if side == "to" else "owed"))
    state = request.GET.get("state", "")
    mine = request.GET.get("who", "") == "me"
    me = who(request).person_id
    kept = [one for one in every if (not mine or one.person_id == me) and (state not in STATES or one.state == state)]
    pages = max(1, -(-len(kept) // PAGE))
    number = min(page_number(request), pages)
    context = {
        "lines": _lines(kept[(number - 1) * PAGE : number * PAGE], side, me), "side": side, "mine": mine,
        "state": state if state in STATES else "", "page": Pages(number, pages), "count": len(kept),
        "states": [(code, title, sum(one.state == code for one in every)) for code, (title, _c) in STATES.items()],
        "total": len(every), "places": list(places()),
    }  # fmt: skip
    return render(request, "desk/owed/owed.html", context)


def places() -> Iterator[tuple[str, Promise]]:
    """The pages of steering that there are."""
    for name, title in PLACES:
        if href := _address(name):
            yield href, title


def _asked(request: HttpRequest, what: str) -> list[Owed]:
    """What every room says; one that is closed to the officer says nothing."""
    found: list[Owed] = []
    for room in ROOMS:
        try:
            found += getattr(room, what)(agency_of(request), actor=who(request), now=when(request))
        except NotPermitted:
            continue
    return found


def _sorted(found: list[Owed]) -> list[Owed]:
    order = {"late": 0, "soon": 1, "open": 2}
    return sorted(found, key=lambda one: (order.get(one.state, 3), one.due_on or date.max, one.title))


def _lines(found: list[Owed], side: str, me: Any) -> list[Line]:
    others = [one.holder_id if side == "to" else one.to_id for one in found]
    agencies = units.agencies(set(others))
    names = people.names({one.person_id for one in found if one.person_id})
    return [
        Line(
            one, _address(one.url_name, *one.url_args), KINDS.get(one.kind.split("_")[0], ""),
            *STATES.get(one.state, STATES["open"]), agencies[other].name if other in agencies else "",
            names.get(one.person_id, "") if one.person_id else "", one.person_id == me,
        )
        for one, other in zip(found, others, strict=True)
    ]  # fmt: skip


def _address(name: str, *args: str) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
