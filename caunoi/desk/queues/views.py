"""What an officer sees: the piles, one dossier, its papers, its control slip."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from caunoi.core.errors import NotFound
from caunoi.desk.asking import agency_of, when, who
from caunoi.dossiers import queries
from caunoi.dossiers.queries import QueueCounts, QueuePage, QueueState
from caunoi.ui.access import officer

SIZE, FIRST = 25, 5
TITLES: dict[str, Promise] = {
    QueueState.TO_RECEIVE: _("Chờ tiếp nhận"),
    QueueState.TO_EXAMINE: _("Chờ thẩm định"),
    QueueState.TO_SIGN: _("Chờ ký"),
    QueueState.TO_RETURN: _("Chờ trả kết quả"),
    QueueState.ALL: _("Mọi hồ sơ"),
}
EMPTY: dict[str, Promise] = {
    QueueState.TO_RECEIVE: _("Không có hồ sơ nào chờ tiếp nhận"),
    QueueState.TO_EXAMINE: _("Không có hồ sơ nào chờ thẩm định"),
    QueueState.TO_SIGN: _("Không có hồ sơ nào chờ ký"),
    QueueState.TO_RETURN: _("Không có hồ sơ nào chờ trả kết quả"),
    QueueState.ALL: _("Chưa có hồ sơ nào"),
}
OWN: dict[str, tuple[QueueState, ...]] = {
    "counter_officer": (QueueState.TO_RECEIVE, QueueState.TO_RETURN),
    "specialist": (QueueState.TO_EXAMINE,),
    "leader": (QueueState.TO_SIGN,),
}
EVERY = (QueueState.TO_RECEIVE, QueueState.TO_EXAMINE, QueueState.TO_SIGN, QueueState.TO_RETURN)


@dataclass(frozen=True, slots=True)
class Pile:
    """One pile of the queue: how many wait, and the first of them where they are shown."""

    state: str
    title: str | Promise
    count: int
    empty: str | Promise = ""
    page: QueuePage | None = None


def _pile(state: QueueState, counts: QueueCounts, page: QueuePage | None = None) -> Pile:
    return Pile(state.value, TITLES[state], getattr(counts, state.value), EMPTY[state], page)


@officer
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The piles that my role works on, the nearest due date first; then what waits for colleagues."""
    actor, now, agency_id = who(request), when(request), agency_of(request)
    counts = queries.queue_counts(agency_id=agency_id, actor=actor, now=now)
    own = OWN.get(actor.role or "", EVERY)
    mine = [
        _pile(s, counts, queries.queue(agency_id=agency_id, actor=actor, now=now, pile=s, size=FIRST))
        if getattr(counts, s.value) else _pile(s, counts)
        for s in own
    ]  # fmt: skip
    others = [_pile(s, counts) for s in EVERY if s not in own]
    return render(
        request,
        "desk/queues/home.html",
        {"mine": mine, "others": others, "late": counts.late, "counter": actor.role == "counter_officer"},
    )


@officer
@require_GET
def queue(request: HttpRequest, state: str) -> HttpResponseBase:
    """One pile as a table, searched by code or name. A whole code leads straight to its dossier."""
    if state not in TITLES:
        raise NotFound
    actor, now, agency_id = who(request), when(request), agency_of(request)
    text = request.GET.get("q", "").strip()[:100]
    page = queries.queue(
        agency_id=agency_id, actor=actor, now=now, pile=state, after=request.GET.get("after", "")[:200], size=SIZE,
        text=text, with_counts=True,
    )  # fmt: skip
    if text and len(page.rows) == 1 and page.rows[0].code.casefold() == text.casefold():
        return redirect("desk:dossier", page.rows[0].code)
    counts = page.counts
    assert counts is not None
    context = {
        "state": state, "title": TITLES[QueueState(state)], "empty": EMPTY[QueueState(state)], "page": page, "q": text,
        "piles": [_pile(s, counts) for s in EVERY],
    }  # fmt: skip
    return render(request, "desk/queues/queue.html", context)
