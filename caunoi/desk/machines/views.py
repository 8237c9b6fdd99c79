"""Machines of the administrator's agency: the list, one with its calls, registering, changing, closing."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from caunoi.core.errors import Conflict, InvalidInput
from caunoi.desk.asking import agency_of, when, who
from caunoi.desk.machines.forms import MachineForm, ScopesForm
from caunoi.desk.taking import Question, asked, confirmed
from caunoi.exchange import operations, queries
from caunoi.exchange.queries import Registered
from caunoi.ui.access import role

GET_POST = ["GET", "HEAD", "POST"]
LIST, ONE = "desk:machines", "desk:machine"


@role("administrator")
def machines(request: HttpRequest) -> HttpResponse:
    """Every machine of the agency."""
    found = queries.machines(agency_id=agency_of(request), actor=who(request), now=when(request))
    return render(request, "desk/machines/list.html", {"machines": found})


@role("administrator")
@never_cache
@require_http_methods(GET_POST)
def register(request: HttpRequest) -> HttpResponseBase:
    """Register a machine. Its secret is in the answer to this POST, and nowhere else ever again."""
    form = MachineForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = operations.register_machine(
                    **form.cleaned_data, agency_id=agency_of(request), actor=who(request), now=when(request)
                )
                return _secret_page(request, made)
            except (InvalidInput, Conflict) as error:
                form.take(error)
                status = error.status
    words = {"title": _("Đăng ký hệ thống"), "button": _("Đăng ký"), "form": form}
    return render(request, "desk/machines/form.html", words, status=status)


@role("administrator")
def machine(request: HttpRequest, machine_id: UUID) -> HttpResponse:
    """One machine: what it may do, what it called last, where it is told of events."""
    asked_for: dict[str, Any] = {"actor": who(request), "now": when(request)}
    context = {
        "machine": queries.machine(machine_id, **asked_for),
        "calls": queries.last_calls(machine_id, **asked_for),
        "subscriptions": queries.subscriptions(machine_id, **asked_for),
    }
    return render(request, "desk/machines/machine.html", context)


@role("administrator")
@require_http_methods(GET_POST)
def change(request: HttpRequest, machine_id: UUID) -> HttpResponseBase:
    """Scopes, limit and contact."""
    actor, now = who(request), when(request)
    found = queries.machine(machine_id, actor=actor, now=now)
    initial = {"scopes": list(found.scopes), "per_minute": found.per_minute, "contact": found.contact}

    def run(form: Any) -> str:
        operations.change_machine(machine_id=machine_id, **form.cleaned_data, actor=actor, now=now)
        return _("Đã ghi thay đổi của %(name)s.") % {"name": found.name}

    words = {"title": found.name, "button": _("Ghi thay đổi"), "machine": found}
    answer = asked(
        request, partial(ScopesForm, initial=initial), run, template="desk/machines/form.html", context=words, to=LIST
    )
    return redirect(ONE, machine_id) if answer.status_code == 302 else answer


@role("administrator")
@never_cache
@require_http_methods(GET_POST)
def secret(request: HttpRequest, machine_id: UUID) -> HttpResponseBase:
    """A new secret; the old one ends. Asked first, then shown once."""
    actor, now = who(request), when(request)
    found = queries.machine(machine_id, actor=actor, now=now)
    if request.method == "POST":
        try:
            return _secret_page(request, operations.renew_secret(machine_id=machine_id, actor=actor, now=now))
        except Conflict:
            return redirect(ONE, machine_id)
    words = Question(
        _("Cấp khóa bí mật mới"),
        _("Khóa cũ và mọi mã truy cập của %(name)s hết hiệu lực ngay. Hệ thống đó phải dùng khóa mới.")
        % {"name": found.name},
        _("Cấp khóa mới"),
        warning=True,
    )
    return confirmed(request, words, lambda: None, ONE, machine_id)


@role("administrator")
@require_http_methods(GET_POST)
def close(request: HttpRequest, machine_id: UUID) -> HttpResponseBase:
    """It may not call any more."""
    actor, now = who(request), when(request)
    found = queries.machine(machine_id, actor=actor, now=now)
    words = Question(
        _("Ngừng kết nối"),
        _("%(name)s không gọi vào được nữa, không nhận sự kiện nữa. Việc này không hoàn lại được.")
        % {"name": found.name},
        _("Ngừng kết nối"),
        warning=True,
    )
    return confirmed(
        request, words, lambda: operations.close_machine(machine_id=machine_id, actor=actor, now=now), ONE, machine_id
    )


def _secret_page(request: HttpRequest, made: Registered) -> HttpResponse:
    return render(request, "desk/machines/secret.html", {"machine": made.machine, "secret": made.secret})
