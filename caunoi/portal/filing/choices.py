"""What is chosen beside the form: reliefs of the fee, the way of getting the result; throwing the draft away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from caunoi.core.actor import Person
from caunoi.dossiers import operations
from caunoi.dossiers import queries as dossiers
from caunoi.dossiers.errors import InvalidFiling
from caunoi.dossiers.queries import DossierView
from caunoi.people import queries as people
from caunoi.portal.filing import reading
from caunoi.portal.filing.drafts import draft
from caunoi.portal.filing.forms import ReliefsForm, ReturnForm
from caunoi.portal.visitors import Visit


@draft
def fee(request: HttpRequest, here: Visit, view: DossierView) -> HttpResponse:
    """Which reliefs are claimed, and what is paid, line by line with its legal ground."""
    reliefs = dossiers.reliefs(view.id, actor=here.actor, now=here.now)
    form = ReliefsForm(request.POST if request.method == "POST" else None, reliefs=reliefs, claimed=view.reliefs)
    if request.method == "POST" and form.is_valid():
        operations.change_draft(
            dossier_id=view.id, reliefs=form.cleaned_data["reliefs"], actor=here.actor, now=here.now
        )
        return redirect(
            "portal:fee" if "again" in request.POST else reading.back_or(request, view, "portal:result"), view.id
        )
    context = {
        "dossier": view, "form": form if reliefs else None, "reliefs": {r.id: r for r in reliefs},
        "fee": dossiers.quote(view.id, actor=here.actor, now=here.now),
        "next": reverse(reading.back_or(request, view, "portal:result"), args=[view.id]),
    }  # fmt: skip
    return render(request, "portal/filing/fee.html", context, status=422 if form.errors else 200)


@draft
def result(request: HttpRequest, here: Visit, view: DossierView) -> HttpResponse:
    """How the result comes back, and whom to call."""
    if request.method == "POST":
        form = ReturnForm(request.POST)
        if form.is_valid() and _changed(form, here, view):
            return redirect("portal:check", view.id)
    else:
        form = ReturnForm(initial={
            "return_way": view.return_way, "return_address": view.return_address,
            "phone": view.applicant_phone or _own_phone(here),
        })  # fmt: skip
    context = {"dossier": view, "form": form}
    return render(request, "portal/filing/result.html", context, status=422 if form.errors else 200)


def _changed(form: ReturnForm, here: Visit, view: DossierView) -> bool:
    try:
        operations.change_draft(dossier_id=view.id, actor=here.actor, now=here.now, **form.cleaned_data)
    except InvalidFiling as error:
        for problem in error.problems:
            form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        return False
    return True


def _own_phone(here: Visit) -> str:
    return people.account(here.actor.person_id).phone if isinstance(here.actor, Person) else ""


@draft
def delete(request: HttpRequest, here: Visit, view: DossierView) -> HttpResponse:
    """Ask before a draft is thrown away."""
    if request.method == "POST":
        operations.delete_draft(dossier_id=view.id, actor=here.actor, now=here.now)
        messages.success(request, _("Đã xóa bản nháp “%(name)s”.") % {"name": view.procedure_name})
        return redirect("portal:mine")
    context = {
        "title": _("Xóa bản nháp này?"),
        "text": _("Mọi câu trả lời và tệp của bản nháp “%(name)s” sẽ mất; không lấy lại được.")
        % {"name": view.procedure_name},
        "button": _("Xóa bản nháp"), "warning": True, "back": reverse("portal:tasks", args=[view.id]),
    }  # fmt: skip
    return render(request, "ui/pages/confirm.html", context)
