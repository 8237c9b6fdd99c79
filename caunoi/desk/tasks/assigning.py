"""Assigning tasks of a document or a conclusion, one after another."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caunoi.core.errors import InvalidInput, NotFound
from caunoi.desk.asking import agency_of, when, who
from caunoi.desk.tasks import words
from caunoi.desk.tasks.board import origin_of
from caunoi.desk.tasks.choosing import label_of
from caunoi.desk.tasks.forms import AssignForm
from caunoi.tasks import operations, queries
from caunoi.tasks.shapes import Origin, OriginView, TaskDraft, TaskView
from caunoi.ui.access import role

RECENT = 10


@role(*words.PREPARERS)
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest) -> HttpResponseBase:
    """One task; its origin is asked with the first one only. `?origin=` goes on with one, `?parent=` splits a task."""
    parent = _parent(request)
    origin = parent.origin if parent else origin_of(request, request.GET.get("origin", ""))
    initial: dict[str, Any] = {"origin_issuer_id": label_of(agency_of(request))}
    if parent:
        initial |= {"due_on": parent.due_on, "part": parent.part}
    given = request.POST if request.method == "POST" else None
    form = AssignForm(
        given, now=when(request), issuer_id=agency_of(request), asks_origin=origin is None, initial=initial
    )
    status = 422 if given is not None else 200
    if given is not None and form.is_valid():
        try:
            made = operations.assign(
                origin=origin_from(form, origin), draft=_draft(form, parent), actor=who(request), now=when(request),
                issuer_id=agency_of(request),
            )  # fmt: skip
        except InvalidInput as error:
            form.take(error)
        else:
            messages.success(request, _("Đã giao nhiệm vụ cho %(agency)s.") % {"agency": made.lead_agency_name})
            if "again" in given:
                return redirect(f"{reverse('desk:task-new')}?origin={made.origin.id}")
            return redirect("desk:task", made.id)
    context = {
        "form": form, "origin": origin, "parent": parent, "recent": [] if origin else _origins(request)[:RECENT],
        "origin_kind": words.ORIGINS.get(origin.kind, origin.kind) if origin else "",
        "assigned": _assigned(request, origin) if origin and not parent else [],
    }  # fmt: skip
    return render(request, "desk/tasks/assign.html", context, status=status)


def origin_from(form: Any, known: OriginView | None) -> Origin:
    """The origin that is known already, or the one that was typed in."""
    if known is not None:
        return Origin(
            kind=known.kind, number=known.number, issued_on=known.issued_on, abstract=known.abstract,
            issuer_id=known.issuer_id, subject=known.subject,
        )  # fmt: skip
    given = form.cleaned_data
    return Origin(
        kind=given["origin_kind"], number=given["origin_number"], issued_on=given["origin_issued_on"],
        abstract=given["origin_abstract"], issuer_id=given["origin_issuer_id"],
    )  # fmt: skip


def _draft(form: AssignForm, parent: TaskView | None) -> TaskDraft:
    given = form.cleaned_data
    names = ("title", "person_id", "responsibility", "result", "authority", "due_on", "lead_agency_id", "part")
    return TaskDraft(
        **{name: given[name] for name in names}, coordinating=given["coordinating"], following=given["following"],
        parent_id=parent.id if parent else None,
    )  # fmt: skip


def _parent(request: HttpRequest) -> TaskView | None:
    text = request.GET.get("parent", "")
    if not text:
        return None
    try:
        wanted = UUID(text)
    except ValueError:
        raise NotFound from None
    return queries.task(wanted, actor=who(request), now=when(request))


def _origins(request: HttpRequest) -> list[OriginView]:
    return queries.origins(agency_of(request), actor=who(request), now=when(request))


def _assigned(request: HttpRequest, origin: OriginView) -> list[words.Line]:
    """What has been assigned of the origin already."""
    found = queries.tasks_of_origin(origin.ref, actor=who(request), now=when(request), limit=RECENT)
    return [words.line(task) for task in found.tasks]
