"""One dossier as an officer sees it: its page, its papers, its control slip."""

from __future__ import annotations

from uuid import UUID

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from caunoi.desk.asking import when, who
from caunoi.desk.dossier import reading
from caunoi.desk.dossier.acts import PAGES
from caunoi.dossiers import queries
from caunoi.ui.access import officer


@officer
@require_GET
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
def dossier(request: HttpRequest, code: str) -> HttpResponse:
    """One dossier: what was declared, its papers, what happened, and what may be done next, or why not."""
    actor, now = who(request), when(request)
    found = queries.by_code(code, actor=actor, now=now)
    known = queries.available_actions(found.id, actor=actor, now=now)
    actions = [action for action in known if action.code in PAGES]
    handed_in = reading.papers(found)
    context = {
        "dossier": found, "sections": reading.declared(found), "corrections": reading.corrections(found),
        "papers": handed_in.files, "on_paper": handed_in.on_paper, "absent": handed_in.absent,
        "shown": handed_in.at(request.GET.get("paper", "")),
        "timeline": list(reversed(queries.timeline(found.id, actor=actor, now=now))),
        "allowed": [a for a in actions if a.allowed], "refused": [a for a in actions if not a.allowed],
        "reasons": list(dict.fromkeys(a.reason for a in actions if not a.allowed)),
    }  # fmt: skip
    return render(request, "desk/dossier/page.html", context)


@officer
@require_GET
def control_slip(request: HttpRequest, code: str) -> HttpResponse:
    """Who had the dossier from when to when, to be printed."""
    actor, now = who(request), when(request)
    found = queries.by_code(code, actor=actor, now=now)
    rows = reading.holdings(found, queries.timeline(found.id, actor=actor, now=now))
    return render(request, "desk/dossier/control_slip.html", {"dossier": found, "rows": rows, "now": now})


@officer
@require_GET
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})  # type: ignore[arg-type]
def file(request: HttpRequest, code: str, file_id: UUID) -> HttpResponse:
    """A paper of the dossier, the receipt or the result, shown in the browser; never kept by it."""
    actor, now = who(request), when(request)
    found = queries.by_code(code, actor=actor, now=now)
    content = queries.file_content(found.id, file_id, actor=actor, now=now)
    answer = HttpResponse(content.content, content_type=content.media_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=content.name) or "inline"
    answer["Cache-Control"] = "private, no-store"
    return answer
