"""The level above checks a report: remarks beside cells, back or accepted; reopened with a reason."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caunoi.core.errors import Conflict, InvalidInput
from caunoi.desk.asking import when, who
from caunoi.desk.reports import boxes, words
from caunoi.desk.reports.filling import shown
from caunoi.desk.taking import TakingForm, asked
from caunoi.reports import operations, queries
from caunoi.reports.errors import NotTheAcceptor
from caunoi.reports.words import named, period_name
from caunoi.ui.access import role

GET_POST = ["GET", "HEAD", "POST"]


class ReasonForm(TakingForm):
    """Why an accepted report is opened again."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do mở lại"), max_length=1000, widget=forms.Textarea(attrs={"rows": "4"}),
        help_text=gettext_lazy("Lý do được lưu trong lịch sử của báo cáo."),
        error_messages={"required": gettext_lazy("Hãy nêu lý do.")},
    )  # fmt: skip


@role(*words.FILLS)
@require_POST
def check(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Keep the remarks that were typed; then send the report back or accept it, when asked to. All or nothing."""
    actor, now, doing = who(request), when(request), request.POST.get("do", "")
    typed = {name[2:]: str(text) for name, text in request.POST.items() if name.startswith("r:")}
    remarks = {code: text for code, text in typed.items() if text.strip()}
    try:
        operations.check(
            report_id=report_id, remarks=remarks, decision=doing, note_text=request.POST.get("note", ""), actor=actor,
            now=now,
        )  # fmt: skip
    except (InvalidInput, Conflict) as error:
        page = queries.report(report_id, actor=actor, now=now)
        return shown(request, page, error=error, status=error.status)
    said = {"return": _("Đã trả lại báo cáo."), "accept": _("Đã tiếp nhận và khóa báo cáo.")}
    messages.success(request, said.get(doing, _("Đã lưu nhận xét.")))
    return redirect("desk:report", report_id)


@role(*words.FILLS)
@require_POST
def remove_remark(request: HttpRequest, report_id: UUID, remark_id: UUID) -> HttpResponse:
    """Take a remark back before it was sent."""
    operations.remove_remark(report_id=report_id, remark_id=remark_id, actor=who(request), now=when(request))
    return redirect("desk:report", report_id)


@role(*words.LEADS)
@require_http_methods(GET_POST)
def reopen(request: HttpRequest, report_id: UUID) -> HttpResponseBase:
    """Unlock an accepted report."""
    page = queries.report(report_id, actor=who(request), now=when(request))
    if not page.may_reopen:
        raise NotTheAcceptor

    def run(form: Any) -> str:
        operations.reopen(
            report_id=report_id, reason=form.cleaned_data["reason"], actor=who(request), now=when(request)
        )
        return _("Đã mở lại báo cáo.")

    context = {
        "title": _("Mở lại báo cáo"), "button": _("Mở lại"), "warning": True,
        "text": _("Báo cáo của %(agency)s sẽ sửa và gửi lại được.") % {"agency": page.report.agency_name},
        "back": reverse("desk:report", args=[report_id]),
    }  # fmt: skip
    return asked(request, ReasonForm, run, template="desk/ask_reason.html", context=context, to="desk:reports")


@role(*words.SEES)
@require_GET
def submission(request: HttpRequest, report_id: UUID, step_id: UUID) -> HttpResponse:
    """A report as it was handed in at one time."""
    actor, now = who(request), when(request)
    page = queries.report(report_id, actor=actor, now=now)
    cells = queries.submission(report_id, step_id, actor=actor, now=now)
    step = next(one for one in page.steps if one.id == step_id)
    as_sent = replace(page, cells=cells, findings=(), remarks=(), evidence=())
    context = {
        "form": named(page.report.names), "period": period_name(page.report.period), "report": page.report,
        "parts": boxes.parts(as_sent), "step": step, "page": as_sent,
    }  # fmt: skip
    return render(request, "desk/reports/submission.html", context)
