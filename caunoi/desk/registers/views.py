"""The register of a period: asked by two dates, taken away as a workbook or a PDF."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from caunoi.core.clock import local_date
from caunoi.desk import sending
from caunoi.desk.asking import agency_of, when, who
from caunoi.desk.registers import workbook
from caunoi.documents import forms as printed
from caunoi.documents.forms import RegisterData
from caunoi.dossiers import queries
from caunoi.people import queries as people
from caunoi.ui.access import role
from caunoi.ui.forms import DateField, Form
from caunoi.units import queries as units

READERS = ("counter_officer", "centre_manager", "clerk", "head_of_unit", "leader", "auditor", "specialist")
LONGEST = timedelta(days=366)
ON_PAPER = 2000
"""So many lines fit a PDF that somebody prints; more go into a workbook."""


class PeriodForm(Form):
    """From which day to which, both included."""

    first = DateField(label=_("Từ ngày"))
    last = DateField(label=_("Đến hết ngày"))

    def clean(self) -> None:
        """Not reversed, and at most a year."""
        super().clean()
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if not (isinstance(first, date) and isinstance(last, date)):
            return
        if last < first:
            self.add_error("last", ValidationError(_("Ngày cuối không được trước ngày đầu.")))
        elif last - first > LONGEST:
            self.add_error("last", ValidationError(_("Mỗi lần xuất tối đa một năm.")))


@role(*READERS)
@require_GET
def register(request: HttpRequest) -> HttpResponseBase:
    """Ask for the period; with `as=xlsx` or `as=pdf`, give the register."""
    today = local_date(when(request))
    wanted = request.GET.get("as", "")
    form = PeriodForm(request.GET) if wanted else PeriodForm(initial={"first": today.replace(day=1), "last": today})
    if wanted and form.is_valid():
        give = _pdf if wanted == "pdf" else _xlsx
        if (answer := give(request, form.cleaned_data)) is not None:
            return answer
        form.add_error(
            None, now_("Sổ dài hơn %(most)s dòng. Hãy chọn kỳ ngắn hơn, hoặc lấy bản XLSX.") % {"most": ON_PAPER}
        )
    return render(request, "desk/registers/register.html", {"form": form}, status=422 if wanted else 200)


def _xlsx(request: HttpRequest, period: dict[str, Any]) -> HttpResponseBase | None:
    start, end = period["first"], period["last"]
    lines = queries.register(agency_of(request), start, end, actor=who(request), now=when(request))
    agency, title = units.agency(agency_of(request)).name, now_("Sổ theo dõi hồ sơ")
    # The rows come one by one: they do not stand in memory either.
    return sending.workbook(
        lambda file: workbook.write(file, lines, agency=agency, start=start, end=end, title=title),
        _name(start, end, "xlsx"),
    )


def _pdf(request: HttpRequest, period: dict[str, Any]) -> HttpResponseBase | None:
    start, end = period["first"], period["last"]
    found = queries.register(agency_of(request), start, end, actor=who(request), now=when(request))
    lines = tuple(islice(found, ON_PAPER + 1))
    if len(lines) > ON_PAPER:
        return None
    agency = units.agency(agency_of(request))
    place = units.unit(agency.unit_id).name if agency.unit_id else agency.name
    data = RegisterData(
        agency_name=agency.name, place_name=place, issued_at=when(request), starts_on=start, ends_on=end,
        officer_name=people.account(who(request).person_id).full_name, lines=lines,
    )  # fmt: skip
    answer = HttpResponse(printed.register_sheet(data), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{_name(start, end, "pdf")}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _name(start: date, end: date, ending: str) -> str:
    return f"so-theo-doi-{start:%Y%m%d}-{end:%Y%m%d}.{ending}"
