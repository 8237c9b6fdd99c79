"""One screen of questions: save, leave for later, two tabs on one form."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from caunoi.core.errors import NotFound
from caunoi.dossiers import operations
from caunoi.dossiers import queries as dossiers
from caunoi.dossiers.errors import InvalidAnswers, StaleDossier
from caunoi.dossiers.queries import DossierView, FilingProgress, SectionProgress
from caunoi.portal.filing import kept, reading
from caunoi.portal.filing.drafts import draft, earlier_records, own_particulars
from caunoi.portal.visitors import Visit
from caunoi.ui.questions import Questions, answer_words, form_for

BASE = "_base"
OURS = ("csrfmiddlewaretoken", BASE, "_group", "later")


@draft
def section(request: HttpRequest, here: Visit, view: DossierView, section_id: str) -> HttpResponse:
    """One screen of questions. What was typed stays when something is wrong with it."""
    progress = dossiers.filing_progress(view.id, actor=here.actor, now=here.now)
    asked = next((s for s in progress.sections if s.id == section_id), None)
    if asked is None:
        raise NotFound
    if request.method == "POST":
        return _answered(request, here, view, progress, asked)
    typed = kept.take(request)
    form = form_for(
        view.form, asked.fields, typed, on=here.today, known=view.answers,
        person=own_particulars(here, view, asked.fields), earlier=earlier_records(here, view, asked.fields),
    )  # fmt: skip
    return _page(request, view, progress, asked, form.unchecked() if typed else form)


def _answered(
    request: HttpRequest, here: Visit, view: DossierView, progress: FilingProgress, asked: SectionProgress
) -> HttpResponse:
    form = form_for(view.form, asked.fields, request.POST, on=here.today, known=view.answers)
    if again := form.regrouped():
        return _page(request, view, progress, asked, again)
    right = form.is_valid()
    given = form.answers() if right else form.given()
    if changed_meanwhile(request.POST, view, asked.fields) and given != _now(view, asked.fields, given):
        return conflict(request, view, asked, form)
    later = "later" in request.POST
    try:
        saved = _save(here, view, form, given) if right or (later and form.only_unanswered()) else None
    except StaleDossier:  # another tab was quicker by a moment
        fresh = dossiers.dossier(view.id, actor=here.actor, now=here.now)
        return _answered(request, here, fresh, progress, asked)
    if saved:
        return redirect("portal:tasks", view.id) if later else redirect(_after(request, here, saved, asked))
    return _page(request, view, progress, asked, form)


def _save(here: Visit, view: DossierView, form: Questions, given: dict[str, Any]) -> DossierView | None:
    try:
        return operations.save_answers(
            dossier_id=view.id, answers=given, actor=here.actor, now=here.now, expected_version=view.version
        )
    except InvalidAnswers as error:
        form.refuse(error.problems)
        return None


def _after(request: HttpRequest, here: Visit, saved: DossierView, asked: SectionProgress) -> str:
    if request.GET.get("back") == "check":
        return reverse("portal:check", args=[saved.id])
    progress = dossiers.filing_progress(saved.id, actor=here.actor, now=here.now)
    return reading.next_href(saved, progress, asked.id)


def _page(
    request: HttpRequest, view: DossierView, progress: FilingProgress, asked: SectionProgress, form: Questions
) -> HttpResponse:
    number = next(n for n, s in enumerate(progress.sections, start=1) if s.id == asked.id)
    context = {
        "dossier": view, "section": asked, "form": form, "number": number, "total": len(progress.sections),
        "alone": len(asked.fields) == 1 and not form.groups, "back": request.GET.get("back", ""),
        "base": digest(view, asked.fields),
    }  # fmt: skip
    return render(request, "portal/filing/section.html", context, status=422 if form.wrong else 200)


def digest(view: DossierView, fields: list[str]) -> str:
    """What the screen's answers are now, in short: a page that was made from others is out of date."""
    answers = {name: view.answers[name] for name in fields if name in view.answers}
    return sha256(json.dumps(answers, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def changed_meanwhile(typed: QueryDict, view: DossierView, fields: list[str]) -> bool:
    """Whether another tab saved this screen since the page was made; other screens do not matter."""
    return typed.get(BASE, "") not in ("", digest(view, fields))


def _now(view: DossierView, fields: list[str], given: dict[str, Any]) -> dict[str, Any]:
    return {name: view.answers.get(name) for name in fields if name in given}


def conflict(request: HttpRequest, view: DossierView, asked: SectionProgress, form: Questions) -> HttpResponse:
    """Another tab saved this screen: both versions side by side, nothing lost, the visitor chooses."""
    right = form.is_valid()
    given = form.answers() if right else form.given()
    rows = []
    for name in asked.fields:
        rules = view.form["properties"][name]
        mine = answer_words(rules, given.get(name)) or " ".join(request.POST.getlist(name)).strip()
        saved = answer_words(rules, view.answers.get(name))
        rows.append({"key": rules["title"], "saved": saved, "mine": mine, "differs": saved != mine})
    typed = [(name, value) for name, values in request.POST.lists() if name not in OURS for value in values]
    context = {
        "dossier": view, "section": asked, "rows": rows, "typed": typed, "base": digest(view, asked.fields),
        "address": request.get_full_path(),
    }  # fmt: skip
    return render(request, "portal/filing/conflict.html", context, status=409)
