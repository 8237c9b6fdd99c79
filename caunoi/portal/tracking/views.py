"""My dossiers, one dossier, its files, the confirmation after filing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from caunoi.core.actor import Person
from caunoi.dossiers import queries as dossiers
from caunoi.dossiers.queries import DossierRow, DossierView, Status
from caunoi.portal.filing.papers import file_answer
from caunoi.portal.tracking import asked, words
from caunoi.portal.tracking.opened import own_dossier
from caunoi.portal.visitors import Visit, visit
from caunoi.ui.access import citizen, public
from caunoi.ui.questions import answer_words

S = Status
PILES: dict[str, tuple[Any, set[int]]] = {
    "draft": (gettext_lazy("Đang khai"), {S.DRAFT}),
    "asked": (gettext_lazy("Chờ bạn"), {S.SUPPLEMENT, S.PAYMENT}),
    "open": (gettext_lazy("Đang giải quyết"), {S.NEW, S.ACCEPTED, S.IN_PROCESS, S.DONE}),
    "closed": (gettext_lazy("Đã kết thúc"), {S.REFUSED, S.WITHDRAWN, S.STOPPED, S.RETURNED}),
}


@citizen
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The visitor's drafts and dossiers, all or one pile of them; what waits for the visitor comes first."""
    here = visit(request)
    rows = dossiers.mine(actor=here.actor, now=here.now)
    piles: dict[str, list[DossierRow]] = {name: [r for r in rows if r.status in s] for name, (_t, s) in PILES.items()}
    shown = request.GET.get("show", "")
    shown = shown if shown in PILES else ""
    context = {
        "sections": [
            {"id": name, "title": PILES[name][0], "rows": piles[name]}
            for name in ("asked", "draft", "open", "closed")
            if piles[name] and shown in ("", name)
        ],
        "filters": [{"id": name, "title": title, "count": len(piles[name])} for name, (title, _s) in PILES.items()],
        "shown": shown, "total": len(rows),
    }  # fmt: skip
    return render(request, "portal/tracking/mine.html", context)


@public
@require_safe
def dossier(request: HttpRequest, code: str) -> HttpResponse:
    """One dossier for its applicant (and its officers). Whoever has not signed in gets what anybody may see."""
    here = visit(request)
    if not isinstance(here.actor, Person):
        return redirect(f"{reverse('portal:track')}?{urlencode({'code': code})}")
    read = dossiers.page(code, actor=here.actor, now=here.now)
    view, requests = read.dossier, read.requests
    own = view.applicant_id == here.actor.person_id
    rated = view.status == S.RETURNED and dossiers.rating(view.id, actor=here.actor, now=here.now) is not None
    context = {
        "dossier": view, "own": own, "timeline": list(reversed(read.timeline)), "next": words.NEXT.get(view.status, ""),
        "task": asked.task(view, rated=rated) if own else None, "rated": rated,
        "stopped": asked.open_request(requests, "stop"), "slips": asked.files_of(view, requests),
        "papers": [c for c in view.components if c.file_id], "sections": sections_of(view),
        "taken_back": [one for one in read.results if one.status != "valid"],
        "may_withdraw": own and asked.may_withdraw(view),
    }  # fmt: skip
    return render(request, "portal/tracking/dossier.html", context)


def sections_of(view: DossierView) -> list[dict[str, Any]]:
    """What was declared, section by section, in words."""
    return [
        {"title": section["title"], "rows": rows}
        for section in view.form["x-sections"]
        if (rows := [_row(view, name) for name in section["fields"] if name in view.answers])
    ]


def _row(view: DossierView, name: str) -> dict[str, str]:
    rules = view.form["properties"].get(name, {})
    return {"key": rules.get("title", name), "value": answer_words(rules, view.answers[name])}


@own_dossier
@require_safe
def submitted(request: HttpRequest, here: Visit, view: DossierView) -> HttpResponse:
    """The confirmation after filing."""
    tracking = request.build_absolute_uri(f"{reverse('portal:track')}?{urlencode({'code': view.code})}")
    return render(request, "portal/tracking/submitted.html", {"dossier": view, "qr": qr(tracking)})


def qr(text: str) -> SafeString:
    """A QR as an SVG that stands in the page."""
    return mark_safe(segno.make(text, error="m").svg_inline(scale=4, border=2, title=text, dark="#000", light="#fff"))


@citizen
@require_safe
def file(request: HttpRequest, code: str, file_id: UUID) -> HttpResponse:
    """A paper, a slip or the result, to whoever may read it."""
    here = visit(request)
    view = dossiers.by_code(code, actor=here.actor, now=here.now)
    found = dossiers.file_content(view.id, file_id, actor=here.actor, now=here.now)
    return file_answer(found.content, found.name, found.media_type)
