"""The pages on which a section or a question is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caunoi.core.clock import local_date
from caunoi.core.errors import Conflict, NotFound
from caunoi.desk.asking import when
from caunoi.desk.forms import drafting, reading, words
from caunoi.desk.forms.asking import BuildForm, NewForm, QuestionForm, SectionForm, moved
from caunoi.desk.forms.drafting import EDITORS, Work
from caunoi.procedures.rules import building
from caunoi.procedures.rules.building import Built, CannotBuild
from caunoi.procedures.rules.form_kinds import kind_of
from caunoi.ui.access import role

asks = require_http_methods(["GET", "HEAD", "POST"])


@role(*EDITORS)
@asks
def new_section(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    """A new section, at the end."""
    work = _read(request, draft_id)
    form = SectionForm(request.POST if request.method == "POST" else None, work.form, None)
    context = {"title": _("Thêm nhóm câu hỏi"), "button": _("Thêm nhóm"), "kind": "section"}
    if form.is_bound and form.is_valid():
        place = _kept(request, work, form, lambda built: building.add_section(built, titles=form.text_of("title")))
        if place is not None:
            return redirect("desk:form-new-question", draft_id, place)
    return _shown(request, work, form, context)


@role(*EDITORS)
@asks
def section(request: HttpRequest, draft_id: UUID, section_id: str) -> HttpResponseBase:
    """A section's title, and when it is asked. `do=look` shows the answers of another question to depend on."""
    work = _read(request, draft_id)
    own = next((s for s in work.form["x-sections"] if s["id"] == section_id), None)
    if own is None:
        raise NotFound
    data = request.POST if request.method == "POST" else None
    form = SectionForm(data, work.form, own, field=data.get("field", "") if data is not None else None)
    context = {
        "title": words.said(own["x-title-i18n"], section_id), "button": _("Lưu nhóm câu hỏi"), "kind": "section",
        "remove": f"section:{section_id}", "own": section_id,
    }  # fmt: skip
    if data is not None and _looks(data, form):
        form.hush()
        return _shown(request, work, form, context)
    if form.is_bound and form.is_valid():
        kept = _kept(request, work, form, lambda built: _section_of(built, section_id, form))
        if kept is not None:
            return _back(work, f"s-{section_id}", section_id)
    return _shown(request, work, form, context)


def _looks(data: Any, form: SectionForm) -> bool:
    """Whether the answers of the chosen question have to be shown before anything can be saved."""
    shown = {"answers", "numbers"} & set(form.fields)
    return data.get("do") == "look" or bool(shown and data.get("looked", "") != form.chosen)


def _section_of(built: dict[str, Any], section_id: str, form: SectionForm) -> Built:
    titled = building.set_section(built, section_id, titles=form.text_of("title")).form
    field = form.cleaned_data["field"]
    return building.set_condition(titled, section_id, field, form.values() if field else [])


@role(*EDITORS)
@asks
def new_question(request: HttpRequest, draft_id: UUID, section_id: str = "", group: str = "") -> HttpResponseBase:
    """A new question at the end of a section or of a repeated group; then its own page."""
    work = _read(request, draft_id)
    form = NewForm(request.POST if request.method == "POST" else None, inner=bool(group))
    sections = {s["id"]: words.said(s["x-title-i18n"], s["id"]) for s in work.form["x-sections"]}
    known = group in work.form["properties"] and kind_of(work.form["properties"][group]) == "group"
    where = (words.title_of(work.form, group) if known else None) if group else sections.get(section_id)
    if where is None:
        raise NotFound
    if form.is_bound and form.is_valid():
        place = _kept(request, work, form, lambda built: building.add_question(
            built, kind=form.cleaned_data["kind"], titles=form.text_of("title"), section=section_id, group=group
        ))  # fmt: skip
        if place is not None:
            return redirect("desk:form-question", draft_id, place)
    context = {"title": _("Thêm câu hỏi"), "button": _("Thêm câu hỏi"), "where": where, "kind": "new"}
    return _shown(request, work, form, context)


