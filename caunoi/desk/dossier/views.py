"""One dossier as an officer sees it: its page, its papers, its control slip."""

from __future__ import annotations

from uuid import UUID

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from caunoi.desk.asking import when, who
from caunoi.desk.dossier import reading
from caunoi.desk.dossier.acts import BESIDE, PAGES
from caunoi.dossiers import operations, queries
from caunoi.dossiers.queries import FileContent
from caunoi.ui.access import officer


@officer
@require_GET
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
def dossier(request: HttpRequest, code: str) -> HttpResponse:
    """One dossier: what was declared, its papers, what happened, and what may be done next, or why not."""
    actor, now = who(request), when(request)
    seen = operations.open_page(code=code, actor=actor, now=now)
    found, handed_in = seen.dossier, reading.papers(seen.dossier)
    actions = [action for action in seen.actions if action.code in PAGES]
    context = {
        "dossier": found, "sections": reading.declared(found), "corrections": reading.corrections(found),
        "papers": handed_in.files, "on_paper": handed_in.on_paper, "absent": handed_in.absent,
        "shown": handed_in.at(request.GET.get("paper", "")),
        "timeline": list(reversed(seen.timeline)),
        "allowed": [a for a in actions if a.allowed and a.code not in BESIDE],
        "beside": [a for a in actions if a.allowed and a.code in BESIDE],
        "refused": [a for a in actions if not a.allowed],
        "reasons": list(dict.fromkeys(a.reason for a in actions if not a.allowed)),
        "open_requests": [r for r in seen.requests if r.open],
        "answered_requests": [r for r in seen.requests if not r.open],
        "results": seen.results,
        "holders": [line for line in seen.control if line.closed_at is None],
    }  # fmt: skip
    return render(request, "desk/dossier/page.html", context)


@officer
@require_GET
def by_id(request: HttpRequest, dossier_id: UUID) -> HttpResponseBase:
    """A linked dossier is known by its id: on to its page."""
    return redirect("desk:dossier", queries.dossier(dossier_id, actor=who(request), now=when(request)).code)


@officer
@require_GET
def control_slip(request: HttpRequest, code: str) -> HttpResponse:
    """Form 06: who had the dossier from when to when, within the limit or not; `?as=pdf` prints it."""
    actor, now = who(request), when(request)
    found = queries.by_code(code, actor=actor, now=now)
    if request.GET.get("as") == "pdf":
        return _shown(queries.control_slip_file(found.id, actor=actor, now=now))
    rows = queries.control_slip(found.id, actor=actor, now=now)
    return render(request, "desk/dossier/control_slip.html", {"dossier": found, "rows": rows, "now": now})


@officer
@require_GET
def process(request: HttpRequest, code: str) -> HttpResponse:
    """The process with where the dossier stands; `?as=json` is what the script draws."""
    actor, now = who(request), when(request)
    found = queries.by_code(code, actor=actor, now=now)
    view = queries.diagram(found.id, actor=actor, now=now)
    if request.GET.get("as") == "json":
        return JsonResponse({"xml": view.xml, "current": view.current, "done": view.done})
    return render(request, "desk/dossier/process.html", {"dossier": found, "steps": view.steps})


@officer
@require_GET
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})  # type: ignore[arg-type]
def preview(request: HttpRequest, code: str) -> HttpResponse:
    """The record as it will be signed, before it is; nothing is kept."""
    actor, now = who(request), when(request)
    found = queries.by_code(code, actor=actor, now=now)
    return _shown(queries.record_preview(found.id, actor=actor, now=now))


@officer
@require_GET
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})  # type: ignore[arg-type]
def file(request: HttpRequest, code: str, file_id: UUID) -> HttpResponse:
    """A paper of the dossier, the receipt or the result, shown in the browser; never kept by it."""
    actor, now = who(request), when(request)
    found = queries.by_code(code, actor=actor, now=now)
    content = queries.file_content(found.id, file_id, actor=actor, now=now)
    operations.record_look(dossier_id=found.id, actor=actor, now=now, what="file")
    return _shown(content)


def _shown(content: FileContent) -> HttpResponse:
    """A file for the browser to show; never kept by it."""
    answer = HttpResponse(content.content, content_type=content.media_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=content.name) or "inline"
    answer["Cache-Control"] = "private, no-store"
    return answer
