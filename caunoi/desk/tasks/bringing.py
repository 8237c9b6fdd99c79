"""The annex of a plan as a workbook: a look at everything that is wrong, then all of it or nothing.

Between the look and the confirmation the workbook is kept an hour for the one who brought it; nothing else is written.
"""

from __future__ import annotations

import base64
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caunoi.core.clock import local_date
from caunoi.core.errors import InvalidInput, Problem
from caunoi.core.subjects import SubjectRef
from caunoi.desk import keeping, sending
from caunoi.desk.asking import agency_of, when, who
from caunoi.desk.tasks import words
from caunoi.desk.tasks.assigning import origin_from
from caunoi.desk.tasks.board import origin_of
from caunoi.desk.tasks.choosing import directory, label_of
from caunoi.desk.tasks.forms import ImportForm
from caunoi.people import queries as people
from caunoi.tasks import importing, operations
from caunoi.tasks.shapes import Origin, TaskDraft
from caunoi.ui.access import role
from caunoi.units import queries as units

KEPT = "tasks-import"
MOST_SHOWN = 500
"""So many problems and so many tasks are listed; their numbers are those of all."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in a workbook."""

    drafts: list[TaskDraft]
    problems: list[Problem]
    letters: dict[str, str]


@role(*words.PREPARERS)
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Take the empty sheet, or bring a filled one: all problems, or what it would assign, are shown first."""
    known = origin_of(request, request.GET.get("origin", ""))
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    initial = {"origin_kind": "document", "origin_issuer_id": label_of(agency_of(request))}
    form = ImportForm(*bound, now=when(request), asks_origin=known is None, initial=initial)
    if form.is_bound and form.is_valid():
        return _preview(request, form.cleaned_data["workbook"].read(), origin_from(form, known))
    context = {"form": form, "origin": known}
    return render(request, "desk/tasks/import.html", context, status=422 if form.is_bound else 200)


@role(*words.PREPARERS)
@require_POST
def confirm(request: HttpRequest) -> HttpResponseBase:
    """Assign all tasks of the workbook that was looked at, or none."""
    token = request.POST.get("token", "")
    kept = keeping.kept(request, KEPT, token)
    if kept is None:
        messages.warning(request, _("Bảng tính đã hết hạn giữ hoặc đã được nhập. Hãy chọn lại tệp."))
        return redirect("desk:task-import")
    content, origin = base64.b64decode(kept["content"]), _origin(kept["origin"])
    looked = look(request, content, origin)
    if looked.problems:
        return _preview(request, content, origin)
    try:
        made = operations.assign_many(
            origin=origin, drafts=looked.drafts, actor=who(request), now=when(request), issuer_id=agency_of(request)
        )
    except InvalidInput:
        return _preview(request, content, origin)  # something changed since: the page says what
    keeping.forget(request, KEPT, token)
    count = {"n": len(made)}
    messages.success(request, ngettext("Đã giao %(n)s nhiệm vụ.", "Đã giao %(n)s nhiệm vụ.", len(made)) % count)
    return redirect(f"{reverse('desk:tasks')}?side=issued")


@role(*words.PREPARERS)
@require_GET
def template(request: HttpRequest) -> HttpResponseBase:
    """The empty sheet."""
    return sending.workbook(importing.write_template, "mau-giao-nhiem-vu.xlsx")


def look(request: HttpRequest, content: bytes, origin: Origin) -> Looked:
    """Read and check a workbook as assigning it would; nothing is written."""
    table = importing.read(content)
    agencies = directory(local_date(when(request)))
    named = importing.Directory(agencies, {})
    leads = {
        found[0].id
        for text in {row.values.get("lead_agency_id", "") for row in table.rows}
        if len(found := named.agencies(text)) == 1
    }
    officers = {
        agency_id: [importing.Officer(one.id, one.username, one.full_name) for one in found]
        for agency_id, found in people.officers(leads, at=when(request)).items()
    }
    checked = importing.check(table.rows, importing.Directory(agencies, officers))
    problems = [*table.problems, *checked.problems]
    told = {(one.line, one.field) for one in problems}
    told |= {(line, "person_id") for line, key in told if key == "lead_agency_id"}  # nobody is known there yet
    if checked.drafts:
        more = operations.check_many(
            origin=origin, drafts=checked.drafts, actor=who(request), now=when(request), issuer_id=agency_of(request)
        )
        problems += [_with_heading(one) for one in more if (one.line, one.field) not in told]
    problems.sort(key=lambda one: one.line or 0)
    return Looked(checked.drafts, problems, table.letters)


def _with_heading(problem: Problem) -> Problem:
    return problem if problem.column else replace(problem, column=importing.heading_of(problem.field))


def _preview(request: HttpRequest, content: bytes, origin: Origin) -> HttpResponse:
    looked = look(request, content, origin)
    token = ""
    if not looked.problems:
        kept = {"content": base64.b64encode(content).decode(), "origin": _kept(origin)}
        token = keeping.keep(request, KEPT, kept)
    shown = looked.drafts[:MOST_SHOWN]
    context: dict[str, Any] = {
        "origin": origin, "token": token, "total": len(looked.drafts), "most": MOST_SHOWN,
        "problem_count": len(looked.problems),
        "problems": [_place(one, looked.letters) for one in looked.problems[:MOST_SHOWN]],
        "drafts": _named(shown) if token else [],
    }  # fmt: skip
    return render(request, "desk/tasks/preview.html", context, status=200 if token else 422)


def _place(problem: Problem, letters: dict[str, str]) -> tuple[str, str, str]:
    """(sentence, cell, heading) of a problem."""
    text = str(replace(problem, line=None, column=""))
    letter = letters.get(problem.field) or (problem.column if len(problem.column) <= 3 else "")
    heading = problem.column if len(problem.column) > 3 or problem.field else ""
    return text, f"{letter}{problem.line or ''}", heading


def _named(drafts: list[TaskDraft]) -> list[tuple[TaskDraft, str, str]]:
    """Drafts with the names of agency and person."""
    agencies = units.agencies({one.lead_agency_id for one in drafts if one.lead_agency_id})
    names = people.names({one.person_id for one in drafts if one.person_id})
    return [
        (one, agencies[one.lead_agency_id].name if one.lead_agency_id in agencies else "",
         names.get(one.person_id, "") if one.person_id else "")
        for one in drafts
    ]  # fmt: skip


def _kept(origin: Origin) -> dict[str, Any]:
    """An origin as the cache keeps it."""
    found = asdict(origin) | {"issued_on": origin.issued_on.isoformat(), "issuer_id": str(origin.issuer_id)}
    found["subject"] = [origin.subject.kind, str(origin.subject.id)] if origin.subject else None
    return found


def _origin(kept: dict[str, Any]) -> Origin:
    subject = SubjectRef(kept["subject"][0], UUID(kept["subject"][1])) if kept["subject"] else None
    return Origin(
        kind=kept["kind"], number=kept["number"], issued_on=date.fromisoformat(kept["issued_on"]),
        abstract=kept["abstract"], issuer_id=UUID(kept["issuer_id"]), subject=subject, part=kept["part"],
    )  # fmt: skip
