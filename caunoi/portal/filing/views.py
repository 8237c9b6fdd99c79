"""Filing, screen by screen. Each view calls one operation; what may not be done is said by the operation."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.core.errors import InvalidInput, NotFound
from caunoi.core.ids import new_id
from caunoi.core.subjects import SubjectRef
from caunoi.documents import queries as documents
from caunoi.dossiers import operations
from caunoi.dossiers import queries as dossiers
from caunoi.dossiers.errors import AlreadySubmitted, IncompleteDossier, InvalidAnswers
from caunoi.dossiers.queries import DossierView, FilingProgress
from caunoi.portal.filing import reading
from caunoi.portal.filing.forms import DeclarationForm, PapersForm, WhereForm
from caunoi.portal.filing.questions import Questions, form_for, initial_of
from caunoi.portal.visitors import Visit, visit
from caunoi.procedures import queries as catalogue
from caunoi.ui.access import citizen

PLACES = 10
asks = require_http_methods(["GET", "HEAD", "POST"])


class _Filed(Exception):
    """The dossier is no draft any more."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _draft(here: Visit, dossier_id: UUID) -> DossierView:
    """The visitor's own draft. Raises DossierNotFound, and _Filed when it was filed meanwhile."""
    view = dossiers.dossier(dossier_id, actor=here.actor, now=here.now)
    if view.status != dossiers.Status.DRAFT:
        raise _Filed(view.code)
    return view


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


@citizen
@require_safe
def tasks(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The task list."""
    here = visit(request)
    try:
        view = _draft(here, dossier_id)
    except _Filed as filed:
        return redirect("portal:dossier", filed.code)
    progress = _progress(here, view)
    done, total = reading.done_count(progress)
    context = {
        "dossier": view, "tasks": reading.tasks(view, progress), "papers": [reading.papers_task(view, progress)],
        "submit": [reading.submit_task(view, progress)], "done": done, "total": total, "ready": progress.ready,
    }  # fmt: skip
    return render(request, "portal/filing/tasks.html", context)


@citizen
@asks
def section(request: HttpRequest, dossier_id: UUID, section_id: str) -> HttpResponse:
    """One screen of questions. What was typed stays when something is wrong with it."""
    here = visit(request)
    try:
        view = _draft(here, dossier_id)
    except _Filed as filed:
        return redirect("portal:dossier", filed.code)
    progress = _progress(here, view)
    asked = next((s for s in progress.sections if s.id == section_id), None)
    if asked is None:
        raise NotFound
    kind = form_for(view.form, asked.fields)
    if request.method == "POST":
        form = kind(request.POST)
        if saved := _save(here, view, form):
            after = reading.next_href(saved, _progress(here, saved), asked.id)
            return redirect(_back_to_check(request, saved) or after)
    else:
        form = kind(initial=initial_of(view.form, asked.fields, view.answers))
    number = progress.sections.index(asked) + 1
    context = {
        "dossier": view, "section": asked, "form": form, "number": number, "total": len(progress.sections),
        "alone": len(asked.fields) == 1, "back": request.GET.get("back", ""),
    }  # fmt: skip
    return render(request, "portal/filing/section.html", context, status=422 if form.errors else 200)


def _save(here: Visit, view: DossierView, form: Any) -> DossierView | None:
    assert isinstance(form, Questions)
    if not form.is_valid():
        return None
    try:
        return operations.save_answers(dossier_id=view.id, answers=form.answers(), actor=here.actor, now=here.now)
    except InvalidAnswers as error:
        form.refuse(error.problems)
        return None


def _back_to_check(request: HttpRequest, view: DossierView) -> str:
    return reverse("portal:check", args=[view.id]) if request.GET.get("back") == "check" else ""


@citizen
@asks
def papers(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Files for the components. What could be stored stays, what could not is said beside its field."""
    here = visit(request)
    try:
        view = _draft(here, dossier_id)
    except _Filed as filed:
        return redirect("portal:dossier", filed.code)
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


@citizen
@asks
def check(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Everything that will be filed, the declaration, and the button."""
    here = visit(request)
    try:
        view = _draft(here, dossier_id)
    except _Filed as filed:
        return redirect("portal:submitted", filed.code)
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
