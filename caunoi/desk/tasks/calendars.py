"""The secret address at which an officer's calendar finds their deadlines."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caunoi.desk.asking import when, who
from caunoi.desk.taking import Question, confirmed
from caunoi.tasks import operations, queries
from caunoi.ui.access import officer

TOLD = "tasks-calendar"
"""The session keeps the secret from the moment it is made until it is shown, once."""


@officer
@require_GET
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """Whether there is an address; the address itself only right after it was made."""
    token = request.session.pop(TOLD, "")
    address = request.build_absolute_uri(reverse("api-task-calendar", args=[token])) if token else ""
    context = {"since": queries.has_calendar(actor=who(request)), "address": address}
    return render(request, "desk/tasks/calendar.html", context)


@officer
@require_POST
def renew(request: HttpRequest) -> HttpResponseBase:
    """A new address; the one before stops working."""
    request.session[TOLD] = operations.renew_calendar(actor=who(request), now=when(request))
    messages.success(request, _("Đã tạo địa chỉ lịch mới."))
    return redirect("desk:task-calendar")


@officer
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest) -> HttpResponseBase:
    """No address leads to the calendar any more."""
    question = Question(
        _("Ngừng chia sẻ lịch"), _("Ứng dụng lịch đã đăng ký sẽ không còn nhận hạn của bạn."), _("Ngừng chia sẻ"), True
    )

    def run() -> None:
        operations.stop_calendar(actor=who(request), now=when(request))

    return confirmed(request, question, run, "desk:task-calendar")
