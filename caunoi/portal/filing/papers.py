"""Papers of a draft: the list, one paper a page, what the person has already."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caunoi.core.errors import DomainError, NotFound
from caunoi.dossiers import operations
from caunoi.dossiers import queries as dossiers
from caunoi.dossiers.queries import AttachedComponent, DossierView, ReusablePaper
from caunoi.portal.filing import reading
from caunoi.portal.filing.drafts import draft
from caunoi.portal.filing.forms import PaperForm, ReuseForm
from caunoi.portal.visitors import Visit


def paper_of(view: DossierView, component_id: str) -> AttachedComponent:
    """The paper that the address names. Raises NotFound."""
    found = next((c for c in view.components if c.component_id == component_id), None)
    if found is None:
        raise NotFound
    return found


@draft
def papers(request: HttpRequest, here: Visit, view: DossierView) -> HttpResponse:
    """Every paper with its state; what the person has already is taken with one tick."""
    reusable = _reusable(here, view)
    form = ReuseForm(request.POST if request.method == "POST" else None, papers=reusable)
    if request.method == "POST" and form.is_valid():
        for paper in form.chosen():
            reuse(here, view, paper)
        return redirect("portal:papers", view.id)
    progress = dossiers.filing_progress(view.id, actor=here.actor, now=here.now)
    context = {
        "dossier": view, "form": form if reusable else None,
        "needed": reading.paper_rows(view, [c for c in view.components if c.required]),
        "other": reading.paper_rows(view, [c for c in view.components if not c.required]),
        "missing": progress.missing_components, "next": reading.after_papers(view),
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "portal/filing/papers.html", context, status=status)


def _reusable(here: Visit, view: DossierView) -> list[ReusablePaper]:
    """The newest of each kind for papers that are not there yet."""
    missing = {c.component_id for c in view.components if not c.attached}
    found: dict[str, ReusablePaper] = {}
    if missing:
        for paper in dossiers.reusable_papers(view.id, actor=here.actor, now=here.now):
            if paper.component_id in missing:
                found.setdefault(paper.component_id, paper)
    return list(found.values())


def reuse(here: Visit, view: DossierView, paper: ReusablePaper) -> None:
    """Let what the person has stand for a component."""
    known: dict[str, Any] = {
        "dossier_id": view.id,
        "component_id": paper.component_id,
        "actor": here.actor,
        "now": here.now,
    }
    if paper.kind == "result":
        operations.reuse_result(result_id=paper.id, **known)
    else:
        operations.reuse_component(row_id=paper.id, **known)


@draft
def paper(request: HttpRequest, here: Visit, view: DossierView, component_id: str) -> HttpResponse:
    """One paper: when it is needed, choose or photograph it, see, replace, take away."""
    component = paper_of(view, component_id)
    if request.method == "POST" and "remove" in request.POST:
        operations.detach(dossier_id=view.id, component_id=component_id, actor=here.actor, now=here.now)
        messages.success(request, _("Đã bỏ tệp của “%(paper)s”.") % {"paper": component.title})
        return redirect("portal:papers", view.id)
    form = PaperForm(component=component)
    if request.method == "POST":
        form = PaperForm(request.POST, request.FILES, component=component)
        if form.is_valid() and handed_in(form, here, view, component_id):
            return redirect(reading.after_paper(view, component_id))
    context = {"dossier": view, "paper": component, "form": form}
    return render(request, "portal/filing/paper.html", context, status=422 if form.errors else 200)


def handed_in(form: PaperForm, here: Visit, view: DossierView, component_id: str) -> bool:
    """Hand the chosen files in as one paper; what is wrong with them is said at the field, and nothing is lost."""
    handed = form.cleaned_data["files"]
    try:
        name, content = handed.read(actor=here.actor, now=here.now)
        operations.upload(
            dossier_id=view.id, component_id=component_id, content=content, name=name, actor=here.actor, now=here.now
        )
    except DomainError as error:
        if error.status not in (404, 422, 503):
            raise
        form.add_error("files", error.message)
        return False
    handed.forget(actor=here.actor, now=here.now)
    return True


@draft
@require_safe
def paper_file(request: HttpRequest, here: Visit, view: DossierView, component_id: str) -> HttpResponse:
    """The file itself, to look at before filing."""
    component = paper_of(view, component_id)
    if component.file_id is None:
        raise NotFound
    found = dossiers.file_content(view.id, component.file_id, actor=here.actor, now=here.now)
    return file_answer(found.content, found.name, found.media_type)


def file_answer(content: bytes, name: str, media_type: str) -> HttpResponse:
    """A file to keep, never run in the page nor kept by others."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
