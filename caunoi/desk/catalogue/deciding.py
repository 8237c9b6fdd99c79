"""What moves a draft: sent, returned, checked, published, dropped; a step back and forward; a newer base."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caunoi.core.clock import local_date
from caunoi.core.errors import Conflict, InvalidInput
from caunoi.desk.asking import when, who
from caunoi.desk.catalogue import drafting
from caunoi.desk.catalogue.draft_forms import CheckForm, DecisionForm, ReturnForm
from caunoi.desk.taking import Question, asked, confirmed
from caunoi.procedures import operations, queries
from caunoi.procedures.queries import DraftView
from caunoi.ui.access import role

GET_POST = ["GET", "HEAD", "POST"]
TEMPLATE = "desk/catalogue/drafts/act.html"


@role("catalogue_manager")
@require_POST
def send(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    """Send the draft to be checked; what it lacks is named on its page."""
    try:
        operations.send_draft(draft_id=draft_id, actor=who(request), now=when(request))
    except (InvalidInput, Conflict) as error:
        messages.error(request, error.message)
        return redirect(reverse("desk:draft", args=[draft_id]) + "?check=1")
    messages.success(request, _("Đã gửi kiểm tra. Người khác trong cơ quan sẽ kiểm tra."))
    return redirect("desk:draft", draft_id)


@role("catalogue_manager")
@require_POST
def step(request: HttpRequest, draft_id: UUID, way: str) -> HttpResponseBase:
    """Undo the last save, redo what was undone, or begin from the newest version."""
    view = drafting.read(request, draft_id)
    actor, now = who(request), when(request)
    acts: dict[str, Callable[[], Any]] = {
        "undo": lambda: operations.undo_draft(draft_id=draft_id, revision=view.revision, actor=actor, now=now),
        "redo": lambda: operations.redo_draft(draft_id=draft_id, revision=view.revision, actor=actor, now=now),
        "rebase": lambda: operations.rebase_draft(draft_id=draft_id, actor=actor, now=now),
    }
    try:
        acts[way]()
    except (InvalidInput, Conflict) as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _DONE[way]())
    return redirect("desk:draft", draft_id)


_DONE: dict[str, Callable[[], str]] = {
    "undo": lambda: _("Đã hoàn tác lần lưu cuối."), "redo": lambda: _("Đã làm lại."),
    "rebase": lambda: _("Bản thảo nay tính thay đổi so với bản mới nhất. Hãy xem lại các thay đổi."),
}  # fmt: skip


@role(*drafting.WORKERS)
@require_http_methods(GET_POST)
def give_back(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    """Give the draft back to those who made it, with what has to be mended."""
    words = _("Trả lại để sửa"), _("Trả lại"), _("Đã trả lại để sửa.")
    return _remarked(request, draft_id, ReturnForm, operations.return_draft, *words)


@role(*drafting.WORKERS)
@require_http_methods(GET_POST)
def check(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    """Another than those who made it finds the draft right; the leader decides next."""
    said = _("Đã xác nhận kiểm tra. Bản thảo chờ lãnh đạo quyết định.")
    words = _("Xác nhận đã kiểm tra"), _("Đã kiểm tra, trình lãnh đạo"), said
    return _remarked(request, draft_id, CheckForm, operations.check_draft, *words)


@role(*drafting.WORKERS)
@require_http_methods(GET_POST)
def publish(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    """The leader decides: number and day of the decision, and when it takes effect."""
    view = drafting.read(request, draft_id)
    today = local_date(when(request))

    def run(form: Any) -> str:
        operations.publish_draft(draft_id=view.id, actor=who(request), now=when(request), **form.cleaned_data)
        return _("Đã bãi bỏ.") if view.kind == "abolish" else _("Đã công bố.")

    form_of = partial(DecisionForm, initial={"decision_on": today, "effective_from": today})
    title = _("Quyết định bãi bỏ") if view.kind == "abolish" else _("Quyết định công bố")
    affected = (
        [] if view.kind == "variant" else queries.affected_provinces(draft_id, actor=who(request), now=when(request))
    )
    return _asked(request, view, form_of, run, title, title, affected=affected, warning=view.kind == "abolish")


@role("catalogue_manager")
@require_http_methods(GET_POST)
def drop(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    """Give the draft up."""
    view = drafting.read(request, draft_id)
    words = Question(
        _("Bỏ bản thảo"), _("Bản thảo vẫn đọc được nhưng không làm tiếp được nữa."),
        _("Bỏ bản thảo"), warning=True,
    )  # fmt: skip
    return confirmed(
        request, words, lambda: operations.drop_draft(draft_id=view.id, actor=who(request), now=when(request)),
        "desk:draft", view.id,
    )  # fmt: skip


def _remarked(
    request: HttpRequest, draft_id: UUID, form_of: Callable[..., Any], operation: Callable[..., Any], title: str,
    button: str, said: str,
) -> HttpResponseBase:  # fmt: skip
    """Ask for a remark, and move the draft on or back with it."""
    view = drafting.read(request, draft_id)

    def run(form: Any) -> str:
        operation(draft_id=view.id, remark=form.cleaned_data["remark"], actor=who(request), now=when(request))
        return said

    return _asked(request, view, form_of, run, title, button)


def _asked(
    request: HttpRequest, view: DraftView, form_of: Callable[..., Any], run: Callable[[Any], str], title: str,
    button: str, **more: Any,
) -> HttpResponseBase:  # fmt: skip
    back = reverse("desk:draft", args=[view.id])
    context = {**drafting.heading(view), "title": title, "button": button, "back": back, **more}
    return asked(request, form_of, run, template=TEMPLATE, context=context, to=back)
