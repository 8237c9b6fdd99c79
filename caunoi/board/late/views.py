"""Late dossiers by agency and officer; a reminder is asked for, confirmed, and sent once a day for a dossier."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from caunoi.board.asking import when, who
from caunoi.core.errors import NotFound
from caunoi.dossiers import operations, queries
from caunoi.dossiers.queries import LateView, Reminding
from caunoi.ui.access import role

OVERSEERS = ("leader", "head_of_unit", "centre_manager", "auditor")
REMINDERS = ("leader", "head_of_unit", "centre_manager")
SIZE = 50


@role(*OVERSEERS)
@require_GET
def late(request: HttpRequest) -> HttpResponse:
    """What is late now, the longest late first, a page at a time."""
    view = _view(request, request.GET)
    context = {
        "tab": "late", "view": view, "agency": request.GET.get("agency", ""), "query": _query(request.GET),
        "officer": request.GET.get("officer", ""), "now": when(request),
        "to_remind": sum(row.may_remind and not row.reminded_today for row in view.rows),
        "more": _query(request.GET, after=view.next) if view.next else "",
    }  # fmt: skip
    return render(request, "board/late/late.html", context)


def _view(request: HttpRequest, asked: QueryDict) -> LateView:
    return queries.late_now(
        actor=who(request), now=when(request), agency_id=_uuid(asked.get("agency", "")),
        officer=asked.get("officer", ""), after=asked.get("after", ""), size=SIZE,
    )  # fmt: skip


def _query(asked: QueryDict, **more: str) -> str:
    """What the page shows, as the end of an address."""
    kept = {name: asked.get(name, "") for name in ("agency", "officer", "after")} | more
    kept = {name: value for name, value in kept.items() if value}
    return f"?{urlencode(kept)}" if kept else ""


def _uuid(text: str) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound from error


@role(*REMINDERS)
@require_http_methods(["GET", "POST"])
def remind(request: HttpRequest) -> HttpResponse:
    """One dossier (`dossier`), or all that a page of the list shows. GET asks, POST does."""
    wanted = _wanted(request)
    back = reverse("board:late") + _query(request.GET)
    if request.method == "POST":
        done = operations.remind(dossier_ids=wanted, actor=who(request), now=when(request))
        _tell(request, done)
        return redirect(back)
    title = ngettext("Nhắc về %(n)s hồ sơ quá hạn?", "Nhắc về %(n)s hồ sơ quá hạn?", len(wanted)) % {"n": len(wanted)}
    text = _(
        "Người đang giữ mỗi hồ sơ nhận một thông báo. Lời nhắc được ghi vào nhật ký; "
        "mỗi hồ sơ chỉ được nhắc một lần trong ngày."
    )
    context = {"title": title, "text": text, "button": _("Nhắc"), "back": back}
    return render(request, "ui/pages/confirm.html", context)


def _wanted(request: HttpRequest) -> list[UUID]:
    """The dossier that is named, or those of the page that may still be reminded of."""
    if one := _uuid(request.GET.get("dossier", "")):
        return [one]
    return [row.id for row in _view(request, request.GET).rows if row.may_remind and not row.reminded_today]


def _tell(request: HttpRequest, done: Reminding) -> None:
    if done.told:
        n = len(done.told)
        messages.success(request, ngettext("Đã nhắc về %(n)s hồ sơ.", "Đã nhắc về %(n)s hồ sơ.", n) % {"n": n})
    if done.already:
        n = len(done.already)
        text = ngettext(
            "%(n)s hồ sơ đã được nhắc hôm nay nên không nhắc lại.",
            "%(n)s hồ sơ đã được nhắc hôm nay nên không nhắc lại.",
            n,
        )
        messages.info(request, text % {"n": n})
    if done.not_late:
        n = len(done.not_late)
        messages.info(
            request, ngettext("%(n)s hồ sơ không còn quá hạn.", "%(n)s hồ sơ không còn quá hạn.", n) % {"n": n}
        )
