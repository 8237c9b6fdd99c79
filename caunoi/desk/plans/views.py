"""The list of plans, a plan, its map, and a target."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from caunoi.core.clock import local_date
from caunoi.core.subjects import SubjectRef
from caunoi.desk.asking import agency_of, when, who
from caunoi.desk.plans import words
from caunoi.people import queries as people
from caunoi.plans import queries, texts
from caunoi.plans.policies import issues_plans
from caunoi.plans.rules.states import STATES
from caunoi.plans.shapes import PlanView, TargetView, ValueView, VersionView
from caunoi.tasks import queries as tasks
from caunoi.ui.access import role
from caunoi.ui.templatetags.caunoi_ui import worded
from caunoi.units import queries as units
from caunoi.units.rules.text import fold

MOST_TASKS = 200


@role(*words.READERS)
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The plans that concern the officer's agency, the newest first; searched without diacritics."""
    actor, now = who(request), when(request)
    today, sought = local_date(now), fold(request.GET.get("q", "").strip())
    found = queries.plans(actor=actor, now=now)
    names = words.holders({one.issuer_id for one in found})
    shown = [one for one in found if sought in fold(f"{one.title} {one.document_number} {names.get(one.issuer_id)}")]
    context = {
        "rows": [(one, names.get(one.issuer_id, ""), *words.status(one), words.KINDS[one.kind]) for one in shown],
        "q": request.GET.get("q", ""), "any": bool(found), "today": today,
        "late": [one for one in found if late(one, today) and one.issuer_id == agency_of(request)],
        "writes": actor.role in words.WRITERS and issues_plans(units.agency(agency_of(request))),
    }  # fmt: skip
    return render(request, "desk/plans/list.html", context)


@role(*words.READERS)
@require_GET
def plan(request: HttpRequest, plan_code: str) -> HttpResponse:
    """A plan as it stands on a day, or one of its versions: pillars, targets with their state, tasks by part."""
    code = plan_code
    actor, now, on = who(request), when(request), words.day_asked(request)
    number = request.GET.get("version", "")
    chosen = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else None
    found = queries.plan(code, actor=actor, now=now, number=chosen, as_of=on if "on" in request.GET else None)
    context = _about(request, found.version, on) | {"found": found, "pillars": [], "tasks": []}
    if found.version.status == "issued" and chosen is None:
        context |= _standing(request, found, on)
    else:
        context["drafted"] = _drafted(found)
        changes = queries.differences_of(code, found.version.number, actor=actor, now=now)
        context["changes"] = [texts.change(one) for one in changes]
    return render(request, "desk/plans/plan.html", context)


@role(*words.READERS)
@require_GET
def target(request: HttpRequest, plan_code: str, plan_indicator: str, plan_holder_id: UUID) -> HttpResponse:
    """A holder's targets of one indicator: values, who reported them on what evidence, the projection in words."""
    code, indicator, holder_id = plan_code, plan_indicator, plan_holder_id
    actor, now, on = who(request), when(request), words.day_asked(request)
    asked: dict[str, Any] = {"actor": actor, "now": now, "as_of": on}
    found = queries.target(code, indicator, holder_id, **asked)
    values = queries.values(code, indicator, holder_id, **asked)
    if not values and found[0].latest:
        values = [found[0].latest]
    version = queries.plan(code, actor=actor, now=now, as_of=on).version
    names = people.names([one.reported_by for one in values if one.reported_by])
    first = found[0].indicator
    own = holder_id == agency_of(request)
    context = _about(request, version, on) | {
        "indicator": first, "rows": words.rows(found), "spark": spark(found[-1], values),
        "values": [
            (one, words.said(one.value, first.unit_of_measure), names.get(one.reported_by) if one.reported_by else "")
            for one in reversed(values)
        ],
        "combination": words.COMBINATIONS[first.combination], "holder_id": holder_id,
        "reports": own and actor.role in words.WRITERS and first.measure is None,
    }  # fmt: skip
    return render(request, "desk/plans/target.html", context)


@role(*words.READERS)
@require_GET
def evidence_file(request: HttpRequest, plan_value_id: UUID) -> HttpResponse:
    """The file that came with a value."""
    value_id = plan_value_id
    file, content = queries.evidence_file(value_id, actor=who(request), now=when(request))
    answer = HttpResponse(content, content_type=file.media_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name) or "attachment"
    answer["Cache-Control"] = "private, no-store"
    return answer


