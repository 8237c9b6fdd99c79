"""The task list, and the end: check everything, declare, file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from caunoi.core.ids import new_id
from caunoi.dossiers import operations
from caunoi.dossiers import queries as dossiers
from caunoi.dossiers.errors import AlreadySubmitted, IncompleteDossier
from caunoi.dossiers.queries import DossierView
from caunoi.portal.filing import reading
from caunoi.portal.filing.drafts import draft
from caunoi.portal.filing.forms import DeclarationForm
from caunoi.portal.visitors import Visit


@draft
@require_safe
def tasks(request: HttpRequest, here: Visit, view: DossierView) -> HttpResponse:
    """The task list."""
    progress = dossiers.filing_progress(view.id, actor=here.actor, now=here.now)
    done, total = reading.done_count(view, progress)
    context = {
        "dossier": view, "questions": reading.tasks(view, progress), "papers": reading.papers_task(view, progress),
        "choices": reading.choice_tasks(view), "submit": reading.submit_task(view, progress),
        "done": done, "total": total, "ready": progress.ready,
        "fee": dossiers.quote(view.id, actor=here.actor, now=here.now),
    }  # fmt: skip
    return render(request, "portal/filing/tasks.html", context)


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
                    dossier_id=view.id, idempotency_key=form.cleaned_data["idempotency_key"], actor=here.actor,
                    now=here.now,
                )  # fmt: skip
                return redirect("portal:submitted", done.code)
            except AlreadySubmitted as error:
                return redirect("portal:submitted", error.params["code"])
            except IncompleteDossier as error:
                missing = [str(problem) for problem in error.problems]
    progress = dossiers.filing_progress(view.id, actor=here.actor, now=here.now)
    context = {
        "dossier": view, "form": form, "ready": progress.ready, "missing": missing,
        "sections": [{"title": s.title, "rows": reading.summary(view, s)} for s in progress.sections],
        "papers": [c for c in view.components if c.attached], "missing_papers": progress.missing_components,
        "fee": dossiers.quote(view.id, actor=here.actor, now=here.now), "way": reading.return_words(view),
    }  # fmt: skip
    return render(request, "portal/filing/check.html", context, status=422 if form.errors or missing else 200)
