"""Open a round for whole levels of agencies, or for some."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from caunoi.core.clock import local_date
from caunoi.core.errors import Problem
from caunoi.desk.asking import agency_of, when, who
from caunoi.desk.reports import words
from caunoi.desk.taking import TakingForm, asked
from caunoi.desk.tasks.choosing import AgenciesField
from caunoi.reports import operations, queries
from caunoi.reports.errors import UnfitRound
from caunoi.reports.rules import calendar
from caunoi.reports.rules.calendar import ReportPeriod
from caunoi.reports.shapes import Askable
from caunoi.reports.words import LEVELS, named, period_name
from caunoi.ui.access import role
from caunoi.ui.forms import DateField


class RoundForm(TakingForm):
    """Which form, which period, whom, until when."""

    form = forms.ChoiceField(label=gettext_lazy("Biểu mẫu"))
    number = forms.ChoiceField(
        label=gettext_lazy("Kỳ báo cáo"),
        help_text=gettext_lazy("Năm báo cáo tính từ 15/12 năm trước đến 14/12 (Nghị định 09/2019/NĐ-CP)."),
    )
    start = DateField(label=gettext_lazy("Kỳ đột xuất: từ ngày"), required=False)
    last = DateField(label=gettext_lazy("Kỳ đột xuất: đến hết ngày"), required=False)
    levels = forms.MultipleChoiceField(
        label=gettext_lazy("Cơ quan báo cáo"), widget=forms.CheckboxSelectMultiple, required=False
    )
    due_on = DateField(
        label=gettext_lazy("Hạn gửi"), required=False,
        help_text=gettext_lazy("Bỏ trống để lấy hạn trong lịch báo cáo; đợt đột xuất thì phải ghi."),
    )  # fmt: skip

    field_order = ("form", "number", "start", "last", "levels", "agencies", "due_on")

    def __init__(self, *args: Any, choices: dict[str, Any], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"] = AgenciesField(label=_("Hoặc từng cơ quan"), on=on)
        self.order_fields(self.field_order)
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]


@role(*words.LEADS)
@require_http_methods(["GET", "HEAD", "POST"])
def open_round(request: HttpRequest) -> HttpResponseBase:
    """One form for the whole: the operation names everything that does not fit."""
    actor, now, agency_id = who(request), when(request), agency_of(request)
    groups = queries.askable(agency_id=agency_id, actor=actor, now=now)
    today = local_date(now)
    forms_ = queries.forms(on=today)
    periods = _periods(request)

    def run(form: Any) -> str:
        given = form.cleaned_data
        whole = [one for group in groups if group.level in given["levels"] for one in group.agency_ids]
        chosen = list(dict.fromkeys([*whole, *given["agencies"]]))
        opened = operations.open_round(
            agency_id=agency_id, form=given["form"], period=_period(given, periods), agency_ids=chosen,
            due_on=given["due_on"], actor=actor, now=now,
        )  # fmt: skip
        return ngettext(
            "Đã mở đợt báo cáo cho %(count)s cơ quan.", "Đã mở đợt báo cáo cho %(count)s cơ quan.", opened.counts.total
        ) % {"count": opened.counts.total}

    choices = {
        "form": [(one.id, named(one.names)) for one in forms_],
        "number": [*((one.code, period_name(one)) for one in periods.values()), ("ad_hoc", _("Đột xuất"))],
        "levels": [(one.level, _group(one)) for one in groups],
    }
    form_of = partial(RoundForm, choices=choices, on=today)
    return asked(request, form_of, run, template="desk/reports/new.html", context={}, to="desk:reports")


def _periods(request: HttpRequest) -> dict[str, ReportPeriod]:
    """The periods that may be asked about: the current one and the ones before, by code."""
    today, settings = local_date(when(request)), queries.calendar()
    found: list[ReportPeriod] = []
    for kind, many in (("quarterly", 4), ("monthly", 3), ("half_year", 2), ("yearly", 2)):
        day = today
        for _number in range(many):
            one = calendar.containing(settings, kind, day)  # type: ignore[arg-type]
            found.append(one)
            day = one.start - timedelta(days=1)
    return {one.code: one for one in found}


def _period(given: dict[str, Any], periods: dict[str, ReportPeriod]) -> ReportPeriod:
    """The period that was chosen. Raises UnfitRound."""
    if given["number"] != "ad_hoc":
        return periods[given["number"]]
    start, last = given["start"], given["last"]
    if start is None or last is None or last < start:
        raise UnfitRound(
            [Problem(_("Hãy ghi ngày đầu và ngày cuối của kỳ đột xuất, ngày cuối sau ngày đầu."), "start")]
        )
    return ReportPeriod("ad_hoc", last.year, 0, start, last + timedelta(days=1))


def _group(one: Askable) -> str:
    return f"{LEVELS[one.level]} ({len(one.agency_ids)})"