def late(one: VersionView, today: date) -> bool:
    """Not sent to the ministry within 5 working days of issue (Decree 224/2026 art. 7.3d)."""
    return one.send_due_on is not None and (one.sent_on or today) > one.send_due_on


def _about(request: HttpRequest, version: VersionView, on: date) -> dict[str, Any]:
    """What every page of a plan says."""
    actor = who(request)
    today = local_date(when(request))
    own = version.issuer_id == agency_of(request)
    return {
        "version": version, "on": on, "today": today, "end": words.end_of(request, on), "late": late(version, today),
        "issuer": words.holders({version.issuer_id}).get(version.issuer_id, ""), "status": words.status(version),
        "kind": words.KINDS[version.kind], "own": own, "writes": own and actor.role in words.WRITERS,
        "decides": own and actor.role in words.LEADERS,
    }  # fmt: skip


def _standing(request: HttpRequest, found: PlanView, on: date) -> dict[str, Any]:
    """The plan's own targets by pillar with their states, and its tasks by part."""
    actor, now, code = who(request), when(request), found.version.code
    targets = queries.targets(actor=actor, now=now, as_of=on, plan=code, own_only=True)
    rows = words.rows(targets, end=words.end_of(request, on))
    return {
        "pillars": [
            (one.names, one.objectives, group, *_states([row.view for row in group]))
            for one in found.content.pillars
            if (group := [row for row in rows if row.view.indicator.pillar == one.code]) or one.objectives
        ],
        "samples": any(row.view.is_sample for row in rows), "parts": _tasks(request, found.version, on),
        "changes": [
            texts.change(one) for one in queries.differences_of(code, found.version.number, actor=actor, now=now)
        ],
    }  # fmt: skip


def _states(targets: list[TargetView]) -> tuple[int, int, list[tuple[Any, str, int]]]:
    counted = Counter(one.state for one in targets)
    said = [(texts.STATES[one], words.COLOURS[one], counted[one]) for one in STATES if counted[one]]
    return counted["met"], len(targets), said


def _tasks(request: HttpRequest, version: VersionView, on: date) -> list[tuple[str, int, int, list[Any]]]:
    """(part, done, all, tasks) in the order of the plan."""
    subject = SubjectRef("plan", version.plan_id)
    counts = tasks.counts(as_of=on, origin=subject, by="part")
    if not counts:
        return []
    page = tasks.tasks_of_origin(subject, actor=who(request), now=when(request), as_of=on, limit=MOST_TASKS)
    order = tasks.parts_of(subject)
    parts = sorted(counts, key=lambda part: (order.index(part) if part in order else len(order), part))
    return [
        (part, counts[part].completed, counts[part].total, [one for one in page.tasks if one.part == part])
        for part in parts
    ]


def _drafted(found: PlanView) -> list[tuple[Any, list[tuple[Any, str, list[str]]]]]:
    """(pillar, its indicators with where their values come from and their targets in words)."""
    result = []
    for pillar in found.content.pillars:
        lines = [
            (
                one, f"{one.measure.index} {one.measure.item}".strip() if one.measure else "",
                [f"{words.said(t.value, one.unit_of_measure)} ({t.due_on:%d/%m/%Y})" for t in one.targets],
            )
            for one in found.content.indicators
            if one.pillar == pillar.code
        ]  # fmt: skip
        result.append((pillar, lines))
    return result


def spark(one: TargetView, values: list[ValueView]) -> dict[str, str] | None:
    """The values as a line from the baseline to the due day, in a box of 100 by 30; None for fewer than two points."""
    points = [(value.on, value.value) for value in values if value.on <= one.due_on]
    if one.baseline is not None and one.baseline_on is not None:
        points = [(one.baseline_on, one.baseline), *(point for point in points if point[0] > one.baseline_on)]
    if len(points) < 2:
        return None
    low = min(*(value for _on, value in points), one.target)
    high = max(*(value for _on, value in points), one.target)
    first, span = points[0][0], max((one.due_on - points[0][0]).days, 1)

    def x(on: date) -> str:
        return f"{(on - first).days / span * 100:.2f}"

    def y(value: Any) -> str:
        return f"{28 - float((value - low) / (high - low) if high != low else 0) * 26:.2f}"

    line = " ".join(f"{x(on)},{y(value)}" for on, value in points)
    last_on, last = points[-1]
    ahead = "" if one.projected is None else f"{x(last_on)},{y(last)} 100,{y(min(max(one.projected, low), high))}"
    return {"line": line, "ahead": ahead, "target": y(one.target), "name": worded(one.indicator.names)}
