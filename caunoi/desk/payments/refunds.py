"""Money given back: asked for by one officer, decided by another."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from caunoi.desk.asking import agency_of, when, who
from caunoi.desk.payments import words
from caunoi.desk.payments.forms import DecisionForm, RefundForm
from caunoi.desk.taking import Question, asked, confirmed
from caunoi.payments import operations
from caunoi.payments import queries as payments
from caunoi.payments.policies import DECIDERS
from caunoi.people import queries as people
from caunoi.ui.access import role
from caunoi.ui.formats import number

GET_POST = ["GET", "HEAD", "POST"]


@role(*words.READERS)
@require_GET
def refunds(request: HttpRequest) -> HttpResponse:
    """The agency's refunds, newest first, of one state or all."""
    state = request.GET.get("state", "")
    state = state if state in words.REFUNDS else ""
    rows = payments.refunds(agency_id=agency_of(request), actor=who(request), now=when(request), state=state or None)
    context = {
        "rows": [(one, *words.REFUNDS[one.state]) for one in rows], "state": state,
        "states": [(code, title) for code, (title, _colour) in words.REFUNDS.items()],
    }  # fmt: skip
    return render(request, "desk/payments/refunds.html", context)


@role(*words.RECEIVERS)
@require_http_methods(GET_POST)
def ask(request: HttpRequest, receipt_id: UUID) -> HttpResponseBase:
    """Propose to give back all or a part of what a receipt took."""
    found = payments.receipt(receipt_id, actor=who(request), now=when(request))

    def run(form: Any) -> str:
        operations.ask_refund(receipt_id=receipt_id, actor=who(request), now=when(request), **form.cleaned_data)
        return _("Đã gửi đề nghị hoàn tiền. Lãnh đạo quyết định.")

    context = {
        "title": _("Đề nghị hoàn tiền"), "button": _("Gửi đề nghị"), "back": reverse("desk:receipt", args=[receipt_id]),
        "text": _("Biên lai %(number)s, đã thu %(sum)s đồng. Người quyết định phải là người khác.")
        % {"number": found.number_text, "sum": number(found.amount)},
    }  # fmt: skip
    form_of = partial(RefundForm, initial={"amount": found.amount - found.refunded})
    return asked(request, form_of, run, template="desk/ask_reason.html", context=context, to="desk:refunds")


@role(*words.READERS)
@require_http_methods(GET_POST)
def refund(request: HttpRequest, refund_id: UUID) -> HttpResponseBase:
    """One refund; a leader or the centre's manager decides it here."""
    found = payments.refund(refund_id, actor=who(request), now=when(request))

    def run(form: Any) -> str:
        grant = form.cleaned_data["grant"] == "yes"
        operations.decide_refund(
            refund_id=refund_id, grant=grant, remark=form.cleaned_data["remark"], actor=who(request), now=when(request)
        )
        return _("Đã duyệt hoàn tiền.") if grant else _("Đã ghi: không duyệt hoàn tiền.")

    names = people.names([one for one in (found.asked_by, found.decided_by) if one])
    decides = who(request).role in DECIDERS and found.state == "asked" and found.asked_by != who(request).person_id
    context = {
        "refund": found, "state": words.REFUNDS[found.state], "asked_by": names.get(found.asked_by, ""),
        "decided_by": names.get(found.decided_by, "") if found.decided_by else "", "decides": decides,
        "hands_out": found.state == "sent" and found.by_cash and who(request).role in words.RECEIVERS,
    }  # fmt: skip
    return asked(request, DecisionForm, run, template="desk/payments/refund.html", context=context, to="desk:refunds")


@role(*words.RECEIVERS)
@require_http_methods(GET_POST)
def hand_out(request: HttpRequest, refund_id: UUID) -> HttpResponseBase:
    """The cash of a granted refund is given to the payer."""
    found = payments.refund(refund_id, actor=who(request), now=when(request))
    words_ = Question(
        _("Chi tiền hoàn"),
        _("Giao %(sum)s đồng tiền mặt cho người nộp của hồ sơ %(code)s.")
        % {"sum": number(found.amount), "code": found.receipt.subject_code},
        _("Đã giao tiền"),
    )
    run = partial(operations.hand_out_refund, refund_id=refund_id, actor=who(request), now=when(request))
    return confirmed(request, words_, run, "desk:refund", refund_id)
