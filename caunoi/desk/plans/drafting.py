"""Drafting a plan: begin, edit, its indicators one by one, revise, give up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caunoi.core.clock import local_date
from caunoi.core.errors import NotFound, Problem
from caunoi.desk.asking import agency_of, when, who
from caunoi.desk.plans import words
from caunoi.desk.plans.forms import IndicatorForm, PlanForm, ReasonForm
from caunoi.desk.taking import Question, asked, confirmed
from caunoi.measures import queries as measures
from caunoi.plans import operations, queries
from caunoi.plans.errors import PlanMovedOn, UnfitPlan
from caunoi.plans.shapes import IndicatorDraft, Measure, PillarDraft, PlanContent, TargetDraft, VersionView
from caunoi.plans.texts import MISTAKES
from caunoi.ui.access import role
from caunoi.ui.templatetags.caunoi_ui import worded

GET_POST = ["GET", "HEAD", "POST"]
FORM = "desk/plans/form.html"


@role(*words.WRITERS)
@require_http_methods(GET_POST)
def begin(request: HttpRequest) -> HttpResponseBase:
    """A new plan of the officer's agency."""
    now = when(request)
    year = local_date(now).year + 1

    def run(form: Any) -> str:
        given = form.cleaned_data
        said = _basics(PlanContent("", "yearly", date(year, 1, 1), date(year, 12, 31)), given)
        operations.begin(code=given["code"], agency_id=agency_of(request), content=said, actor=who(request), now=now)
        return _("Đã lập dự thảo kế hoạch.")

    initial = {"kind": "yearly", "starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)}
    choices = [(code, worded(names)) for code, names in words.PILLARS.items()]
    form_of = partial(PlanForm, pillars=choices, initial=initial)
    context = {"title": _("Soạn kế hoạch"), "button": _("Lập dự thảo"), "back": reverse("desk:plans")}
    return asked(request, form_of, run, template=FORM, context=context, to=reverse("desk:plans"))


@role(*words.WRITERS)
@require_http_methods(GET_POST)
def edit(request: HttpRequest, plan_code: str) -> HttpResponseBase:
    """The draft's own fields."""
    code = plan_code
    said, back = content_of(request, code), plan_url(request, code)

    def run(form: Any) -> str:
        save(request, code, _basics(said, form.cleaned_data))
        return _("Đã lưu dự thảo.")

    initial = {name: getattr(said, name) for name in ("title", "kind", "starts_on", "ends_on", "legal_basis")}
    initial["pillars"] = [one.code for one in said.pillars]
    form_of = partial(PlanForm, pillars=_pillars(said), coded=True, initial=initial)
    context = {"title": _("Sửa dự thảo"), "button": _("Lưu dự thảo"), "back": back}
    return asked(request, form_of, run, template=FORM, context=context, to=back)


@role(*words.WRITERS)
@require_http_methods(GET_POST)
def indicator(request: HttpRequest, plan_code: str, plan_indicator: str = "") -> HttpResponseBase:
    """One indicator of the draft: a new one, or one that is there."""
    code, indicator = plan_code, plan_indicator
    said, back = content_of(request, code), plan_url(request, code)
    held = next((one for one in said.indicators if one.code == indicator), None)
    if indicator and held is None:
        raise NotFound
    agency_id = agency_of(request)

    def run(form: Any) -> str:
        made = _indicator(form.cleaned_data, held, agency_id)
        if held is None and any(one.code == made.code for one in said.indicators):
            raise UnfitPlan([Problem(MISTAKES["indicator_twice"], "code", params=(("code", made.code),))])
        others = tuple(made if one.code == made.code else one for one in said.indicators)
        save(request, code, replace(said, indicators=others if held else (*said.indicators, made)))
        return _("Đã lưu chỉ tiêu.")

    form_of = partial(
        IndicatorForm, pillars=[(one.code, worded(one.names)) for one in said.pillars], coded=held is not None,
        measures=_measures(local_date(when(request))), initial=_initial(held, said, agency_id),
    )  # fmt: skip
    title = worded(held.names) if held else _("Thêm chỉ tiêu")
    remove = reverse("desk:plan-indicator-remove", args=[code, indicator]) if held else ""
    context = {"title": title, "button": _("Lưu chỉ tiêu"), "back": back, "remove": remove}
    return asked(request, form_of, run, template=FORM, context=context, to=back)


@role(*words.WRITERS)
@require_http_methods(GET_POST)
def remove(request: HttpRequest, plan_code: str, plan_indicator: str) -> HttpResponseBase:
    """Take an indicator out of the draft."""
    code, indicator = plan_code, plan_indicator
    said = content_of(request, code)
    held = next((one for one in said.indicators if one.code == indicator), None)
    if held is None:
        raise NotFound
    kept = tuple(one for one in said.indicators if one.code != indicator)
    name = worded(held.names)
    question = Question(_("Bỏ chỉ tiêu"), _("Bỏ “%(name)s” khỏi dự thảo?") % {"name": name}, _("Bỏ chỉ tiêu"), True)
    return confirmed(request, question, partial(save, request, code, replace(said, indicators=kept)), "desk:plan", code)


@role(*words.WRITERS)
@require_http_methods(GET_POST)
def revise(request: HttpRequest, plan_code: str) -> HttpResponseBase:
    """Begin a revision of a plan that was issued; why is said first."""
    code = plan_code
    now = when(request)
    found = queries.plan(code, actor=who(request), now=now)

    def run(form: Any) -> str:
        operations.revise(code=code, change_note=form.cleaned_data["reason"], actor=who(request), now=now)
        return _("Đã mở dự thảo điều chỉnh.")

    back = reverse("desk:plan", args=[code])
    context = {
        "title": _("Điều chỉnh kế hoạch"), "button": _("Mở dự thảo điều chỉnh"), "back": back,
        "text": _("Nêu nội dung và lý do điều chỉnh “%(title)s”. Bản đang có hiệu lực giữ nguyên đến khi ban hành.")
        % {"title": found.version.title},
    }  # fmt: skip
    number = found.versions[0].number + 1
    return asked(request, ReasonForm, run, template=FORM, context=context, to=f"{back}?version={number}")


@role(*words.WRITERS)
@require_http_methods(GET_POST)
def discard(request: HttpRequest, plan_code: str) -> HttpResponseBase:
    """Give the draft up."""
    code = plan_code
    question = Question(_("Hủy dự thảo"), _("Dự thảo sẽ bị xóa và không lấy lại được."), _("Hủy dự thảo"), True)
    run = partial(operations.discard, code=code, actor=who(request), now=when(request))
    return confirmed(request, question, run, "desk:plans")


def draft_of(request: HttpRequest, code: str) -> VersionView:
    """The version that is being worked on. Raises PlanNotFound, PlanMovedOn."""
    found = queries.plan(code, actor=who(request), now=when(request), number=None)
    for one in found.versions:
        if one.status != "issued":
            return one
    raise PlanMovedOn


def plan_url(request: HttpRequest, code: str) -> str:
    """The page of the version that is being worked on."""
    return f"{reverse('desk:plan', args=[code])}?version={draft_of(request, code).number}"


def content_of(request: HttpRequest, code: str) -> PlanContent:
    """What the draft says. Raises PlanNotFound, PlanMovedOn."""
    number = draft_of(request, code).number
    return queries.plan(code, actor=who(request), now=when(request), number=number).content


def save(request: HttpRequest, code: str, said: PlanContent) -> None:
    """Put this in place of what the draft said."""
    operations.save_draft(code=code, content=said, actor=who(request), now=when(request))


def _pillars(said: PlanContent) -> list[tuple[str, str]]:
    known = dict(words.PILLARS) | {one.code: dict(one.names) for one in said.pillars}
    return [(code, worded(names)) for code, names in known.items()]


def _basics(said: PlanContent, given: dict[str, Any]) -> PlanContent:
    """The content with what the form gave; pillars that were there keep their objectives."""
    held = {one.code: one for one in said.pillars}
    pillars = tuple(held.get(code) or PillarDraft(code, words.PILLARS[code]) for code in given["pillars"])
    same = {name: given[name] for name in ("title", "kind", "starts_on", "ends_on", "legal_basis")}
    return replace(said, pillars=pillars, **same)


def _indicator(given: dict[str, Any], held: IndicatorDraft | None, agency_id: Any) -> IndicatorDraft:
    index, _slash, rest = given["measure"].partition("/")
    item, _slash, part = rest.partition("/")
    target = TargetDraft(agency_id, given["due_on"], given["value"], given["baseline"], given["baseline_on"])
    others = tuple(one for one in held.targets if one.holder_id != agency_id) if held else ()
    own = [one for one in held.targets if one.holder_id == agency_id][1:] if held else []
    return IndicatorDraft(
        code=held.code if held else given["code"], pillar=given["pillar"],
        names={language: given[f"name_{language}"] or given["name_vi"] for language in ("vi", "en", "th")},
        unit_of_measure=given["unit_of_measure"], direction=given["direction"],
        measure=Measure(index, item, part or "total") if index else None,
        combination=given["combination"], targets=(target, *own, *others), is_sample=bool(held and held.is_sample),
    )  # fmt: skip


def _initial(held: IndicatorDraft | None, said: PlanContent, agency_id: Any) -> dict[str, Any]:
    if held is None:
        return {"due_on": said.ends_on, "baseline": Decimal(0), "baseline_on": said.starts_on}
    target = next((one for one in held.targets if one.holder_id == agency_id), None)
    measure = f"{held.measure.index}/{held.measure.item}/{held.measure.part}" if held.measure else ""
    same = {name: getattr(held, name) for name in ("pillar", "unit_of_measure", "direction", "combination")}
    names = {f"name_{language}": held.names.get(language, "") for language in ("vi", "en", "th")}
    numbers = {name: getattr(target, name) for name in ("value", "due_on", "baseline", "baseline_on")} if target else {}
    return same | names | numbers | {"measure": measure}


def _measures(on: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be measured live, by index: the share of each indicator in percent, its points, and the total."""
    groups = []
    for info in measures.indices(on=on):
        choices = [(f"{info.id}//total", _("%(index)s: tổng điểm") % {"index": info.id})]
        for group in info.groups:
            for one in group.indicators:
                name = worded(one.names)
                choices.append((f"{info.id}/{one.id}/ratio", _("%(name)s (tỷ lệ %%)") % {"name": name}))
                choices.append((f"{info.id}/{one.id}/score", _("%(name)s (điểm)") % {"name": name}))
        groups.append((worded(info.names), choices))
    return groups
