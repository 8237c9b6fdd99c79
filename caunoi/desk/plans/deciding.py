"""Handing a draft in, approving, returning, issuing, sending on; a value reported; the review."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caunoi.core.clock import local_date
from caunoi.desk.asking import when, who
from caunoi.desk.plans import words
from caunoi.desk.plans.drafting import draft_of
from caunoi.desk.plans.forms import LARGEST_FILE, IssueForm, ReasonForm, ReportForm, ReviewForm, SentForm
from caunoi.desk.taking import Question, TakingForm, asked, confirmed
from caunoi.plans import operations, queries, texts
from caunoi.ui.access import role
from caunoi.ui.templatetags.caunoi_ui import worded

GET_POST = ["GET", "HEAD", "POST"]
FORM = "desk/plans/form.html"


def _common(request: HttpRequest, code: str) -> dict[str, Any]:
    return {"code": code, "actor": who(request), "now": when(request)}


def _back(code: str) -> str:
    return reverse("desk:plan", args=[code])


@role(*words.WRITERS)
@require_http_methods(GET_POST)
def submit(request: HttpRequest, plan_code: str) -> HttpResponseBase:
    """Hand the draft in for approval; what is missing is said on the page."""
    code = plan_code
    version = draft_of(request, code)
    question = Question(
        _("Trình phê duyệt"), _("Trình “%(title)s” để lãnh đạo phê duyệt.") % {"title": version.title}, _("Trình")
    )
    if request.method != "POST":
        return confirmed(request, question, lambda: None, "desk:plan", code)

    def run(_form: Any) -> str:
        operations.submit(**_common(request, code))
        return _("Đã trình phê duyệt.")

    context = {"title": question.title, "text": question.text, "button": question.button, "back": _back(code)}
    to = f"{_back(code)}?version={version.number}"
    return asked(request, TakingForm, run, template=FORM, context=context, to=to)


@role(*words.LEADERS)
@require_http_methods(GET_POST)
def approve(request: HttpRequest, plan_code: str) -> HttpResponseBase:
    """The leader approves."""
    code = plan_code
    version = draft_of(request, code)
    text = _("Phê duyệt “%(title)s”. Sau đó kế hoạch được ban hành.") % {"title": version.title}
    run = partial(operations.approve, **_common(request, code))
    return confirmed(request, Question(_("Phê duyệt kế hoạch"), text, _("Phê duyệt")), run, "desk:plan", code)


@role(*words.LEADERS)
@require_http_methods(GET_POST)
def send_back(request: HttpRequest, plan_code: str) -> HttpResponseBase:
    """The leader gives it back, and says why."""
    code = plan_code
    version = draft_of(request, code)

    def run(form: Any) -> str:
        operations.return_draft(remark=form.cleaned_data["reason"], **_common(request, code))
        return _("Đã trả lại dự thảo.")

    context = {
        "title": _("Trả lại dự thảo"), "text": version.title, "button": _("Trả lại"), "back": _back(code),
    }  # fmt: skip
    to = reverse("desk:plans")
    return asked(request, ReasonForm, run, template=FORM, context=context, to=to)


@role(*words.LEADERS)
@require_http_methods(GET_POST)
def issue(request: HttpRequest, plan_code: str) -> HttpResponseBase:
    """Issue what was approved."""
    code = plan_code
    version = draft_of(request, code)

    def run(form: Any) -> str:
        operations.issue(**form.cleaned_data, **_common(request, code))
        return _("Đã ban hành kế hoạch.")

    context = {
        "title": _("Ban hành kế hoạch"), "text": version.title, "button": _("Ban hành"), "back": _back(code),
    }  # fmt: skip
    form_of = partial(IssueForm, initial={"issued_on": local_date(when(request))})
    return asked(request, form_of, run, template=FORM, context=context, to=_back(code))


@role(*words.WRITERS)
@require_http_methods(GET_POST)
def sent(request: HttpRequest, plan_code: str) -> HttpResponseBase:
    """That the plan was sent to the ministry."""
    code = plan_code
    version = queries.plan(code, actor=who(request), now=when(request)).version

    def run(form: Any) -> str:
        operations.record_sent(**form.cleaned_data, **_common(request, code))
        return _("Đã ghi việc gửi kế hoạch.")

    context = {
        "title": _("Gửi Bộ Khoa học và Công nghệ"), "button": _("Ghi đã gửi"), "back": _back(code),
        "text": _("“%(title)s” phải được gửi trong 5 ngày làm việc kể từ ngày ban hành.") % {"title": version.title},
    }  # fmt: skip
    form_of = partial(SentForm, initial={"sent_on": local_date(when(request))})
    return asked(request, form_of, run, template=FORM, context=context, to=_back(code))


@role(*words.WRITERS)
@require_http_methods(GET_POST)
def report(request: HttpRequest, plan_code: str, plan_indicator: str, plan_holder_id: UUID) -> HttpResponseBase:
    """Report a value with its evidence."""
    code, indicator, holder_id = plan_code, plan_indicator, plan_holder_id
    found = queries.target(code, indicator, holder_id, actor=who(request), now=when(request))
    back = reverse("desk:plan-target", args=[code, indicator, holder_id])

    def run(form: Any) -> str:
        given = dict(form.cleaned_data)
        file = given.pop("file")
        taken = (file.name, file.read(LARGEST_FILE)) if file else None
        operations.report_value(indicator=indicator, holder_id=holder_id, file=taken, **given, **_common(request, code))
        return _("Đã ghi số liệu.")

    context = {
        "title": _("Báo cáo số liệu"), "text": worded(found[0].indicator.names), "button": _("Gửi số liệu"),
        "back": back,
    }  # fmt: skip
    form_of = partial(ReportForm, initial={"on": local_date(when(request))})
    return asked(request, form_of, run, template=FORM, context=context, to=back)


@role(*words.READERS)
@require_http_methods(GET_POST)
def review(request: HttpRequest, plan_code: str) -> HttpResponseBase:
    """The plan as it stood on a day, what changed since the last review; who prepares keeps it as a review."""
    code = plan_code
    actor, now, on = who(request), when(request), words.day_asked(request)
    found = queries.review(code, actor=actor, now=now, as_of=on)
    days = queries.reviews(code, actor=actor, now=now)
    end = words.end_of(request, on)
    moved = {one.target.id: one.before for one in found.moved}
    rows = words.rows(found.targets, end=end)
    context = {
        "review": found, "version": found.plan, "on": on, "end": end, "days": days, "rows": rows,
        "pillars": [(one, [(texts.STATES[s], words.COLOURS[s], n) for s, n in one.states.items() if n])
                    for one in found.pillars],
        "moved": [(row, texts.STATES[b.state] if (b := moved[row.view.id]) else "",
                   words.said(b.latest.value, row.view.indicator.unit_of_measure) if b and b.latest else "")
                  for row in rows if row.view.id in moved],
        "followed": [(one, words.said(one.latest.value, one.unit_of_measure)) for one in found.followed],
        "issuer": words.holders({found.plan.issuer_id}).get(found.plan.issuer_id, ""),
        "records": actor.role in words.WRITERS and actor.agency_id == found.plan.issuer_id and on not in days,
    }  # fmt: skip

    def run(form: Any) -> str:
        operations.record_review(on=on, conclusion=form.cleaned_data["conclusion"], **_common(request, code))
        return _("Đã ghi nhận lần rà soát.")

    to = reverse("desk:plan-review", args=[code]) + end
    if request.method != "POST":
        return render(request, "desk/plans/review.html", {**context, "form": ReviewForm()})
    return asked(request, ReviewForm, run, template="desk/plans/review.html", context=context, to=to)
