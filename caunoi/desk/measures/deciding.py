"""Figures of units below: checked, returned, approved, published."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from caunoi.core.errors import NotFound
from caunoi.desk.asking import agency_of, when, who
from caunoi.desk.measures import words
from caunoi.desk.measures.forms import DecideForm
from caunoi.desk.taking import Question, asked, confirmed
from caunoi.measures import operations, queries
from caunoi.measures.shapes import ManualView
from caunoi.people import queries as people
from caunoi.ui.access import role

GET_POST = ["GET", "HEAD", "POST"]
TO_DECIDE = ("proposed", "explained")


@role(*words.CHECKERS)
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """What units below have sent, the oldest first; what waits for a decision unless another state is asked for."""
    state = request.GET.get("state", "proposed")
    state = state if state in words.STATES else "proposed"
    found = queries.to_verify(actor=who(request), now=when(request), state=state)
    context = {
        "rows": [(one, words.named(one.figure_names), *words.STATES[one.state]) for one in found], "state": state,
        "states": [(code, title) for code, (title, _colour) in words.STATES.items()],
        "ready": _ready(found) if state == "approved" and who(request).role in words.LEADERS else [],
    }  # fmt: skip
    return render(request, "desk/measures/waiting.html", context)


@role(*words.READERS)
@require_http_methods(GET_POST)
def value(request: HttpRequest, value_id: UUID) -> HttpResponseBase:
    """One figure with its evidence; who may decide does so here."""
    found = queries.value(value_id, actor=who(request), now=when(request))

    def run(form: Any) -> str:
        given = form.cleaned_data
        common = {"value_id": value_id, "actor": who(request), "now": when(request), "remark": given["remark"]}
        if given["decision"] == "return":
            operations.return_value(**common)
            return _("Đã trả lại số liệu cho đơn vị.")
        operations.verify_value(value=given.get("value"), **common)
        return _("Đã ghi kết quả thẩm định.")

    form_of = partial(DecideForm, yearly=found.yearly)
    return asked(
        request, form_of, run, template="desk/measures/value.html", context=_context(request, found),
        to="desk:measures-verify",
    )  # fmt: skip


@role(*words.LEADERS)
@require_http_methods(GET_POST)
def approve(request: HttpRequest, value_id: UUID) -> HttpResponseBase:
    """A leader approves a verified figure of a yearly assessment."""
    found = queries.value(value_id, actor=who(request), now=when(request))
    question = Question(
        _("Phê duyệt kết quả"),
        _("Phê duyệt “%(figure)s” của %(unit)s. Kết quả được tính vào chỉ số khi công bố.")
        % {"figure": words.named(found.figure_names), "unit": found.unit_name},
        _("Phê duyệt"),
    )
    run = partial(operations.approve_value, value_id=value_id, actor=who(request), now=when(request))
    return confirmed(request, question, run, "desk:measure-value", value_id)


@role(*words.LEADERS)
@require_http_methods(GET_POST)
def publish(request: HttpRequest, index_id: str, level: str, year: int) -> HttpResponseBase:
    """Publish the approved figures of a year's assessment."""
    if not 2000 <= year <= 2100 or level not in words.LEVELS:
        raise NotFound
    found = queries.to_verify(actor=who(request), now=when(request), index=index_id, state="approved")
    rows = [one for one in found if one.level == level and one.start == date(year, 1, 1)]
    question = Question(
        _("Công bố kết quả đánh giá năm %(year)s") % {"year": year},
        _("Có %(count)s số liệu đã được phê duyệt. Sau khi công bố, chúng được tính vào chỉ số.")
        % {"count": len(rows)},
        _("Công bố"),
    )
    run = partial(
        operations.publish_values, index=index_id, level=level, start=date(year, 1, 1), actor=who(request),
        now=when(request), province=rows[0].province if rows and level != "province" else "",
    )  # fmt: skip
    return confirmed(request, question, run, "desk:measures-verify")


def _ready(found: list[ManualView]) -> list[tuple[str, str, int, int]]:
    """(index, level, year, how many) of what can be published together."""
    counts: dict[tuple[str, str, int], int] = {}
    for one in found:
        key = (one.index, one.level, one.start.year)
        counts[key] = counts.get(key, 0) + 1
    return [(*key, count) for key, count in sorted(counts.items())]


def _context(request: HttpRequest, found: ManualView) -> dict[str, Any]:
    actor = who(request)
    names = people.names([one for one in (found.proposed_by, found.decided_by) if one])
    own = found.agency_id == agency_of(request)
    above = not own and actor.person_id != found.proposed_by
    return {
        "value": found, "figure": words.named(found.figure_names), "state": words.STATES[found.state],
        "proposed_by": names.get(found.proposed_by, ""),
        "decided_by": names.get(found.decided_by, "") if found.decided_by else "",
        "decides": above and actor.role in words.CHECKERS and found.state in TO_DECIDE,
        "approves": above and actor.role in words.LEADERS and found.yearly and found.state == "verified",
        "explains": own and actor.role in words.TYPISTS and found.yearly and found.state == "verified",
    }  # fmt: skip
