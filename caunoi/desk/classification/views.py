"""The classifications of an agency, one of them as a table, and one's own results."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import partial
from typing import IO, Any
from uuid import UUID

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from caunoi.classification import operations, queries
from caunoi.classification.shapes import ClassingView, OutcomeLine
from caunoi.core.clock import local_date
from caunoi.desk.asking import agency_of, when, who
from caunoi.desk.classification import words
from caunoi.desk.classification.forms import ProposeForm, SendForm
from caunoi.desk.sending import workbook as sent
from caunoi.desk.taking import Question, asked, confirmed
from caunoi.measures.policies import STEERING
from caunoi.ui.access import role
from caunoi.ui.templatetags.caunoi_ui import worded
from caunoi.units import queries as units
from caunoi.units.rules.text import fold

GET_POST = ["GET", "HEAD", "POST"]


@role(*words.MAY_READ)
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """What the officer's agency classifies, and how it was classified itself."""
    found = queries.classings(actor=who(request), now=when(request))
    mine = queries.my_outcomes(agency_of(request), actor=who(request), now=when(request))
    context = {
        "rows": [(one, words.LEVELS[one.level]) for one in found],
        "mine": [(one, line, *words.STEPS[line.step]) for one, line in mine],
        "prepares": who(request).role in words.MAY_PREPARE and bool(_levels(request)),
    }  # fmt: skip
    return render(request, "desk/classification/list.html", context)


@role(*words.MAY_PREPARE)
@require_http_methods(GET_POST)
def propose(request: HttpRequest) -> HttpResponseBase:
    """Compute and freeze the points of all agencies of a level."""
    levels = _levels(request)

    def run(form: Any) -> str:
        operations.propose(**form.cleaned_data, agency_id=agency_of(request), actor=who(request), now=when(request))
        return _("Đã tính và giữ nguyên điểm dự kiến.")

    form_of = partial(
        ProposeForm, schemes=[(one.id, worded(one.names)) for one in queries.usable()],
        levels=[(level, words.LEVELS[level]) for level in levels],
        initial={"year": (local_date(when(request)) + timedelta(days=17)).year, "level": levels[-1] if levels else ""},
    )  # fmt: skip
    context = {
        "title": _("Lập dự kiến xếp loại"), "button": _("Tính điểm"), "back": reverse("desk:classification"),
        "text": _("Điểm được tính từ kế hoạch, nhiệm vụ, báo cáo và chỉ số như đang có, rồi giữ nguyên."),
    }  # fmt: skip
    return asked(request, form_of, run, template="desk/rollouts/ask.html", context=context, to="desk:classification")


@role(*words.MAY_READ)
@require_GET
def table(request: HttpRequest, classing_id: UUID) -> HttpResponse:
    """All results of a classification; narrowed by name without diacritics."""
    view = queries.classing(classing_id, actor=who(request), now=when(request))
    found = queries.outcomes(classing_id, actor=who(request), now=when(request))
    text = request.GET.get("q", "").strip()[:100]
    shown = [one for one in found if fold(text) in fold(one.agency_name)]
    counts = Counter(one.grade.id for one in found)
    actor, now = who(request), when(request)
    open_ = view.explain_by is not None and local_date(now) > view.explain_by and view.decided < view.total
    context = {
        "view": view, "level": words.LEVELS[view.level], "q": text, "count": len(found),
        "rows": [(number, one, *words.STEPS[one.step]) for number, one in enumerate(shown, 1)],
        "grades": [(worded(one.names), counts[one.id]) for one in view.grades],
        "sends": view.sent_at is None and actor.role in words.MAY_DECIDE,
        "decides": open_ and actor.role in words.MAY_DECIDE,
    }  # fmt: skip
    return render(request, "desk/classification/table.html", context)


@role(*words.MAY_READ)
@require_GET
def workbook(request: HttpRequest, classing_id: UUID) -> HttpResponseBase:
    """The whole table as XLSX."""
    view = queries.classing(classing_id, actor=who(request), now=when(request))
    found = queries.outcomes(classing_id, actor=who(request), now=when(request))
    return sent(lambda to: _written(to, view, found), f"{view.scheme}-{view.year}-{view.level}.xlsx")


@role(*words.MAY_DECIDE)
@require_http_methods(GET_POST)
def send(request: HttpRequest, classing_id: UUID) -> HttpResponseBase:
    """Show the proposal to those classified."""
    view = queries.classing(classing_id, actor=who(request), now=when(request))

    def run(form: Any) -> str:
        by = form.cleaned_data["explain_by"]
        operations.send(classing_id=classing_id, explain_by=by, actor=who(request), now=when(request))
        return _("Đã gửi dự kiến cho các cơ quan được xếp loại.")

    back = reverse("desk:classing", args=[classing_id])
    initial = {"explain_by": local_date(when(request)) + timedelta(days=view.explain_days)}
    context = {
        "title": _("Gửi dự kiến xếp loại"), "button": _("Gửi"), "back": back,
        "text": _("Mỗi cơ quan thấy điểm của mình cùng minh chứng và được giải trình đến hết ngày này."),
    }  # fmt: skip
    form_of = partial(SendForm, initial=initial)
    return asked(request, form_of, run, template="desk/rollouts/ask.html", context=context, to=back)


@role(*words.MAY_DECIDE)
@require_http_methods(GET_POST)
def decide_rest(request: HttpRequest, classing_id: UUID) -> HttpResponseBase:
    """Decide on everyone who is ready, by points."""
    question = Question(
        _("Quyết định theo điểm"),
        _("Cơ quan không giải trình, hoặc đã được xem xét lại, nhận mức theo điểm. Còn lại phải quyết định riêng."),
        _("Quyết định"),
    )
    run = partial(operations.decide_rest, classing_id=classing_id, actor=who(request), now=when(request))
    return confirmed(request, question, run, "desk:classing", classing_id)


def _levels(request: HttpRequest) -> list[str]:
    """The levels that stand right below the officer's agency."""
    agency = units.agency(agency_of(request))
    if agency.level == "nation":
        return ["province"]
    return ["department", "commune"] if agency.level == "province" and agency.kind in STEERING else []


def _written(to: IO[bytes], view: ClassingView, found: list[OutcomeLine]) -> None:
    book = xlsxwriter.Workbook(to, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(str(_("Xếp loại"))[:31])
    bold = book.add_format({"bold": True, "bg_color": "#F1EADF", "border": 1, "text_wrap": True, "valign": "top"})
    sheet.write_string(0, 0, f"{worded(view.names)}, {view.year}")
    tops = [worded(names) for names in view.tops]
    heads = [_("Cơ quan"), _("Mã tỉnh"), *tops, _("Điểm"), _("Mức xếp loại"), _("Bước")]
    for column, name in enumerate(heads):
        sheet.write_string(2, column, name, bold)
    for number, one in enumerate(found, 3):
        sheet.write_string(number, 0, one.agency_name)
        sheet.write_string(number, 1, one.province)
        for column, points in enumerate((*one.by_top, one.points), 2):
            sheet.write_number(number, column, float(points))
        sheet.write_string(number, len(heads) - 2, worded(one.grade.names))
        sheet.write_string(number, len(heads) - 1, str(words.STEPS[one.step][0]))
    sheet.set_column(0, 0, 48)
    sheet.set_column(1, len(heads), 16)
    sheet.freeze_panes(3, 1)
    sheet.autofilter(2, 0, max(2, 2 + len(found)), len(heads) - 1)
    book.close()
