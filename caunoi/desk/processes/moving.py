"""Running dossiers move to another version: first what happens to each, then in one operation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from caunoi.core.errors import Conflict, InvalidInput, NotFound
from caunoi.desk.asking import when, who
from caunoi.desk.processes import reading
from caunoi.processes import operations, queries
from caunoi.processes.shapes_modelling import ProcessView, VersionView
from caunoi.ui.access import role


@role("process_manager")
@require_http_methods(["GET", "HEAD", "POST"])
def migrate(request: HttpRequest, process_code: str) -> HttpResponse:
    """From a version (`?from=`, its digest) to another (`?to=`, its number): the groups, a confirmation, the report."""
    view = queries.process(process_code, actor=who(request), now=when(request))
    given = request.POST if request.method == "POST" else request.GET
    context: dict[str, Any] = {"view": view, "olds": _olds(view), "news": _news(view)}
    if not given.get("from"):
        return render(request, "desk/processes/migrate.html", context)
    old = _old(view, given["from"])
    to = int(given.get("to", "")) if given.get("to", "").isdigit() else view.current
    context |= {"old": old, "old_title": reading.title_of(old), "to": to}
    if request.method == "POST":
        done = _migrated(request, view, old.digest, to)
        if done is None:
            return redirect(f"{request.path}?from={old.digest}&to={to}")
        return render(request, "desk/processes/migrated.html", context | {"report": done})
    context["preview"] = queries.migrate_preview(
        code=view.code, from_digest=old.digest, to_number=to, actor=who(request), now=when(request)
    )
    return render(request, "desk/processes/migrate.html", context)


def _migrated(request: HttpRequest, view: ProcessView, digest: str, to: int) -> Any:
    """What was moved; None when it was refused, which the next page says."""
    try:
        return operations.migrate(
            code=view.code, from_digest=digest, to_number=to, fingerprint=request.POST.get("fingerprint", ""),
            actor=who(request), now=when(request),
        )  # fmt: skip
    except (InvalidInput, Conflict) as error:
        messages.error(request, error.message)
        return None


def _olds(view: ProcessView) -> list[tuple[str, str, int]]:
    """Versions that dossiers run on: digest, title, how many."""
    return [(v.digest, reading.title_of(v), v.running) for v in view.versions if v.running]


def _news(view: ProcessView) -> list[tuple[int, str]]:
    """Versions to which dossiers may move."""
    return [(v.number, reading.title_of(v)) for v in view.versions if v.state in ("published", "shipped")]


def _old(view: ProcessView, digest: str) -> VersionView:
    for version in view.versions:
        if version.digest and version.digest == digest:
            return version
    raise NotFound
