"""The wall display: big type, nothing to press, nothing personal; it refreshes itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from caunoi.board.indices.question import required
from caunoi.board.indices.ranking import ranking
from caunoi.board.indices.words import LEVELS, points
from caunoi.ui.access import officer

SECONDS, SHOWN = 60, 10


@officer
@require_GET
def wall(request: HttpRequest, index_id: str) -> HttpResponse:
    """The own unit, the first ten and who moved most. `X-Part`: the board alone."""
    question = required(request, index_id)
    found = ranking(question, order="rank", page=1, whole=True)
    moved = sorted((row for row in found.rows if row.moved), key=lambda row: -abs(row.moved or 0))
    context = {
        "info": question.info, "question": question, "ranking": found, "level": LEVELS[question.level],
        "top": found.rows[:SHOWN], "moved": moved[:SHOWN], "seconds": SECONDS, "now": question.now,
        "place": question.provinces.get(question.province, ""), "query": question.query(),
        "groups": [
            (group.names, points(next(g.score for g in found.own.unit.groups if g.id == group.id)), points(group.max))
            for group in question.info.groups
        ] if found.own else [],
    }  # fmt: skip
    part = "X-Part" in request.headers
    return render(request, "board/indices/wall_board.html" if part else "board/indices/wall.html", context)
