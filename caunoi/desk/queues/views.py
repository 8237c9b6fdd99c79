"""The officer's desk: what waits for me, the piles of my agency, and what is found by a name or a number."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from caunoi.core.errors import NotFound
from caunoi.desk.asking import agency_of, when, who
from caunoi.dossiers import queries
from caunoi.dossiers.queries import QueueCounts, QueueState
from caunoi.ui import navigation
from caunoi.ui.access import officer

S = QueueState
SIZE, FIRST = 25, 8
TITLES: dict[str, Promise] = {
    S.MINE: _("Việc của tôi"),
    S.SOON: _("Sắp đến hạn"),
    S.LATE: _("Quá hạn"),
    S.TO_RECEIVE: _("Chờ tiếp nhận"),
    S.FREE: _("Chưa phân công"),
    S.TO_EXAMINE: _("Chờ thẩm định"),
    S.TO_SIGN: _("Chờ ký"),
    S.TO_RETURN: _("Chờ trả kết quả"),
    S.HELD: _("Chờ người nộp"),
    S.UNIT: _("Cả cơ quan"),
    S.ALL: _("Mọi hồ sơ"),
}
EMPTY: dict[str, Promise] = {
    S.MINE: _("Không có việc nào chờ bạn"),
    S.SOON: _("Không có hồ sơ nào sắp đến hạn"),
    S.LATE: _("Không có hồ sơ nào quá hạn"),
    S.TO_RECEIVE: _("Không có hồ sơ nào chờ tiếp nhận"),
    S.FREE: _("Không có hồ sơ nào chưa phân công"),
    S.TO_EXAMINE: _("Không có hồ sơ nào chờ thẩm định"),
    S.TO_SIGN: _("Không có hồ sơ nào chờ ký"),
    S.TO_RETURN: _("Không có hồ sơ nào chờ trả kết quả"),
    S.HELD: _("Không có hồ sơ nào chờ người nộp"),
    S.UNIT: _("Cơ quan không có việc nào đang chờ"),
    S.ALL: _("Chưa có hồ sơ nào"),
}
ORDERS = (("due", _("Hạn trả gần nhất")), ("newest", _("Đến gần đây nhất")), ("name", _("Tên người nộp")))
ASSIGNERS = ("head_of_unit", "leader")


@dataclass(frozen=True, slots=True)
class Pile:
    """One pile: how many wait, None for the one that is not counted (all dossiers of all time)."""

    state: str
    title: str | Promise
    count: int | None


def piles(counts: QueueCounts) -> list[Pile]:
    """Every pile with its count."""
    return [Pile(state, title, getattr(counts, state, None)) for state, title in TITLES.items()]


SIGNED_IN = (S.MINE, S.TO_SIGN, S.LATE, S.SOON)
ASSIGNED_IN = (S.FREE, S.TO_EXAMINE, S.UNIT, S.LATE, S.SOON)


def bulk_acts(role: str, pile: str) -> list[tuple[str, Promise]]:
    """What this role may do to many of a pile at once: address and words."""
    acts: list[tuple[str, Promise]] = []
    if role == "leader" and pile in SIGNED_IN:
        acts.append(("desk:sign-many", _("Ký các hồ sơ đã chọn")))
    if role in ASSIGNERS and pile in ASSIGNED_IN:
        acts.append(("desk:assign-many", _("Phân công các hồ sơ đã chọn")))
    return acts


@officer
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me, the nearest due date first; then the piles of my agency. Who settles nothing goes to their own
    place: the till, the catalogue, the processes."""
    actor = who(request)
    place = navigation.home_of(request)
    if place is not None and place != request.path:
        return redirect(place)
    page = queries.queue(
        agency_id=agency_of(request), actor=actor, now=when(request), pile=S.MINE, size=FIRST, with_counts=True
    )
    assert page.counts is not None
    context = {
        "page": page, "counts": page.counts, "piles": piles(page.counts), "counter": actor.role == "counter_officer",
        "wall": actor.role in ("centre_manager", "leader", "head_of_unit", "counter_officer"),
    }  # fmt: skip
    return render(request, "desk/queues/home.html", context)


@officer
@require_GET
def queue(request: HttpRequest, state: str) -> HttpResponseBase:
    """One pile as a table, a page onward at a time, narrowed by code or name. A whole code leads to its dossier."""
    if state not in TITLES:
        raise NotFound
    actor = who(request)
    text = request.GET.get("q", "").strip()[:100]
    narrowed = {name: request.GET.get(name, "").replace("\0", "")[:60] for name in ("order", "procedure")}
    page = queries.queue(
        agency_id=agency_of(request), actor=actor, now=when(request), pile=state, **narrowed,
        after=request.GET.get("after", "")[:400], size=SIZE, text=text, with_counts=True,
    )  # fmt: skip
    if text and len(page.rows) == 1 and page.rows[0].code.casefold() == text.casefold():
        return redirect("desk:dossier", page.rows[0].code)
    assert page.counts is not None
    context = {
        "state": state, "title": TITLES[state], "empty": EMPTY[state], "page": page, "q": text,
        "orders": ORDERS, **narrowed, "kept": urlencode({k: v for k, v in {"q": text, **narrowed}.items() if v}),
        "piles": piles(page.counts), "acts": bulk_acts(actor.role or "", state),
    }  # fmt: skip
    return render(request, "desk/queues/queue.html", context)


@officer
@require_GET
def find(request: HttpRequest) -> HttpResponseBase:
    """Any dossier that I may see, by code, name, telephone or personal number; the only one is opened at once."""
    text = request.GET.get("q", "").strip()[:100]
    if not text:
        return redirect("desk:home")
    page = queries.find(text, actor=who(request), now=when(request), size=SIZE)
    if len(page.rows) == 1:
        return redirect("desk:dossier", page.rows[0].code)
    return render(request, "desk/queues/found.html", {"page": page, "q": text})