@role(*EDITORS)
@asks
def question(request: HttpRequest, draft_id: UUID, place: str) -> HttpResponseBase:
    """A question: its texts, its kind and the kind's rules. `do` moves a choice or asks for more rows."""
    work = _read(request, draft_id)
    try:
        rules = building.question(work.form, place)
    except CannotBuild as error:
        raise NotFound from error
    data: Any = request.POST if request.method == "POST" else None
    do = data.get("do", "") if data is not None else ""
    if do == "more":
        data = data.copy()
        data["count"] = str(int(data.get("count", 0) or 0) + 3)
    elif do:
        data = moved(data, do)
    form = QuestionForm(data, work.form, place, rules, on=local_date(when(request)))
    context = {
        "title": words.said(rules["x-title-i18n"], place), "button": _("Lưu câu hỏi"), "kind": "question",
        "remove": place, "own": place, "numbers": "low" in form.fields, "pressed": do,
    }  # fmt: skip
    if do:
        form.hush()
        return _shown(request, work, form, context)
    if form.is_bound and form.is_valid():
        kept = _kept(request, work, form, lambda built: _question_of(built, place, form), at=place)
        if kept is not None:
            if form.cleaned_data["kind"] != form.kind:
                return redirect("desk:form-question", draft_id, kept)
            return _back(work, reading.anchor(kept), kept)
    return _shown(request, work, form, context)


def _question_of(built: dict[str, Any], place: str, form: QuestionForm) -> Built:
    """Everything that the page says, one command after the other."""
    data = form.cleaned_data
    entry = form.text_of("entry") if form.kind == "group" else None
    now = building.set_texts(built, place, titles=form.text_of("title"), hints=form.text_of("hint"), entry=entry).form
    now = building.set_required(now, place, data["required"]).form
    if form.choice_rows:
        now = building.set_choices(now, place, form.choices()).form
    now = building.set_rules(now, place, form.rules_given()).form
    now = building.set_kind(now, place, data["kind"]).form
    home = form.fields["section"].initial if "section" in form.fields else ""
    if home and data["section"] != home:
        now = building.move_question(now, place, section=data["section"], at=10_000).form
    if data["name"] != place.rpartition(".")[2]:
        return building.rename_question(now, place, data["name"])
    return Built(now, place)


def _read(request: HttpRequest, draft_id: UUID) -> Work:
    """The draft; one that cannot be changed now has no such pages."""
    work = drafting.read(request, draft_id)
    if not work.may_edit:
        raise NotFound
    return work


def _kept(
    request: HttpRequest, work: Work, form: BuildForm, command: Callable[[dict[str, Any]], Built], *, at: str = ""
) -> str | None:
    """Do the command and keep the draft; None when it was refused, which the form then says."""
    try:
        return drafting.changed(request, work, command, at=at)
    except CannotBuild as error:
        form.refuse(error)
    except Conflict as error:
        form.add_error(None, error.message)
    return None


def _shown(request: HttpRequest, work: Work, form: BuildForm, context: dict[str, Any]) -> HttpResponseBase:
    fresh = drafting.read(request, work.draft.id) if form.is_bound else work
    own = reading.lacking_at(fresh.form, context["own"]) if "own" in context else []
    context |= {
        "form": form, "draft": fresh.draft, "own_lacks": own,
        "back": reverse("desk:form-builder", args=[work.draft.id]),
    }  # fmt: skip
    status = 422 if form.is_bound and form.errors else 200
    return render(request, f"desk/forms/{context['kind']}.html", context, status=status)


def _back(work: Work, anchor: str, place: str) -> HttpResponseBase:
    return redirect(f"{reverse('desk:form-builder', args=[work.draft.id])}?at={place}#{anchor}")
