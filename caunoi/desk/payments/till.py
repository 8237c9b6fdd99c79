"""What is due at my agency, and taking it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from caunoi.core.clock import local_date
from caunoi.core.errors import Conflict, InvalidInput
from caunoi.desk.asking import agency_of, page_number, when, who
from caunoi.desk.payments import words
from caunoi.desk.payments.forms import TakeForm
from caunoi.dossiers import operations as dossiers
from caunoi.dossiers import queries
from caunoi.dossiers.errors import NothingToPay
from caunoi.dossiers.queries import FeeDue
from caunoi.payments import operations
from caunoi.payments import queries as payments
from caunoi.payments.errors import PaymentUnderWay
from caunoi.ui.access import role
from caunoi.ui.formats import number

SIZE = 50


@role(*words.READERS)
@require_GET
def due(request: HttpRequest) -> HttpResponseBase:
    """Dossiers with a fee due, who waits longest first; a code that fits one dossier opens it at once."""
    text, page, now = request.GET.get("q", "").strip()[:80], page_number(request), when(request)
    found = queries.fees_due(
        agency_id=agency_of(request), actor=who(request), now=now, text=text, limit=SIZE + 1, offset=(page - 1) * SIZE
    )
    receives = who(request).role in words.RECEIVERS
    if receives and len(found) == 1 and text and text.replace(" ", "").lower() == found[0].code.lower():
        return redirect("desk:take", found[0].code)
    closing = payments.closing(agency_id=agency_of(request), day=local_date(now), actor=who(request), now=now)
    context = {
        "q": text, "rows": found[:SIZE], "page": page, "more": len(found) > SIZE, "closing": closing,
        "receives": receives, "overpaid": payments.overpaid(agency_id=agency_of(request), actor=who(request), now=now),
    }  # fmt: skip
    return render(request, "desk/payments/till.html", context)


@role(*words.RECEIVERS)
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, code: str) -> HttpResponseBase:
    """Take what is due on a dossier; the receipt comes next. What was typed stays when something is in the way."""
    fee = queries.fee_due_of(code, actor=who(request), now=when(request))
    form_of = partial(
        TakeForm, known=fee.amount is not None, initial={"amount": fee.rest, "payer_name": fee.applicant_name},
        under_way="while_under_way" in request.POST,
    )  # fmt: skip
    if request.method != "POST":
        return _page(request, fee, form_of())
    form = form_of(request.POST)
    if not form.is_valid():
        return _page(request, fee, form, status=422)
    try:
        receipt = _taken(request, fee, form.cleaned_data)
    except PaymentUnderWay as error:
        form = partial(form_of, under_way=True)(request.POST)
        form.add_error("while_under_way", error.message)
        return _page(request, fee, form, status=error.status)
    except (InvalidInput, Conflict) as error:
        form.take(error)
        return _page(request, fee, form, status=error.status)
    messages.success(request, _("Đã thu %(sum)s đồng.") % {"sum": number(receipt.amount)})
    return redirect("desk:receipt", receipt.id)


def _taken(request: HttpRequest, fee: FeeDue, data: dict[str, Any]) -> payments.ReceiptView:
    """The order, opened if nobody did, and its receipt; the same key twice is one receipt."""
    actor, now = who(request), when(request)
    try:
        order = dossiers.open_payment(dossier_id=fee.dossier_id, actor=actor, now=now)
    except NothingToPay:
        if fee.order is None:
            raise
        order = fee.order  # paid by now: the same key gives the receipt again, another is told that nothing is due
    return operations.receive_cash(
        order_id=order.id, amount=data["amount"], method=data["method"], payer_name=data["payer_name"],
        key=data["key"], fee=data.get("fee"), while_under_way=data.get("while_under_way", False), actor=actor, now=now,
    )  # fmt: skip


def _page(request: HttpRequest, fee: FeeDue, form: TakeForm, *, status: int = 200) -> HttpResponse:
    return render(request, "desk/payments/take.html", {"fee": fee, "order": fee.order, "form": form}, status=status)


@role(*words.READERS)
@require_GET
def online(request: HttpRequest) -> HttpResponse:
    """What was paid, or tried, through the services; newest first."""
    state = request.GET.get("state", "")
    state = state if state in words.ATTEMPTS else ""
    rows = payments.online(agency_id=agency_of(request), actor=who(request), now=when(request), state=state or None)
    context = {
        "rows": [(one, *words.ATTEMPTS[one.state]) for one in rows], "state": state, "providers": payments.providers(),
        "states": [(code, title) for code, (title, _colour) in words.ATTEMPTS.items()],
    }  # fmt: skip
    return render(request, "desk/payments/online.html", context)
