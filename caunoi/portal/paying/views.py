"""Pages of paying a dossier's fee. They work without scripts."""

from __future__ import annotations

from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from caunoi.core.errors import Conflict, NotFound
from caunoi.core.subjects import SubjectRef
from caunoi.dossiers import operations
from caunoi.dossiers import queries as dossiers
from caunoi.dossiers.queries import DossierView
from caunoi.payments import operations as pay
from caunoi.payments import queries as payments
from caunoi.portal.filing.papers import file_answer
from caunoi.portal.paying.forms import TRANSFER, WayForm
from caunoi.portal.paying.reading import Standing, standing
from caunoi.portal.tracking.opened import own_dossier
from caunoi.portal.visitors import Visit


@own_dossier
def payment(request: HttpRequest, here: Visit, view: DossierView) -> HttpResponse:
    """How much, what for, how it stands, and how to pay it."""
    now = standing(here, view)
    form = _form(request, view, now)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            return _go(request, here, view, form)
        except Conflict as error:
            messages.info(request, error.message)
            return redirect("portal:payment", view.code)
    context = {"dossier": view, "now": now, "form": form, "fee": now.fee, "asked": now.asked}
    return render(request, "portal/paying/payment.html", context, status=422 if form and form.errors else 200)


def _form(request: HttpRequest, view: DossierView, now: Standing) -> WayForm | None:
    """The ways to pay now; None when nothing can be paid here."""
    if now.state not in ("due", "failed", "pending"):
        return None
    transfer = payments.bank_account(view.receiving_agency_id) is not None
    typed = request.POST if request.method == "POST" else None
    form = WayForm(typed, services=payments.providers(), transfer=transfer)
    return form if form.any else None


def _go(request: HttpRequest, here: Visit, view: DossierView, form: WayForm) -> HttpResponse:
    """To the service, or to the code for a transfer."""
    way = form.cleaned_data["way"]
    if way == TRANSFER:
        operations.open_payment(dossier_id=view.id, actor=here.actor, now=here.now)
        return redirect("portal:payment-transfer", view.code)
    back = request.build_absolute_uri(reverse("portal:payment-back", args=[view.code]))
    attempt = operations.begin_payment(
        dossier_id=view.id, provider=way, return_url=back, key=form.cleaned_data["key"], actor=here.actor, now=here.now
    )
    return redirect(attempt.redirect_url) if attempt.live else redirect("portal:payment", view.code)


@own_dossier
@require_safe
def back(request: HttpRequest, here: Visit, view: DossierView) -> HttpResponse:
    """The payer comes back, or asks again: the service is asked what became of it."""
    order = payments.order_of(SubjectRef("dossier", view.id), actor=here.actor, now=here.now)
    if order is not None and order.live is not None:
        attempt = pay.ask_provider(attempt_id=order.live.id, now=here.now)
        if attempt.live:
            messages.info(request, _("Chưa có kết quả từ cổng thanh toán."))
    return redirect("portal:payment", view.code)


@own_dossier
@require_POST
def cancel(request: HttpRequest, here: Visit, view: DossierView) -> HttpResponse:
    """The payer gives up what is under way; when it succeeded meanwhile, it did."""
    order = payments.order_of(SubjectRef("dossier", view.id), actor=here.actor, now=here.now)
    if order is not None:
        attempt = pay.end_live(order_id=order.id, now=here.now)
        if attempt is not None and attempt.live:
            messages.info(request, _("Cổng thanh toán chưa trả lời nên chưa hủy được. Hãy thử lại sau ít phút."))
    return redirect("portal:payment", view.code)


@own_dossier
@require_safe
def transfer(request: HttpRequest, here: Visit, view: DossierView) -> HttpResponse:
    """The account, the sum and the words of a transfer, and the code that says all of them."""
    order = payments.order_of(SubjectRef("dossier", view.id), actor=here.actor, now=here.now)
    code = payments.transfer_code(order.id, actor=here.actor, now=here.now) if order is not None else None
    if code is None:
        return redirect("portal:payment", view.code)
    return render(request, "portal/paying/transfer.html", {"dossier": view, "code": code, "qr": _qr(code)})


def _qr(code: payments.TransferCode) -> SafeString:
    """The code as an SVG that takes the size of its place."""
    made = segno.make(code.payload, error="m", micro=False)
    return mark_safe(made.svg_inline(omitsize=True, border=4, title=code.purpose, dark="#000", light="#fff"))


@own_dossier
@require_safe
def receipt(request: HttpRequest, here: Visit, view: DossierView, receipt_id: UUID) -> HttpResponse:
    """A receipt, to keep."""
    found = payments.receipt(receipt_id, actor=here.actor, now=here.now)
    if found.subject_id != view.id:
        raise NotFound
    content = dossiers.payment_receipt_pdf(receipt_id, actor=here.actor, now=here.now)
    name = _("Biên lai %(number)s.pdf") % {"number": found.number_text.replace("/", "-")}
    return file_answer(content, name, "application/pdf")
