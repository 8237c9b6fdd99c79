"""The parent's side: the table with its live gap, the next round, and the end."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caunoi.core.errors import Problem
from caunoi.desk.asking import page_number, when, who
from caunoi.desk.cascade import words
from caunoi.desk.cascade.forms import PasteForm, ReasonForm
from caunoi.desk.taking import Question, asked, confirmed
from caunoi.plans.cascading.errors import UnfitSplit
from caunoi.plans.cascading.shapes import CascadeView, OfferView
from caunoi.plans.cascading.texts import MISREAD
from caunoi.plans.operations import cascade as operations
from caunoi.plans.operations.cascade.amounts import shown
from caunoi.plans.queries import cascade as queries
from caunoi.plans.rules.pasting import number
from caunoi.plans.rules.splitting import PLACES
from caunoi.ui.access import role
from caunoi.ui.templatetags.caunoi_ui import worded
from caunoi.units import queries as units

GET_POST = ["GET", "HEAD", "POST"]
PREFIX = "v-"


@dataclass(frozen=True, slots=True)
class Group:
    """The units of a province on a page."""

    title: str
    rows: list[tuple[OfferView, str, Any, str]]
    """Each with the text of its field, its state's title and colour."""


@role(*words.READERS)
@require_GET
def cascade(request: HttpRequest, cascade_id: UUID) -> HttpResponse:
    """The split with every unit, its gap, and what may be done; narrowed by state, province and name; in pages."""
    view = queries.cascade(cascade_id, actor=who(request), now=when(request))
    return render(request, "desk/cascade/parent.html", {**_table(request, view), **_doing(request, view)})


@role(*words.MAY_PREPARE)
@require_POST
def set_next(request: HttpRequest, cascade_id: UUID) -> HttpResponse:
    """Keep what was typed for the next round; the script takes the gap from the answer, others get the page again."""
    values = _typed(request)
    if isinstance(values, list):
        said = UnfitSplit(values)
        if request.headers.get("X-Part"):
            return render(request, "desk/cascade/wrong.html", {"problems": values}, status=422)
        messages.error(request, "; ".join(str(one) for one in said.problems))
        return redirect("desk:cascade", cascade_id)
    if values:
        operations.set_next(cascade_id=cascade_id, values=values, actor=who(request), now=when(request))
    if request.headers.get("X-Part"):
        view = queries.cascade(cascade_id, actor=who(request), now=when(request))
        return render(request, "desk/cascade/gap.html", {"view": view, **_gaps(view)})
    messages.success(request, _("Đã lưu giá trị chuẩn bị."))
    return redirect("desk:cascade", cascade_id)


@role(*words.MAY_PREPARE)
@require_http_methods(GET_POST)
def paste(request: HttpRequest, cascade_id: UUID) -> HttpResponseBase:
    """Values of the next round from a pasted table."""
    view = queries.cascade(cascade_id, actor=who(request), now=when(request))

    def run(form: Any) -> str:
        count = operations.paste_next(
            cascade_id=cascade_id, text=form.cleaned_data["pasted"], actor=who(request), now=when(request)
        )
        return _("Đã nhập giá trị chuẩn bị của %(count)s đơn vị.") % {"count": count}

    context = {
        "title": _("Nhập giá trị từ bảng"), "button": _("Nhập bảng"), "text": _named(view),
        "back": reverse("desk:cascade", args=[cascade_id]),
    }  # fmt: skip
    to = reverse("desk:cascade", args=[cascade_id])
    return asked(request, PasteForm, run, template="desk/ask_reason.html", context=context, to=to)


@role(*words.MAY_PREPARE)
@require_http_methods(GET_POST)
def take(request: HttpRequest, cascade_id: UUID) -> HttpResponseBase:
    """Prepare to give every unit what it asks for."""
    view = queries.cascade(cascade_id, actor=who(request), now=when(request))
    question = Question(
        _("Nhận mọi đề nghị"),
        _("Có %(count)s đơn vị đề nghị giá trị khác. Giá trị của vòng sau sẽ là giá trị họ đề nghị.")
        % {"count": view.counts.countered},
        _("Nhận mọi đề nghị"),
    )
    run = partial(operations.take_counters, cascade_id=cascade_id, actor=who(request), now=when(request))
    return confirmed(request, question, run, "desk:cascade", cascade_id)


