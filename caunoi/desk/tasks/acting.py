"""What is done with a task: progress, closing, verification, another deadline, another holder, cancelling."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caunoi.core.errors import NotPermitted
from caunoi.desk.asking import when, who
from caunoi.desk.taking import asked
from caunoi.desk.tasks import forms
from caunoi.desk.tasks.choosing import label_of, labels_of
from caunoi.desk.tasks.words import READERS
from caunoi.tasks import operations, queries
from caunoi.tasks.shapes import NewFile, TaskDetail
from caunoi.ui.access import role

GET_POST = ["GET", "HEAD", "POST"]
TEMPLATE = "desk/tasks/act.html"
LARGEST_FILE = 20_000_000


def _found(request: HttpRequest, task_id: UUID, name: str) -> TaskDetail:
    """The task, when the officer may do this with it now. Raises TaskNotFound, NotPermitted."""
    found = queries.detail(task_id, actor=who(request), now=when(request))
    if name not in found.may and request.method != "POST":
        raise NotPermitted
    return found


def _words(found: TaskDetail, title: str, button: str, text: str = "", warning: bool = False) -> dict[str, Any]:
    back = reverse("desk:task", args=[found.task.id])
    return {
        "title": title, "button": button, "text": text, "warning": warning, "task": found.task, "back": back,
    }  # fmt: skip


def _files(form: Any) -> tuple[NewFile, ...]:
    return tuple(NewFile(file.name, file.read(LARGEST_FILE + 1)) for file in form.cleaned_data["evidence"])


@role(*READERS)
@require_http_methods(GET_POST)
def progress(request: HttpRequest, task_id: UUID) -> HttpResponseBase:
    """How far the work is, with evidence."""
    found = _found(request, task_id, "report_progress")

    def run(form: Any) -> str:
        given = form.cleaned_data
        operations.report_progress(
            task_id=task_id, percent=given["percent"], words=given["words"], files=_files(form), actor=who(request),
            now=when(request),
        )  # fmt: skip
        return _("Đã ghi báo cáo tiến độ.")

    words = _words(found, _("Báo cáo tiến độ"), _("Gửi báo cáo"))
    form_of = partial(forms.ProgressForm, initial={"percent": found.task.percent})
    return asked(request, form_of, run, template=TEMPLATE, context=words, to=words["back"])


@role(*READERS)
@require_http_methods(GET_POST)
def part(request: HttpRequest, task_id: UUID) -> HttpResponseBase:
    """What a coordinating agency did of its part, with evidence."""
    found = _found(request, task_id, "report_part")

    def run(form: Any) -> str:
        operations.report_part(
            task_id=task_id, words=form.cleaned_data["words"], files=_files(form), actor=who(request),
            now=when(request),
        )  # fmt: skip
        return _("Đã ghi báo cáo phần việc phối hợp.")

    text = _("%(agency)s, cơ quan chủ trì, đọc báo cáo này và báo cáo mức hoàn thành chung.") % {
        "agency": found.task.lead_agency_name
    }
    words = _words(found, _("Báo cáo phần việc phối hợp"), _("Gửi báo cáo"), text)
    return asked(request, forms.PartForm, run, template=TEMPLATE, context=words, to=words["back"])


@role(*READERS)
@require_http_methods(GET_POST)
def submit(request: HttpRequest, task_id: UUID) -> HttpResponseBase:
    """The work is done: the issuer is asked to verify."""
    found = _found(request, task_id, "submit_for_closing")

    def run(form: Any) -> str:
        operations.submit_for_closing(
            task_id=task_id, words=form.cleaned_data["words"], files=_files(form), actor=who(request),
            now=when(request),
        )  # fmt: skip
        return _("Đã báo cáo hoàn thành. Nhiệm vụ kết thúc khi cơ quan giao xác nhận.")

    text = _("%(agency)s sẽ kiểm tra rồi xác nhận hoặc trả lại.") % {"agency": found.task.issuer_name}
    words = _words(found, _("Báo cáo hoàn thành"), _("Gửi để xác nhận"), text)
    return asked(request, forms.SubmitForm, run, template=TEMPLATE, context=words, to=words["back"])


@role(*READERS)
@require_http_methods(GET_POST)
def verify(request: HttpRequest, task_id: UUID) -> HttpResponseBase:
    """The issuer has checked: the task is closed."""
    found = _found(request, task_id, "verify_closing")

    def run(form: Any) -> str:
        operations.verify_closing(
            task_id=task_id, remark=form.cleaned_data["remark"], actor=who(request), now=when(request)
        )
        return _("Đã xác nhận hoàn thành.")

    text = _("Sau khi xác nhận, nhiệm vụ kết thúc và không thay đổi được nữa.")
    words = _words(found, _("Xác nhận hoàn thành"), _("Xác nhận hoàn thành"), text)
    words["waiting"] = next((one for one in found.progress if one.kind == "submission" and not one.outcome), None)
    return asked(request, forms.VerifyForm, run, template=TEMPLATE, context=words, to=words["back"])


@role(*READERS)
@require_http_methods(GET_POST)
def send_back(request: HttpRequest, task_id: UUID) -> HttpResponseBase:
    """The issuer does not accept what was handed in, and says why."""
    found = _found(request, task_id, "return_task")

    def run(form: Any) -> str:
        operations.return_task(
            task_id=task_id, remark=form.cleaned_data["reason"], actor=who(request), now=when(request)
        )
        return _("Đã trả lại nhiệm vụ để làm tiếp.")

    text = _("Nhiệm vụ mở lại với hạn như cũ. Lý do được gửi cho người chịu trách nhiệm.")
    words = _words(found, _("Trả lại để làm tiếp"), _("Trả lại"), text)
    return asked(request, forms.ReasonForm, run, template=TEMPLATE, context=words, to=words["back"])


@role(*READERS)
@require_http_methods(GET_POST)
def deadline(request: HttpRequest, task_id: UUID) -> HttpResponseBase:
    """Another deadline, with its reason."""
    found = _found(request, task_id, "change_deadline")

    def run(form: Any) -> str:
        operations.change_deadline(
            task_id=task_id, due_on=form.cleaned_data["due_on"], reason=form.cleaned_data["reason"],
            actor=who(request), now=when(request),
        )  # fmt: skip
        return _("Đã đổi hạn hoàn thành.")

    text = _("Hạn cũ và lý do đổi được giữ trong lịch sử của nhiệm vụ.")
    words = _words(found, _("Đổi hạn hoàn thành"), _("Đổi hạn"), text)
    form_of = partial(forms.DeadlineForm, initial={"due_on": found.task.due_on})
    return asked(request, form_of, run, template=TEMPLATE, context=words, to=words["back"])


@role(*READERS)
@require_http_methods(GET_POST)
def reassign(request: HttpRequest, task_id: UUID) -> HttpResponseBase:
    """Another person, or other agencies."""
    found = _found(request, task_id, "reassign")
    task = found.task
    agencies = "reassign_agencies" in found.may
    sides = {side: tuple(one for one, _name in getattr(found, side)) for side in ("coordinating", "following")}

    def run(form: Any) -> str:
        given = form.cleaned_data
        changed = {name: given[name] for name, was in sides.items() if agencies and given[name] != was}
        lead = given.get("lead_agency_id", task.lead_agency_id)
        if lead != task.lead_agency_id:
            changed["lead_agency_id"] = lead
        if given["person_id"] != task.person_id or "lead_agency_id" in changed:
            changed["person_id"] = given["person_id"]
        operations.reassign(
            task_id=task_id, reason=given["reason"], actor=who(request), now=when(request), **changed
        )  # fmt: skip
        return _("Đã giao lại nhiệm vụ.")

    initial = {
        "lead_agency_id": label_of(task.lead_agency_id), "person_id": task.person_name,
        **{side: labels_of(ids) for side, ids in sides.items()},
    }  # fmt: skip
    form_of = partial(
        forms.ReassignForm, now=when(request), agencies=agencies, lead_id=task.lead_agency_id,
        issuer_id=task.issuer_id, initial=initial,
    )  # fmt: skip
    words = _words(found, _("Giao lại nhiệm vụ"), _("Giao lại"))
    return asked(request, form_of, run, template=TEMPLATE, context=words, to=words["back"])


@role(*READERS)
@require_http_methods(GET_POST)
def cancel(request: HttpRequest, task_id: UUID) -> HttpResponseBase:
    """The task falls away; asked with a warning."""
    found = _found(request, task_id, "cancel")

    def run(form: Any) -> str:
        operations.cancel(task_id=task_id, reason=form.cleaned_data["reason"], actor=who(request), now=when(request))
        return _("Đã hủy nhiệm vụ.")

    text = _("Nhiệm vụ đã hủy không khôi phục được và không tính vào tỷ lệ hoàn thành. Lịch sử vẫn được giữ.")
    words = _words(found, _("Hủy nhiệm vụ"), _("Hủy nhiệm vụ"), text, warning=True)
    return asked(request, forms.ReasonForm, run, template=TEMPLATE, context=words, to=words["back"])
