"""A service's day compared with ours."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from caunoi.core.clock import local_date
from caunoi.desk import sending
from caunoi.desk.asking import agency_of, when, who
from caunoi.desk.payments import words, workbooks
from caunoi.desk.payments.forms import DayFileForm
from caunoi.desk.taking import asked
from caunoi.payments import operations
from caunoi.payments import queries as payments
from caunoi.ui.access import role
from caunoi.ui.formats import day, number


@role(*(role_ for role_ in words.READERS if role_ != "auditor"))
@require_http_methods(["GET", "HEAD", "POST"])
def reconciliations(request: HttpRequest) -> HttpResponseBase:
    """Those made, newest day first; a file is compared here."""
    providers = payments.providers()
    form_of = partial(DayFileForm, providers=providers, initial={"day": local_date(when(request))})

    def run(form: Any) -> str:
        data = form.cleaned_data
        made = operations.reconcile(
            provider=data["provider"], agency_id=agency_of(request), day=data["day"], content=data["file"],
            actor=who(request), now=when(request),
        )  # fmt: skip
        return _("Đã đối soát ngày %(day)s: khớp %(agreed)s, khác %(different)s.") % {
            "day": day(made.day), "agreed": number(made.agreed), "different": number(len(made.differences)),
        }  # fmt: skip

    rows = payments.reconciliations(agency_id=agency_of(request), actor=who(request), now=when(request))
    context = {"rows": rows, "providers": providers}
    return asked(
        request, form_of, run, template="desk/payments/reconciliations.html", context=context, to="desk:reconciliations"
    )


@role(*words.READERS)
@require_GET
def reconciliation(request: HttpRequest, reconciliation_id: UUID) -> HttpResponseBase:
    """One, with each difference; as a workbook with `as=xlsx`."""
    found = payments.reconciliation(reconciliation_id, actor=who(request), now=when(request))
    rows = [(words.DIFFERENCES[one.kind], one) for one in found.differences]
    if request.GET.get("as") == "xlsx":
        name = f"doi-soat-{found.day:%Y%m%d}.xlsx"
        return sending.workbook(lambda file: workbooks.write_differences(file, found, rows), name)
    context = {"found": found, "rows": rows, "title": payments.providers().get(found.provider, found.provider)}
    return render(request, "desk/payments/reconciliation.html", context)