@role(*words.MAY_DECIDE)
@require_http_methods(GET_POST)
def send(request: HttpRequest, cascade_id: UUID) -> HttpResponseBase:
    """Send a prepared split to the units."""
    view = queries.cascade(cascade_id, actor=who(request), now=when(request))
    text = _("Gửi “%(name)s” cho %(count)s đơn vị. Từ lúc đó mỗi đơn vị thấy chỉ tiêu của mình và trả lời.")
    question = Question(
        _("Gửi cho các đơn vị"), text % {"name": _named(view), "count": len(view.offers)}, _("Gửi cho các đơn vị")
    )
    run = partial(operations.send, cascade_id=cascade_id, actor=who(request), now=when(request))
    return confirmed(request, question, run, "desk:cascade", cascade_id)


@role(*words.MAY_DECIDE)
@require_http_methods(GET_POST)
def next_round(request: HttpRequest, cascade_id: UUID) -> HttpResponseBase:
    """Send what was prepared as the next round."""
    view = queries.cascade(cascade_id, actor=who(request), now=when(request))
    count = sum(one.next_value is not None for one in view.offers)
    text = _("%(name)s: gửi vòng %(round)s với giá trị mới cho %(count)s đơn vị.")

    def run(form: Any) -> str:
        operations.next_round(
            cascade_id=cascade_id, reason=form.cleaned_data["reason"], actor=who(request), now=when(request)
        )
        return _("Đã gửi vòng mới.")

    context = {
        "title": _("Gửi vòng sau"), "button": _("Gửi vòng sau"), "back": reverse("desk:cascade", args=[cascade_id]),
        "text": text % {"name": _named(view), "round": view.frame.round + 1, "count": count},
    }  # fmt: skip
    to = reverse("desk:cascade", args=[cascade_id])
    return asked(request, ReasonForm, run, template="desk/ask_reason.html", context=context, to=to)


@role(*words.MAY_DECIDE)
@require_http_methods(GET_POST)
def fix(request: HttpRequest, cascade_id: UUID) -> HttpResponseBase:
    """Fix the split: asked once more, with what stands in the way; then a reason is needed."""
    view = queries.cascade(cascade_id, actor=who(request), now=when(request))

    def run(form: Any) -> str:
        operations.fix(cascade_id=cascade_id, reason=form.cleaned_data["reason"], actor=who(request), now=when(request))
        return _("Đã chốt. Chỉ tiêu của mỗi đơn vị có hiệu lực từ hôm nay.")

    context = {"view": view, "rule": words.rule(view.frame), "warn": _in_the_way(view), **_gaps(view)}
    to = reverse("desk:cascade", args=[cascade_id])
    return asked(request, ReasonForm, run, template="desk/cascade/fix.html", context=context, to=to)


@role(*words.MAY_PREPARE)
@require_http_methods(GET_POST)
def withdraw(request: HttpRequest, cascade_id: UUID) -> HttpResponseBase:
    """Take a draft away, or what was sent back."""
    view = queries.cascade(cascade_id, actor=who(request), now=when(request))
    draft = view.frame.state == "draft"

    def run(form: Any) -> str:
        reason = form.cleaned_data["reason"]
        operations.withdraw(cascade_id=cascade_id, reason=reason, actor=who(request), now=when(request))
        return _("Đã thu hồi.")

    context = {
        "title": _("Bỏ bản thảo") if draft else _("Thu hồi phân bổ"), "text": _named(view), "warning": True,
        "button": _("Bỏ bản thảo") if draft else _("Thu hồi"), "back": reverse("desk:cascade", args=[cascade_id]),
    }  # fmt: skip
    form_of = partial(ReasonForm, needed=not draft)
    return asked(request, form_of, run, template="desk/ask_reason.html", context=context, to=reverse("desk:cascades"))


