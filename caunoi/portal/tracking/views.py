"""My dossiers, one dossier, its files; a dossier by its code for anybody."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caunoi.core.actor import Person
from caunoi.dossiers import queries as dossiers
from caunoi.dossiers.errors import DossierNotFound
from caunoi.portal.tracking import words
from caunoi.portal.visitors import visit
from caunoi.ui.access import citizen, public
from caunoi.ui.questions import answer_words


@citizen
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The visitor's drafts and dossiers."""
    here = visit(request)
    rows = dossiers.mine(actor=here.actor, now=here.now)
    context = {
        "drafts": [row for row in rows if row.status == dossiers.Status.DRAFT],
        "filed": [row for row in rows if row.status != dossiers.Status.DRAFT],
    }
    return render(request, "portal/tracking/mine.html", context)


@public
@require_safe
def dossier(request: HttpRequest, code: str) -> HttpResponse:
    """One dossier for its applicant (and its officers). Whoever has not signed in gets what anybody may see."""
    here = visit(request)
    if not isinstance(here.actor, Person):
        return redirect(f"{reverse('portal:track')}?{urlencode({'code': code})}")
    view = dossiers.by_code(code, actor=here.actor, now=here.now)
    steps = dossiers.timeline(view.id, actor=here.actor, now=here.now)
    sections = [
        {"title": section["title"], "rows": rows}
        for section in view.form["x-sections"]
        if (rows := [_row(view, name) for name in section["fields"] if name in view.answers])
    ]
    context = {
        "dossier": view, "timeline": list(reversed(steps)), "next": words.NEXT.get(view.status, ""),
        "papers": [c for c in view.components if c.file_id], "sections": sections,
    }  # fmt: skip
    return render(request, "portal/tracking/dossier.html", context)


def _row(view: dossiers.DossierView, name: str) -> dict[str, str]:
    rules = view.form["properties"].get(name, {})
    return {"key": rules.get("title", name), "value": answer_words(rules, view.answers[name])}


@citizen
@require_safe
def submitted(request: HttpRequest, code: str) -> HttpResponse:
    """The confirmation after filing."""
    here = visit(request)
    view = dossiers.by_code(code, actor=here.actor, now=here.now)
    return render(request, "portal/tracking/submitted.html", {"dossier": view})


@citizen
@require_safe
def file(request: HttpRequest, code: str, file_id: UUID) -> HttpResponse:
    """A paper, the receipt or the result, to whoever may read it."""
    here = visit(request)
    view = dossiers.by_code(code, actor=here.actor, now=here.now)
    found = dossiers.file_content(view.id, file_id, actor=here.actor, now=here.now)
    answer = HttpResponse(found.content, content_type=found.media_type)
    answer["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@public
@require_safe
def track(request: HttpRequest) -> HttpResponse:
    """Where a dossier stands, by its code: state and due date, nothing personal."""
    here = visit(request)
    code = request.GET.get("code", "").strip()[:60]
    status, error = None, ""
    if code:
        try:
            status = dossiers.public_status(code, now=here.now)
        except DossierNotFound:
            error = _("Không có hồ sơ nào mang mã “%(code)s”. Hãy xem lại mã trên giấy tiếp nhận.") % {"code": code}
    context = {
        "code": code, "status": status, "error": error, "next": words.NEXT.get(status.status, "") if status else "",
    }  # fmt: skip
    return render(request, "portal/tracking/track.html", context, status=404 if error else 200)
