"""The room while the meeting runs, the whole queue of questions, and the wall."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from caunoi.core.errors import Conflict, InvalidInput, NotFound
from caunoi.desk.asking import Pages, page_number, when, who
from caunoi.desk.meetings import words
from caunoi.desk.meetings.forms import AnswerForm
from caunoi.meetings import queries
from caunoi.meetings.shapes import QuestionView, RoomView
from caunoi.ui.access import role

SECONDS = 4
"""So often the page asks whether there is something new; an answer of “nothing” costs three statements."""
LISTED = 20
"""So many of those that wait stand in the room; all are a press away."""
NEXT = 6
WALL_LAST = 2


@role(*words.MAY_READ)
@require_GET
def room(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The room. `X-Part` with `since`: only what moves, or 204 when nothing is new since that revision."""
    return _live(request, meeting_id, "desk/meetings/room.html", "desk/meetings/room_parts.html")


@role(*words.MAY_READ)
@require_GET
def wall(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The big screen: what is answered now, what comes next, how far the meeting is. Nothing to press."""
    return _live(request, meeting_id, "desk/meetings/wall.html", "desk/meetings/wall_parts.html")


@role(*words.MAY_READ)
@require_GET
def questions(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Every question by state, a page at a time."""
    state = request.GET.get("state", "waiting")
    state = state if state in words.QUESTIONS else ""
    actor, now = who(request), when(request)
    found = queries.queue(meeting_id, state=state, page=page_number(request), actor=actor, now=now)
    view = queries.meeting(meeting_id, actor=actor, now=now)
    tags = [
        (code, title, found.counts.get(code, 0))
        for code, (title, _colour) in words.QUESTIONS.items()
        if found.counts.get(code, 0) or code == state
    ]
    context = {
        "view": view, "line": view.line, "rows": shown(found.questions), "states": tags, "state": state,
        "page": Pages(found.page, found.pages), "every": sum(found.counts.values()), "answers": "answer" in view.may,
        "asks": "ask" in view.may and bool(view.mine), "takes": "take" in view.may,
    }  # fmt: skip
    return render(request, "desk/meetings/questions.html", context)


def done(
    request: HttpRequest, meeting_id: UUID, run: Callable[[], Any], said: str, *, typed: str = ""
) -> HttpResponseBase:
    """Do something in the room: a script gets the fresh parts with what is to be said, else the room is opened again.

    What was typed and refused is shown again.
    """
    wrong = ""
    try:
        run()
    except (InvalidInput, Conflict) as error:
        wrong, status = error.message, error.status
    if "X-Part" in request.headers:
        view = _room(request, meeting_id)
        context = {**context_of(view, request), "said": "" if wrong else said, "wrong": wrong}
        return render(request, "desk/meetings/room_parts.html", context, status=status if wrong else 200)
    if wrong and typed:
        context = {**context_of(_room(request, meeting_id), request), "wrong": wrong, "typed": typed}
        return render(request, "desk/meetings/room.html", context, status=status)
    if wrong:
        messages.error(request, wrong)
    else:
        messages.success(request, said)
    return redirect("desk:meeting-room", meeting_id)


def shown(found: tuple[QuestionView, ...]) -> list[tuple[QuestionView, Any, str]]:
    """Questions with their state in words."""
    return [(one, *words.QUESTIONS[one.state]) for one in found]


def context_of(view: RoomView, request: HttpRequest) -> dict[str, Any]:
    """The room for a template."""
    mine = view.mine[0] if view.mine else None
    return {
        "room": view, "state": words.STATES[view.state], "seconds": SECONDS, "mine": mine,
        "chairs": "take" in view.may, "answers": "answer" in view.may, "asks": "ask" in view.may and mine is not None,
        "joins": "join" in view.may and mine is not None, "acts": who(request).role in words.MAY_ACT,
        "listed": view.waiting.questions[:LISTED], "unlisted": max(0, view.waiting.total - LISTED),
        "next": view.waiting.questions[:NEXT], "rest": max(0, view.waiting.total - NEXT),
        "answered": sum(view.waiting.counts.get(one, 0) for one in ("answered", "assigned")),
        "asked": sum(count for state, count in view.waiting.counts.items() if state not in ("withdrawn", "joined")),
        "last": shown(view.last), "wall_last": shown(view.last[:WALL_LAST]), "answer_form": AnswerForm(),
    }  # fmt: skip


def _live(request: HttpRequest, meeting_id: UUID, whole: str, parts: str) -> HttpResponse:
    if "X-Part" not in request.headers:
        return render(request, whole, context_of(_room(request, meeting_id), request))
    text = request.GET.get("since", "")
    since = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
    view = queries.room(meeting_id, since=since, actor=who(request), now=when(request))
    if view is None:
        return HttpResponse(status=204)
    return render(request, parts, context_of(view, request))


def _room(request: HttpRequest, meeting_id: UUID) -> RoomView:
    view = queries.room(meeting_id, actor=who(request), now=when(request))
    if view is None:
        raise NotFound
    return view
