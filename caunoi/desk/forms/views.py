"""The builder's page: the outline, moved and undone from there; removing with what hangs on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caunoi.core.errors import Conflict, NotFound
from caunoi.desk.forms import drafting, moving, reading, words
from caunoi.desk.forms.drafting import EDITORS, WORKERS, Work
from caunoi.procedures.rules import building
from caunoi.procedures.rules.building import CannotBuild
from caunoi.procedures.rules.form_fees import fees_with
from caunoi.ui.access import role


@role(*WORKERS)
@require_GET
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
def builder(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The form: its sections and questions, what it lacks, and how a phone shows it."""
    return _page(request, drafting.read(request, draft_id))


def _page(request: HttpRequest, work: Work, *, status: int = 200, refused: str = "") -> HttpResponse:
    at = request.GET.get("at", "") or request.POST.get("at", "")
    context: dict[str, Any] = {
        "draft": work.draft, "may_edit": work.may_edit, "sections": reading.outline(work.form),
        "lacking": reading.lacking(work), "at": at, "pressed": request.GET.get("do", ""), "refused": refused,
        "shown": reading.section_at(work, at),
    }  # fmt: skip
    template = "desk/forms/outline.html" if "X-Part" in request.headers else "desk/forms/builder.html"
    return render(request, template, context, status=status)


@role(*EDITORS)
@require_POST
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
def change(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    """A button of the outline, or something dragged: `do` says what (see `moving`)."""
    work = drafting.read(request, draft_id)
    do = request.POST.get("do", "")
    try:
        if do in ("undo", "redo"):
            drafting.stepped(request, work, do)
            place = ""
        else:
            place = drafting.changed(request, work, moving.command(do))
    except CannotBuild as error:
        return _refused(request, draft_id, words.refusal(error))
    except Conflict as error:
        return _refused(request, draft_id, error.message)
    if "X-Part" in request.headers:
        return _page(request, drafting.read(request, draft_id))
    address = reverse("desk:form-builder", args=[draft_id])
    return redirect(f"{address}?at={place}&do={do.partition(':')[0]}#{reading.anchor(place)}" if place else address)


def _refused(request: HttpRequest, draft_id: UUID, text: str) -> HttpResponse:
    """Nothing was done: the page as it is now, with the reason."""
    return _page(request, drafting.read(request, draft_id), status=409, refused=text)


@role(*EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, draft_id: UUID, place: str) -> HttpResponseBase:
    """Take a question or a section (`section:ID`) away, after saying what goes with it and what refers to it."""
    work = drafting.read(request, draft_id)
    section_id = place.partition("section:")[2]
    if request.method == "POST":
        return _removed(request, work, place, section_id)
    context = _section_goes(work, section_id) if section_id else _question_goes(work, place)
    context |= {"draft": work.draft, "back": reverse("desk:form-builder", args=[draft_id])}
    return render(request, "desk/forms/remove.html", context)


def _removed(request: HttpRequest, work: Work, place: str, section_id: str) -> HttpResponseBase:
    try:
        if section_id:
            drafting.changed(request, work, lambda form: building.remove_section(form, section_id))
        else:
            drafting.changed(request, work, lambda form: building.remove_question(form, place))
    except CannotBuild as error:
        messages.error(request, words.refusal(error))
    except Conflict as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Đã bỏ. Bấm “Hoàn tác” để lấy lại."))
    return redirect("desk:form-builder", work.draft.id)


def _question_goes(work: Work, place: str) -> dict[str, Any]:
    try:
        building.question(work.form, place)
    except CannotBuild as error:
        raise NotFound from error
    return {"title": words.title_of(work.form, place), "section": False, "users": _users(work, [place])}


def _section_goes(work: Work, section_id: str) -> dict[str, Any]:
    section = next((s for s in work.form["x-sections"] if s["id"] == section_id), None)
    if section is None:
        raise NotFound
    gone = section["fields"]
    return {
        "title": words.said(section["x-title-i18n"], section_id), "section": True,
        "gone": [words.title_of(work.form, name) for name in gone],
        "users": [user for user in _users(work, gone) if user != words.said(section["x-title-i18n"])],
    }  # fmt: skip


def _users(work: Work, names: list[str]) -> list[str]:
    """What refers to the questions: sections with a condition, dates, fees."""
    sections = {s["id"]: words.said(s["x-title-i18n"], s["id"]) for s in work.form["x-sections"]}
    found = [user for name in names for user in building.users_of(work.form, name) if user not in names]
    rules = [rule for name in names for rule in fees_with(work.draft.whole, name)]
    fees = [words.said(rule.get("name", {}), str(rule.get("id", ""))) for rule in rules]
    return list(dict.fromkeys([*(sections.get(user) or words.title_of(work.form, user) for user in found), *fees]))
