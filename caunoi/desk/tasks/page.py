"""One task: what it asks, how far it is, what happened, what shows it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from caunoi.desk.asking import when, who
from caunoi.desk.tasks import words
from caunoi.tasks import queries
from caunoi.ui.access import role

ACTS: tuple[tuple[str, str, Promise, str], ...] = (
    ("report_progress", "desk:task-progress", _("Báo cáo tiến độ"), ""),
    ("report_part", "desk:task-part", _("Báo cáo phần việc phối hợp"), ""),
    ("submit_for_closing", "desk:task-submit", _("Báo cáo hoàn thành"), "secondary"),
    ("verify_closing", "desk:task-verify", _("Xác nhận hoàn thành"), ""),
    ("return_task", "desk:task-return", _("Trả lại"), "secondary"),
    ("change_deadline", "desk:task-deadline", _("Đổi hạn"), "secondary"),
    ("reassign", "desk:task-reassign", _("Giao lại"), "secondary"),
    ("cancel", "desk:task-cancel", _("Hủy nhiệm vụ"), "warning"),
)
"""What may be done: the operation, the page that asks for it, its button, the button's kind."""
CHANGES = ("deadline_changed", "reassigned", "moved")


@role(*words.READERS)
@require_GET
def page(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """All of the task, with what the officer may do with it now."""
    found = queries.detail(task_id, actor=who(request), now=when(request))
    lines = queries.history(task_id, actor=who(request), now=when(request))
    task = found.task
    points: list[tuple[Promise, Any, bool]] = [
        (_("Rõ người"), task.person_name, False),
        (_("Rõ việc"), task.title, False),
        (_("Rõ trách nhiệm"), task.responsibility, False),
        (_("Rõ thời gian"), task.due_on, True),
        (_("Rõ kết quả"), task.result, False),
        (_("Rõ thẩm quyền"), task.authority, False),
    ]
    context = {
        "share": f"{task.percent / 100:.2f}", "detail": found, "task": task, "line": words.line(task), "points": points,
        "origin_kind": words.ORIGINS.get(task.origin.kind, task.origin.kind),
        "history": [(one, words.HAPPENED.get(one.kind, one.kind), one.kind in CHANGES) for one in reversed(lines)],
        "children": [words.line(child) for child in found.children],
        "acts": [(view, text, kind) for name, view, text, kind in ACTS if name in found.may],
        "splits": "assign_child" in found.may,
    }  # fmt: skip
    return render(request, "desk/tasks/task.html", context)


@role(*words.READERS)
@require_GET
def evidence_file(request: HttpRequest, task_id: UUID, file_id: UUID) -> HttpResponse:
    """A file that shows what was done."""
    file, content = queries.evidence_file(task_id, file_id, actor=who(request), now=when(request))
    answer = HttpResponse(content, content_type=file.media_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name) or "attachment"
    answer["Cache-Control"] = "private, no-store"
    return answer
