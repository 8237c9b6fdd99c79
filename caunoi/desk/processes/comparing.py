"""Two versions of a process side by side: what differs in words, and both drawings."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from caunoi.desk.asking import when, who
from caunoi.desk.processes import reading
from caunoi.desk.processes.reading import MANAGERS
from caunoi.processes import queries
from caunoi.ui.access import role


@role(*MANAGERS)
@require_GET
def compare(request: HttpRequest, process_code: str) -> HttpResponse:
    """What changed from one version (`?old=`) to another (`?new=`); unasked, from the one in force to the draft."""
    view = queries.process(process_code, actor=who(request), now=when(request))
    new = reading.chosen(request, process_code, request.GET.get("new") or reading.key_of(view.versions[0]))
    old = reading.chosen(request, process_code, request.GET.get("old", ""))
    changes = queries.changes(old.code, old.text, new.text) if not reading.unread(old, new) else None
    context = {
        "view": view, "old": old, "new": new, "old_title": reading.title_of(old), "new_title": reading.title_of(new),
        "old_key": reading.key_of(old), "new_key": reading.key_of(new), "changes": changes,
        "choices": [(reading.key_of(v), reading.title_of(v)) for v in view.versions],
        "old_steps": reading.listed(old), "new_steps": reading.listed(new),
    }  # fmt: skip
    return render(request, "desk/processes/compare.html", context)
