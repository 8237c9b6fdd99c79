"""The list of meetings, one of them, and its points."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from caunoi.desk.asking import Pages, agency_of, page_number, when, who
from caunoi.desk.meetings import words
from caunoi.meetings import queries
from caunoi.meetings.shapes import MeetingView, PointView
from caunoi.people import queries as people
from caunoi.ui.access import role

SHOWN, PAGE = 12, 60
GET_POST = ["GET", "HEAD", "POST"]


@role(*words.MAY_READ)
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The meetings that the agency hosts or is invited to."""
    found = queries.meetings(agency_of(request), page=page_number(request), actor=who(request), now=when(request))
    context = {
        "rows": [(one, *words.STATES[one.state]) for one in found.meetings], "total": found.total,
        "page": Pages(found.page, found.pages), "prepares": who(request).role in words.MAY_ACT,
    }  # fmt: skip
    return render(request, "desk/meetings/list.html", context)


@role(*words.MAY_READ)
@require_GET
def meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """A meeting: when, where, agenda, points, and what may be done with it now."""
    view = queries.meeting(meeting_id, actor=who(request), now=when(request))
    carried = queries.carried(meeting_id, actor=who(request), now=when(request))
    mine = next(iter(view.mine), None)
    context = {
        "view": view, "line": view.line, "state": words.STATES[view.line.state], "host": view.line.mine == "host",
        "mine": mine, "mine_reply": words.REPLIES[mine.reply] if mine else None, "carried": carried,
        "points": shown(view.points[:SHOWN]), "more": len(view.points) > SHOWN, "held": view.line.state in words.HELD,
        "signer": people.names([view.signed_by]).get(view.signed_by, "") if view.signed_by else "",
        "minutes_waits": view.line.state == "ended" and view.minutes_file_id is None,
    }  # fmt: skip
    return render(request, "desk/meetings/meeting.html", context)


@role(*words.MAY_READ)
@require_GET
def points(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Every point, with its reply and who came; those that did not reply are easily called."""
    view = queries.meeting(meeting_id, actor=who(request), now=when(request))
    wanted = request.GET.get("show", "")
    found = [one for one in view.points if _fits(one, wanted)]
    pages = max(1, -(-len(found) // PAGE))
    number = min(page_number(request), pages)
    context = {
        "view": view, "line": view.line, "points": shown(found[(number - 1) * PAGE : number * PAGE]),
        "page": Pages(number, pages), "show": wanted, "removes": removes(view), "count": len(found),
    }  # fmt: skip
    return render(request, "desk/meetings/points.html", context)


def shown(found: Any) -> list[tuple[PointView, Any, str]]:
    """Points with their reply in words."""
    return [(one, *words.REPLIES[one.reply]) for one in found]


def removes(view: MeetingView) -> bool:
    """Whether points may be taken out now."""
    return "invite" in view.may and view.line.state != "running"


def _fits(one: PointView, wanted: str) -> bool:
    return {"yes": one.reply == "yes", "no": one.reply == "no", "silent": one.reply == "none", "here": one.here}.get(
        wanted, True
    )
