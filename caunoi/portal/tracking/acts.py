"""What an applicant does with a filed dossier: take back, rate; a wrong result; who looked."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caunoi.core.errors import Conflict, InvalidInput
from caunoi.dossiers import operations
from caunoi.dossiers import queries as dossiers
from caunoi.dossiers.queries import DossierView, Status
from caunoi.portal.filing import kept
from caunoi.portal.tracking import asked as asking
from caunoi.portal.tracking.forms import RatingForm, WithdrawForm, WrongForm
from caunoi.portal.tracking.opened import own_dossier, to_dossier
from caunoi.portal.visitors import Visit


@own_dossier
def withdraw(request: HttpRequest, here: Visit, view: DossierView) -> HttpResponse:
    """Take the dossier back, after asking."""
    if not asking.may_withdraw(view):
        messages.info(request, _("Hồ sơ này không còn rút được: kết quả đã ký hoặc hồ sơ đã kết thúc."))
        return to_dossier(view)
    typed = request.POST if request.method == "POST" else kept.take(request)
    form = WithdrawForm(typed)
    if request.method == "POST" and form.is_valid():
        try:
            operations.withdraw(dossier_id=view.id, reason=form.cleaned_data["reason"], actor=here.actor, now=here.now)
            messages.success(request, _("Hồ sơ đã được rút."))
            return to_dossier(view)
        except InvalidInput as error:
            form.add_error("reason", error.message)
    context = {"dossier": view, "form": form}
    return render(request, "portal/tracking/withdraw.html", context, status=422 if request.method == "POST" else 200)


@own_dossier
def rate(request: HttpRequest, here: Visit, view: DossierView) -> HttpResponse:
    """Five questions, once (Circular 01/2018/TT-VPCP art. 13)."""
    given = dossiers.rating(view.id, actor=here.actor, now=here.now)
    if given is not None or view.status != Status.RETURNED:
        messages.info(request, _("Bạn đã đánh giá hồ sơ này.") if given else _("Bạn đánh giá khi đã nhận kết quả."))
        return to_dossier(view)
    typed = request.POST if request.method == "POST" else kept.take(request)
    form = RatingForm(typed)
    if request.method == "POST" and form.is_valid():
        try:
            operations.rate(
                dossier_id=view.id, scores=form.scores(), comment=form.cleaned_data["comment"], actor=here.actor,
                now=here.now,
            )  # fmt: skip
        except Conflict as error:  # the same page was sent twice
            messages.info(request, error.message)
        else:
            messages.success(request, _("Cảm ơn bạn. Đánh giá của bạn đã được ghi lại."))
        return to_dossier(view)
    context = {"dossier": view, "form": form}
    return render(request, "portal/tracking/rate.html", context, status=422 if request.method == "POST" else 200)


@own_dossier
def wrong(request: HttpRequest, here: Visit, view: DossierView) -> HttpResponse:
    """Say what is wrong with the result (Decree 61/2018/NĐ-CP art. 21: the agency's mistake is mended at its cost)."""
    if view.result_file_id is None:
        return to_dossier(view)
    requests = dossiers.requests(view.id, actor=here.actor, now=here.now)
    typed = request.POST if request.method == "POST" else kept.take(request)
    form = WrongForm(typed)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            operations.report_error(dossier_id=view.id, reason=reason, actor=here.actor, now=here.now)
            messages.success(request, _("Đã gửi. Chúng tôi báo cho bạn khi cơ quan trả lời hoặc đính chính."))
        except Conflict as error:
            messages.info(request, error.message)
        return to_dossier(view)
    context = {"dossier": view, "form": form, "reports": [r for r in requests if r.kind == "correction"]}
    return render(request, "portal/tracking/correct.html", context, status=422 if request.method == "POST" else 200)


@own_dossier
@require_safe
def looks(request: HttpRequest, here: Visit, view: DossierView) -> HttpResponse:
    """Who looked at the visitor's data: when, in what role, of which agency."""
    found = dossiers.looks(view.id, actor=here.actor, now=here.now)
    context = {"dossier": view, "looks": found, "back": reverse("portal:dossier", args=[view.code])}
    return render(request, "portal/tracking/looks.html", context)
