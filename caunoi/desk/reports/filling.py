"""An agency's own report: filled in while it is saved by itself, files, handing in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caunoi.core.errors import Conflict, DomainError, InvalidInput
from caunoi.desk.asking import when, who
from caunoi.desk.reports import boxes, words
from caunoi.desk.taking import Question, confirmed
from caunoi.people import queries as people
from caunoi.reports import operations, queries
from caunoi.reports.shapes import Clash, ReportPage, Saved, Typed
from caunoi.reports.words import named, period_name
from caunoi.ui import formats
from caunoi.ui.access import role
from caunoi.units import queries as units

GET_POST = ["GET", "HEAD", "POST"]
LARGEST_FILE = 50_000_000


@role(*words.SEES)
@require_http_methods(GET_POST)
def report(request: HttpRequest, report_id: UUID) -> HttpResponseBase:
    """A report, to fill in or to read; a POST saves it and, when asked to, goes on to handing it in."""
    if request.method != "POST":
        return shown(request, _page(request, report_id))
    saved = operations.save(report_id=report_id, typed=_typed(request), actor=who(request), now=when(request))
    page = _page(request, report_id)
    if saved.clashes:
        return shown(request, page, clashes=saved.clashes, status=409)
    if request.POST.get("do") != "submit":
        messages.success(request, _("Đã lưu."))
        return redirect("desk:report", report_id)
    if saved.findings:
        return shown(request, page, wrong=True, status=422)
    return redirect("desk:report-submit", report_id)


@role(*words.FILLS)
@require_POST
def autosave(request: HttpRequest, report_id: UUID) -> JsonResponse:
    """Keep what was typed so far; what is wrong, and who else changed what, as JSON."""
    try:
        saved = operations.save(report_id=report_id, typed=_typed(request), actor=who(request), now=when(request))
    except (InvalidInput, Conflict) as error:
        return JsonResponse({"said": error.message}, status=error.status)
    return JsonResponse(_answer(request, saved))


@role(*words.FILLS)
@require_http_methods(GET_POST)
def submit(request: HttpRequest, report_id: UUID) -> HttpResponseBase:
    """Hand the report in, after asking."""
    page = _page(request, report_id)
    question = Question(
        _("Gửi báo cáo"),
        _("Gửi “%(form)s”, %(period)s đến %(agency)s. Trong lúc chờ kiểm tra, báo cáo không sửa được.")
        % {**_heading(page), "agency": units.agency(page.report.to_agency_id).name},
        _("Gửi báo cáo"),
    )  # fmt: skip
    run = partial(operations.submit, report_id=report_id, actor=who(request), now=when(request))
    return confirmed(request, question, run, "desk:report", report_id)


@role(*words.FILLS)
@require_POST
def attach(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Keep a file with a section or the whole report."""
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, _("Hãy chọn tệp."))
        return redirect("desk:report", report_id)
    try:
        operations.attach(
            report_id=report_id, code=request.POST.get("code", ""), name=file.name or "",
            content=file.read(LARGEST_FILE), actor=who(request), now=when(request),
        )  # fmt: skip
    except (InvalidInput, Conflict) as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Đã thêm tệp minh chứng."))
    return redirect("desk:report", report_id)


