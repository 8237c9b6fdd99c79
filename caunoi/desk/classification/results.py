"""One agency's result: the tree with what every point rests on, explanations, points by hand, the decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from caunoi.classification import operations, queries
from caunoi.classification.shapes import NodeView, OutcomeView
from caunoi.core.clock import local_date
from caunoi.core.errors import NotFound
from caunoi.desk.asking import when, who
from caunoi.desk.classification import words
from caunoi.desk.classification.forms import DecideForm, ExplainForm, PointsForm
from caunoi.desk.classification.views import GET_POST
from caunoi.desk.taking import Question, asked, confirmed
from caunoi.people import queries as people
from caunoi.ui.access import role
from caunoi.ui.templatetags.caunoi_ui import worded

LARGEST_FILE = 20_000_000


@role(*words.MAY_READ)
@require_GET
def result(request: HttpRequest, outcome_id: UUID) -> HttpResponse:
    """One result; the points of each criterion lead to what they rest on."""
    view = queries.outcome(outcome_id, actor=who(request), now=when(request))
    actor, step = who(request), view.line.step
    classifies = actor.agency_id == view.classing.agency_id
    names = people.names([*(one.by for one in view.explanations), *([view.decided_by] if view.decided_by else [])])
    in_time = view.classing.explain_by is not None and local_date(when(request)) <= view.classing.explain_by
    own = actor.agency_id == view.line.agency_id
    context = {
        "view": view, "line": view.line, "classing": view.classing, "step": words.STEPS[step],
        "nodes": [(one, worded(one.criterion.names), words.STATES[one.point.state] if one.point else None)
                  for one in view.nodes],
        "explanations": [(one, names.get(one.by, "")) for one in view.explanations],
        "decided_by": names.get(view.decided_by, "") if view.decided_by else "",
        "explains": own and actor.role in words.MAY_EXPLAIN and in_time and step != "decided",
        "reexamines": classifies and actor.role in words.MAY_PREPARE and step == "explained",
        "decides": classifies and actor.role in words.MAY_DECIDE and step in ("waiting", "reexamined"),
        "classifies": classifies, "differs": view.line.points != view.line.proposed_points,
    }  # fmt: skip
    return render(request, "desk/classification/result.html", context)


@role(*words.MAY_READ)
@require_GET
def evidence(request: HttpRequest, outcome_id: UUID, classed_by: str) -> HttpResponse:
    """What the points of a criterion rest on, as it was frozen, and what they were before."""
    view = queries.outcome(outcome_id, actor=who(request), now=when(request))
    node = _node(view, classed_by)
    point = node.point
    if point is None or node.criterion.source is None:
        raise NotFound
    actor, step = who(request), view.line.step
    by_hand = node.criterion.source.kind == "manual" or step in ("explained", "reexamined")
    context = {
        "view": view, "line": view.line, "node": node, "name": worded(node.criterion.names), "point": point,
        "state": words.STATES[point.state], "kind": node.criterion.source.kind, "earlier": view.earlier[classed_by],
        "facts": [_fact(node.criterion.source.kind, one) for one in point.facts],
        "names": people.names([point.by, *(one.by for one in view.earlier[classed_by])]),
        "sets": by_hand and step != "decided" and actor.agency_id == view.classing.agency_id
        and actor.role in words.MAY_PREPARE,
    }  # fmt: skip
    return render(request, "desk/classification/evidence.html", context)


@role(*words.MAY_PREPARE)
@require_http_methods(GET_POST)
def points(request: HttpRequest, outcome_id: UUID, classed_by: str) -> HttpResponseBase:
    """Points by hand, with what they rest on."""
    view = queries.outcome(outcome_id, actor=who(request), now=when(request))
    node = _node(view, classed_by)

    def run(form: Any) -> str:
        given = form.cleaned_data
        operations.set_points(
            outcome_id=outcome_id, criterion=classed_by, points=given["points"], reason=given["reason"],
            document=given["document"], file=_upload(form), actor=who(request), now=when(request),
        )  # fmt: skip
        return _("Đã ghi điểm.")

    text = _("%(name)s: nhiều nhất %(max)s điểm.") % {"name": worded(node.criterion.names), "max": f"{node.max:g}"}
    return _asked(request, outcome_id, PointsForm, run, _("Chấm điểm"), _("Ghi điểm"), text)


@role(*words.MAY_EXPLAIN)
@require_http_methods(GET_POST)
def explain(request: HttpRequest, outcome_id: UUID) -> HttpResponseBase:
    """The one classified explains itself."""
    queries.outcome(outcome_id, actor=who(request), now=when(request))

    def run(form: Any) -> str:
        operations.explain(
            outcome_id=outcome_id, text=form.cleaned_data["text"], file=_upload(form), actor=who(request),
            now=when(request),
        )  # fmt: skip
        return _("Đã gửi nội dung giải trình.")

    text = _("Cơ quan xếp loại sẽ xem xét lại trước khi quyết định. Không ghi thông tin của cá nhân.")
    return _asked(request, outcome_id, ExplainForm, run, _("Giải trình"), _("Gửi giải trình"), text)


@role(*words.MAY_PREPARE)
@require_http_methods(GET_POST)
def reexamine(request: HttpRequest, outcome_id: UUID) -> HttpResponseBase:
    """The explanation was looked at again."""
    question = Question(
        _("Xem xét lại xong"), _("Điểm thay đổi, nếu có, phải được ghi trước. Sau đó lãnh đạo quyết định."), _("Xong")
    )
    run = partial(operations.reexamine, outcome_id=outcome_id, actor=who(request), now=when(request))
    return confirmed(request, question, run, "desk:classified", outcome_id)


@role(*words.MAY_DECIDE)
@require_http_methods(GET_POST)
def decide(request: HttpRequest, outcome_id: UUID) -> HttpResponseBase:
    """Decide on the grade."""
    view = queries.outcome(outcome_id, actor=who(request), now=when(request))

    def run(form: Any) -> str:
        operations.decide(outcome_id=outcome_id, **form.cleaned_data, actor=who(request), now=when(request))
        return _("Đã quyết định mức xếp loại.")

    grades = [(one.id, worded(one.names)) for one in view.classing.grades]
    form_of = partial(DecideForm, grades=grades, initial={"grade": view.by_points.id})
    text = _("Theo điểm: %(grade)s.") % {"grade": worded(view.by_points.names)}
    return _asked(request, outcome_id, form_of, run, _("Quyết định xếp loại"), _("Quyết định"), text)


@role(*words.MAY_READ)
@require_GET
def file(request: HttpRequest, classification_file_id: UUID) -> HttpResponse:
    """A file behind points or with an explanation."""
    found, content = queries.evidence_file(classification_file_id, actor=who(request), now=when(request))
    answer = HttpResponse(content, content_type=found.media_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=found.name) or "attachment"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _asked(
    request: HttpRequest, outcome_id: UUID, form: Any, run: Any, title: str, button: str, text: str
) -> HttpResponseBase:
    back = reverse("desk:classified", args=[outcome_id])
    context = {"title": title, "button": button, "text": text, "back": back}
    return asked(request, form, run, template="desk/rollouts/ask.html", context=context, to=back)


def _upload(form: Any) -> tuple[str, bytes] | None:
    given = form.cleaned_data.get("file")
    return (given.name, given.read(LARGEST_FILE)) if given else None


def _node(view: OutcomeView, criterion: str) -> NodeView:
    found = next((one for one in view.nodes if one.criterion.id == criterion), None)
    if found is None:
        raise NotFound
    return found


def _fact(kind: str, one: Mapping[str, Any]) -> list[tuple[str, Any, str]]:
    """What was counted as (what, value, where it leads)."""
    if kind == "plan_targets":
        reached = f"{one['value']} / {one['target']}" if one["value"] else f"– / {one['target']}"
        return [(f"{one['plan']} · {worded(one['names'])}", f"{words.TARGETS[one['state']]} ({reached})", "")]
    if kind == "reports_on_time":
        due_on = date.fromisoformat(one["due_on"])
        said = _("%(standing)s, hạn %(day)s") % {
            "standing": words.STANDINGS[one["standing"]], "day": f"{due_on:%d/%m/%Y}"
        }  # fmt: skip
        return [(f"{one['period']} · {worded(one['names'])}", said, "")]
    if kind == "index":
        args = [one["index"], one["level"], one["key"]]
        href = f"{reverse('board:index-unit', args=args)}?on={one['on']}"
        rank = _("hạng %(rank)s trong %(of)s") % {"rank": one["rank"], "of": one["of"]}
        return [(worded(one["names"]), rank, href)]
    return [(str(title), one.get(code, ""), "") for code, title in words.COUNTS.items()]