def narrowed(request: HttpRequest) -> dict[str, Any]:
    """Which units the address asks for."""
    state = request.GET.get("state", "")
    return {
        "state": state if state in words.ANSWERS else "", "q": request.GET.get("q", "").strip()[:100],
        "province": request.GET.get("province", "")[:10], "through": request.GET.get("through", "") == "1",
    }  # fmt: skip


def _table(request: HttpRequest, view: CascadeView) -> dict[str, Any]:
    given = narrowed(request)
    page = queries.listed(
        view.frame.id, actor=who(request), now=when(request), page=page_number(request), size=50, **given
    )
    provinces = _provinces(request, page.offers)
    by_province = given["through"] or view.frame.level == "commune"
    groups = [
        Group(provinces.get(code, code), [_row(one) for one in group])
        for code, group in groupby(page.offers, key=lambda one: one.province if by_province else "")
    ]
    return {
        "groups": groups, "page": page, "asked": given, "grouped": by_province,
        "states": [(code, words.OFFERS[code][0]) for code in words.ANSWERS],
        "provinces": sorted(
            {one.province: one.name for one in view.offers}.items() if view.frame.level == "province" else []
        ),
    }  # fmt: skip


def _row(one: OfferView) -> tuple[OfferView, str, Any, str]:
    return (one, shown(one.next_value) if one.next_value is not None else "", *words.OFFERS[one.state])


def _provinces(request: HttpRequest, offers: tuple[OfferView, ...]) -> dict[str, str]:
    if len({one.province for one in offers}) == 0:
        return {}
    return {one.code: one.full_name for one in units.units_at(on=when(request).date(), level="province")}


def _doing(request: HttpRequest, view: CascadeView) -> dict[str, Any]:
    """What the officer may do here."""
    actor, state = who(request), view.frame.state
    own = actor.agency_id == view.frame.agency_id
    decides, prepares = own and actor.role in words.MAY_DECIDE, own and actor.role in words.MAY_PREPARE
    return {
        "view": view, "rule": words.rule(view.frame), "state": words.STATES[state],
        "method": words.METHODS[view.frame.method],
        "edits": prepares and state in ("draft", "open"), "sends": decides and state == "draft",
        "rounds": decides and state == "open" and any(one.next_value is not None for one in view.offers),
        "takes": prepares and state == "open" and view.counts.countered, "fixes": decides and state == "open",
        "withdraws": (decides and state == "open") or (prepares and state == "draft"),
        "prepared": sum(one.next_value is not None for one in view.offers),
        "parent": units.agencies([view.frame.agency_id])[view.frame.agency_id].name,
        **_gaps(view),
    }  # fmt: skip


def _gaps(view: CascadeView) -> dict[str, Any]:
    """The three ways to add up: as offered, with what is prepared, if every unit got what it asks for."""
    lines = [(_("Đang giao"), view.fit)]
    if any(one.next_value is not None for one in view.offers):
        lines.append((_("Với giá trị chuẩn bị cho vòng sau"), view.fit_next))
    if view.counts.countered:
        lines.append((_("Nếu nhận mọi đề nghị"), view.fit_countered))
    carried = words.CARRIED[view.frame.combination]
    return {"gaps": [(title, found, *words.gap(found)) for title, found in lines], "carried": carried}


def _in_the_way(view: CascadeView) -> bool:
    return not view.fit.met or view.counts.offered > 0 or view.counts.countered > 0


def _typed(request: HttpRequest) -> dict[UUID, Decimal | None] | list[Problem]:
    """Values by agency out of the fields, or what is wrong with them."""
    values: dict[UUID, Decimal | None] = {}
    problems = []
    for name, text in request.POST.items():
        if not name.startswith(PREFIX):
            continue
        try:
            agency_id = UUID(name.removeprefix(PREFIX))
        except ValueError:
            continue
        read = number(str(text)) if str(text).strip() else None
        if isinstance(read, str):
            problems.append(Problem(MISREAD[read], params=(("found", str(text)[:30]), ("places", PLACES))))
        else:
            values[agency_id] = read
    return problems or values


def _named(view: CascadeView) -> str:
    return worded(view.frame.names)