@role(*words.FILLS)
@require_POST
def detach(request: HttpRequest, report_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Take a file off the report."""
    try:
        operations.detach(report_id=report_id, evidence_id=evidence_id, actor=who(request), now=when(request))
    except Conflict as error:
        messages.error(request, error.message)
    return redirect("desk:report", report_id)


@role(*words.SEES)
@require_GET
def evidence_file(request: HttpRequest, report_id: UUID, evidence_id: UUID) -> HttpResponse:
    """A file that came with a report."""
    file, content = queries.evidence_file(report_id, evidence_id, actor=who(request), now=when(request))
    answer = HttpResponse(content, content_type=file.media_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name) or "attachment"
    answer["Cache-Control"] = "private, no-store"
    return answer


def shown(
    request: HttpRequest,
    page: ReportPage,
    *,
    clashes: Sequence[Clash] = (),
    wrong: bool = False,
    error: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a report: with what was typed where something could not be kept, with every problem when `wrong`."""
    typed = request.POST if clashes or error else None
    asked = wrong or not page.may_fill or _asked(request)
    made = boxes.parts(page, typed=typed, clashes=clashes, missing=asked)
    persons = people.names({one.person_id for one in page.steps} | {one.made_by for one in page.remarks})
    remarks = {name[2:]: text for name, text in request.POST.items() if name.startswith("r:")} if error else {}
    context = {
        "said_remarks": remarks, "note": request.POST.get("note", "") if error else "",
        **_heading(page), "page": page, "report": page.report, "parts": made, "seen": boxes.seen(page), "asked": asked,
        "status": words.status(page.report.status), "standing": words.STANDINGS[page.report.standing],
        "clashes": clashes, "error": error, "problems": _problems(made) if wrong else [],
        "whole_remarks": [one for one in page.remarks if not one.code],
        "whole_evidence": [one for one in page.evidence if not one.code],
        "steps": [(one, words.STEPS[one.kind], persons.get(one.person_id, "")) for one in reversed(page.steps)],
        "checker": units.agency(page.report.to_agency_id).name,
    }  # fmt: skip
    return render(request, "desk/reports/report.html", context, status=status)


def _page(request: HttpRequest, report_id: UUID) -> ReportPage:
    return queries.report(report_id, actor=who(request), now=when(request))


def _heading(page: ReportPage) -> dict[str, str]:
    return {"form": named(page.report.names), "period": period_name(page.report.period)}


def _problems(made: Sequence[boxes.Part]) -> list[tuple[str, str]]:
    """Every problem with the control that it is about, in the order of the page."""
    found = []
    for part in made:
        for item in part.items:
            cells = [item] if isinstance(item, boxes.Box) else [b for row in item.rows for b in row.boxes if b]
            found += [(f"#{box.id}", f"{box.label}: {text}") for box in cells for text in box.problems]
    return found


def _typed(request: HttpRequest) -> list[Typed]:
    """What differs from what the page showed."""
    before = _seen(request.POST.get("seen", ""))
    found = []
    for code, (revision, *texts) in before.items():
        now = [request.POST.get(f"{letter}:{code}") for letter in "vec"]
        changed = [
            None if new is None or _plain(new) == _plain(old) else new for new, old in zip(now, texts, strict=True)
        ]
        if any(one is not None for one in changed):
            text, explanation, comment = changed
            found.append(Typed(code, revision, text, explanation, comment))
    return found


def _seen(text: str) -> dict[str, tuple[int, str, str, str]]:
    """The hidden field of the page. Raises Conflict for one that is damaged."""
    try:
        data = json.loads(text)
        return {
            str(code): (int(revision), str(value), str(explanation), str(comment))
            for code, (revision, value, explanation, comment) in data.items()
        }
    except (ValueError, TypeError, AttributeError) as error:
        raise Conflict from error


def _asked(request: HttpRequest) -> bool:
    """Whether the page was already asked to hand in, so that empty boxes say that they must be filled."""
    return bool(request.POST.get("asked"))


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _answer(request: HttpRequest, saved: Saved) -> Mapping[str, Any]:
    found: dict[str, list[str]] = {}
    for one in boxes.said(saved.findings, missing=_asked(request)):
        found.setdefault(one.code, []).append(str(one))
    persons = people.names({one.now.typed_by for one in saved.clashes if one.now.typed_by})
    return {
        "said": _("Đã lưu lúc %(at)s.") % {"at": formats.moment(when(request))},
        "cells": {code: boxes.seen_of(one) for code, one in saved.cells.items()},
        "findings": found,
        "explain": sorted({one.code for one in saved.findings if one.explainable}),
        "clashes": {one.code: _clash(one, persons) for one in saved.clashes},
    }  # fmt: skip


def _clash(one: Clash, persons: Mapping[UUID, str]) -> str:
    said = _("%(person)s vừa sửa ô này thành “%(now)s”. Nội dung bạn gõ chưa được lưu; bấm Lưu để xem và thay.")
    person = persons.get(one.now.typed_by, "") if one.now.typed_by else ""
    return said % {"person": person, "now": boxes.held(one.now)}
