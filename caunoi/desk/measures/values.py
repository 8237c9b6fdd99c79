"""A unit's own figures: what it typed in and what became of it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from caunoi.core.clock import local_date
from caunoi.desk.asking import agency_of, when, who
from caunoi.desk.measures import words
from caunoi.desk.measures.forms import LARGEST_FILE, ExplainForm, ProposeForm
from caunoi.desk.taking import asked
from caunoi.measures import operations, queries
from caunoi.measures.shapes import Evidence
from caunoi.ui.access import role

GET_POST = ["GET", "HEAD", "POST"]


@role(*words.READERS)
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """What the unit has typed in, the newest first, of one state or all."""
    state = request.GET.get("state", "")
    state = state if state in words.STATES else ""
    rows = queries.values(agency_id=agency_of(request), actor=who(request), now=when(request), state=state or None)
    context = {
        "rows": [(one, words.named(one.figure_names), *words.STATES[one.state]) for one in rows], "state": state,
        "states": [(code, title) for code, (title, _colour) in words.STATES.items()],
        "types": who(request).role in words.TYPISTS,
    }  # fmt: skip
    return render(request, "desk/measures/values.html", context)


@role(*words.TYPISTS)
@require_http_methods(GET_POST)
def propose(request: HttpRequest) -> HttpResponseBase:
    """Type in one figure with its evidence."""
    now, agency_id = when(request), agency_of(request)
    today = local_date(now)
    found = queries.askable(agency_id=agency_id, on=today, actor=who(request), now=now)
    choices = [
        (words.named(many[0].index_names), [(f"{one.index}/{one.figure}", _label(one)) for one in many])
        for _index, group in groupby(found, key=lambda one: one.index)
        for many in [list(group)]
    ]

    def run(form: Any) -> str:
        given = form.cleaned_data
        index, _slash, figure = given["figure"].partition("/")
        file = given["file"]
        operations.propose_value(
            agency_id=agency_id, index=index, figure=figure, start=given["start"],
            end=given["last"] + timedelta(days=1), value=given["value"], actor=who(request), now=now,
            evidence=Evidence(given["number"], given["dated"], given["abstract"]),
            file=(file.name, file.read(LARGEST_FILE)) if file else None,
        )  # fmt: skip
        return _("Đã gửi số liệu để cơ quan cấp trên thẩm định.")

    initial = {"start": today.replace(month=1, day=1), "last": date(today.year, 12, 31)}
    form_of = partial(ProposeForm, choices=choices, initial=initial)
    context = {"nothing": not found}
    return asked(request, form_of, run, template="desk/measures/propose.html", context=context, to="desk:measures")


@role(*words.TYPISTS)
@require_http_methods(GET_POST)
def explain(request: HttpRequest, value_id: UUID) -> HttpResponseBase:
    """Answer to the verification of a yearly assessment."""
    found = queries.value(value_id, actor=who(request), now=when(request))

    def run(form: Any) -> str:
        operations.explain_value(
            value_id=value_id, answer=form.cleaned_data["answer"], actor=who(request), now=when(request)
        )
        return _("Đã gửi nội dung giải trình.")

    context = {
        "title": _("Giải trình"), "button": _("Gửi giải trình"), "text": words.named(found.figure_names),
        "back": reverse("desk:measure-value", args=[value_id]),
    }  # fmt: skip
    return asked(request, ExplainForm, run, template="desk/ask_reason.html", context=context, to="desk:measures")


@role(*words.READERS)
@require_GET
def evidence_file(request: HttpRequest, value_id: UUID) -> HttpResponse:
    """The file that came with a figure."""
    file, content = queries.evidence_file(value_id, actor=who(request), now=when(request))
    answer = HttpResponse(content, content_type=file.media_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name) or "attachment"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _label(one: Any) -> str:
    return f"{words.named(one.figure_names)} ({words.UNITS[one.unit]})"
