"""Filing, screen by screen. Each view calls one operation; what may not be done is said by the operation."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from caunoi.core.errors import InvalidInput
from caunoi.core.ids import new_id
from caunoi.core.subjects import SubjectRef
from caunoi.documents import queries as documents
from caunoi.dossiers import operations
from caunoi.dossiers import queries as dossiers
from caunoi.dossiers.errors import AlreadySubmitted, IncompleteDossier
from caunoi.dossiers.queries import DossierView, FilingProgress
from caunoi.portal.filing import reading
from caunoi.portal.filing.drafts import asks, draft
from caunoi.portal.filing.forms import DeclarationForm, PapersForm, WhereForm
from caunoi.portal.visitors import Visit, visit
from caunoi.procedures import queries as catalogue
from caunoi.ui.access import citizen

PLACES = 10


def _progress(here: Visit, view: DossierView) -> FilingProgress:
    return dossiers.filing_progress(view.id, actor=here.actor, now=here.now)


@citizen
@asks
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Choose the commune whose office receives the dossier; POST starts the draft."""
    here = visit(request)
    procedure = catalogue.procedure(code, on=here.today)
    text = (request.POST.get("q") or request.GET.get("q", "")).strip()[:100]
    choices = dossiers.receiving_choices(text, on=here.today, limit=PLACES) if text else []
    form = WhereForm(request.POST if request.method == "POST" else None, choices=choices)
    if request.method == "POST" and form.is_valid():
        dossier_id = operations.start_draft(
            procedure_code=code,
            receiving_agency_id=form.cleaned_data["receiving_agency"],
            actor=here.actor,
            now=here.now,
        )
        return redirect("portal:tasks", dossier_id)
    drafts = [
        row
        for row in dossiers.mine(actor=here.actor, now=here.now)
        if row.status == dossiers.Status.DRAFT and row.procedure_code == code
    ]
    context = {"procedure": procedure, "q": text, "form": form, "choices": choices, "drafts": drafts[:3]}
    return render(request, "portal/filing/start.html", context, status=422 if form.errors else 200)


@draft
@require_safe
def tasks(request: HttpRequest, here: Visit, view: DossierView) -> HttpResponse:
    """The task list."""
    progress = _progress(here, view)
    done, total = reading.done_count(progress)
    context = {
        "dossier": view, "tasks": reading.tasks(view, progress), "papers": [reading.papers_task(view, progress)],
        "submit": [reading.submit_task(view, progress)], "done": done, "total": total, "ready": progress.ready,
    }  # fmt: skip
    return render(request, "portal/filing/tasks.html", context)


@draft
def papers(request: HttpRequest, here: Visit, view: DossierView) -> HttpResponse:
    """Files for the components. What could be stored stays, what could not is said beside its field."""
    if request.method == "POST" and (component_id := request.POST.get("remove", "")):
        operations.detach(dossier_id=view.id, component_id=component_id, actor=here.actor, now=here.now)
        return redirect("portal:papers", view.id)
    form = PapersForm(components=view.components)
    if request.method == "POST":
        form = PapersForm(request.POST, request.FILES, components=view.components)
        view = _upload(here, view, form)
        if not form.errors:
            return redirect(reading.next_href(view, _progress(here, view), ""))
    return _papers_page(request, view, form)


def _upload(here: Visit, view: DossierView, form: PapersForm) -> DossierView:
    form.full_clean()
    for name, file in form.files.items():
        if name not in form.fields or name in form.errors or not isinstance(file, UploadedFile):
            continue
        try:
            view = operations.upload(
                dossier_id=view.id,
                component_id=name,
                content=file.read(),
                name=file.name or "",
                actor=here.actor,
                now=here.now,
            )
        except InvalidInput as error:
            form.add_error(name, error.message)
    return view


def _papers_page(request: HttpRequest, view: DossierView, form: PapersForm) -> HttpResponse:
    files = {file.id: file for file in documents.files_about(SubjectRef("dossier", view.id))}
    rows = [
        {
            "component": c,
            "file": files.get(c.file_id) if c.file_id else None,
            "field": form[c.component_id] if c.file_id is None and c.component_id in form.fields else None,
        }
        for c in view.components
    ]
    other = [row for row in rows if not row["component"].required]  # type: ignore[union-attr]
    context = {
        "dossier": view, "form": form, "needed": [row for row in rows if row not in other], "other": other,
        "other_open": any(row["file"] or (row["field"] and row["field"].errors) for row in other),  # type: ignore[union-attr]
    }  # fmt: skip
    return render(request, "portal/filing/papers.html", context, status=422 if form.errors else 200)


@draft
def check(request: HttpRequest, here: Visit, view: DossierView) -> HttpResponse:
    """Everything that will be filed, the declaration, and the button."""
    form = DeclarationForm(initial={"idempotency_key": str(new_id())})
    missing: list[str] = []
    if request.method == "POST":
        form = DeclarationForm(request.POST)
        if form.is_valid():
            try:
                done = operations.submit(
                    dossier_id=view.id,
                    idempotency_key=form.cleaned_data["idempotency_key"],
                    actor=here.actor,
                    now=here.now,
                )
                return redirect("portal:submitted", done.code)
            except AlreadySubmitted as error:
                return redirect("portal:submitted", error.params["code"])
            except IncompleteDossier as error:
                missing = [str(problem) for problem in error.problems]
    progress = _progress(here, view)
    context = {
        "dossier": view, "form": form, "ready": progress.ready, "missing": missing,
        "sections": [{"title": s.title, "rows": reading.summary(view, s, change=True)} for s in progress.sections],
        "papers": [c for c in view.components if c.file_id], "missing_papers": progress.missing_components,
    }  # fmt: skip
    return render(request, "portal/filing/check.html", context, status=422 if form.errors or missing else 200)
