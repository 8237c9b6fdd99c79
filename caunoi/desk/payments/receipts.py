"""A receipt: seen, printed, taken back; and the closing of a day."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from caunoi.core.clock import local_date
from caunoi.desk import sending
from caunoi.desk.asking import agency_of, when, who
from caunoi.desk.payments import words, workbooks
from caunoi.desk.payments.forms import WhyForm
from caunoi.desk.taking import asked
from caunoi.dossiers.queries import payment_receipt_pdf
from caunoi.payments import operations
from caunoi.payments import queries as payments
from caunoi.people import queries as people
from caunoi.ui.access import role
from caunoi.units import queries as units


@role(*words.READERS)
@require_GET
def receipt(request: HttpRequest, receipt_id: UUID) -> HttpResponse:
    """One receipt and what may be done about it."""
    found = payments.receipt(receipt_id, actor=who(request), now=when(request))
    today = local_date(found.received_at) == local_date(when(request))
    receives = who(request).role in words.RECEIVERS
    context = {
        "receipt": found, "method": words.METHODS[found.method], "cashier": _cashier(found),
        "may_void": receives and today and not found.voided and found.method != "online",
        "may_refund": receives and not found.voided and found.refunded < found.amount,
    }  # fmt: skip
    return render(request, "desk/payments/receipt.html", context)


@role(*words.READERS)
@require_GET
def printed(request: HttpRequest, receipt_id: UUID) -> HttpResponse:
    """The receipt as a PDF."""
    found = payments.receipt(receipt_id, actor=who(request), now=when(request))
    content = payment_receipt_pdf(receipt_id, actor=who(request), now=when(request))
    answer = HttpResponse(content, content_type="application/pdf")
    name = f"bien-lai-{found.number_text.replace('/', '-')}.pdf"
    answer["Content-Disposition"], answer["Cache-Control"] = f'inline; filename="{name}"', "private, no-store"
    return answer


@role(*words.RECEIVERS)
@require_http_methods(["GET", "HEAD", "POST"])
def void(request: HttpRequest, receipt_id: UUID) -> HttpResponseBase:
    """Take a receipt of today back: the money is returned, the fee is due again."""
    found = payments.receipt(receipt_id, actor=who(request), now=when(request))

    def run(form: Any) -> str:
        operations.void_receipt(
            receipt_id=receipt_id, reason=form.cleaned_data["reason"], actor=who(request), now=when(request)
        )
        return _("Đã hủy biên lai %(number)s. Khoản thu lại ở trạng thái phải nộp.") % {"number": found.number_text}

    back = reverse("desk:receipt", args=[receipt_id])
    context = {
        "title": _("Hủy biên lai %(number)s") % {"number": found.number_text}, "button": _("Hủy biên lai"),
        "text": _("Trả lại tiền cho người nộp. Biên lai vẫn giữ số của nó và ghi rõ đã hủy."), "back": back,
        "warning": True,
    }  # fmt: skip
    return asked(request, partial(WhyForm), run, template="desk/ask_reason.html", context=context, to=back)


@role(*words.READERS)
@require_GET
def day(request: HttpRequest) -> HttpResponseBase:
    """Everything received on a day with its sums; found receipts for `q`; as a workbook with `as=xlsx`."""
    now, text = when(request), request.GET.get("q", "").strip()[:80]
    wanted = _day(request.GET.get("day", "")) or local_date(now)
    closing = payments.closing(agency_id=agency_of(request), day=wanted, actor=who(request), now=now)
    if request.GET.get("as") == "xlsx":
        agency = units.agency(agency_of(request)).name
        name = f"so-thu-{wanted:%Y%m%d}.xlsx"
        return sending.workbook(lambda file: workbooks.write_day(file, closing, agency=agency), name)
    found = payments.find_receipts(text, agency_id=agency_of(request), actor=who(request), now=now) if text else []
    sums = [(words.METHODS[code], closing.by_method.get(code, 0)) for code in words.METHODS]
    context = {
        "closing": closing, "sums": sums, "q": text, "methods": words.METHODS, "today": local_date(now),
        "rows": [(one, words.METHODS[one.method]) for one in (found if text else closing.receipts)],
    }  # fmt: skip
    return render(request, "desk/payments/day.html", context)


def _cashier(found: payments.ReceiptView) -> str:
    return people.names([found.cashier_id]).get(found.cashier_id, "") if found.cashier_id else ""


def _day(text: str) -> date | None:
    """A day as a date field sends it; None when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
