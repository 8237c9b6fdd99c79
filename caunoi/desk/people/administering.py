"""What an administrator does for the own agency: roles, and second factors that were lost."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caunoi.core.clock import local_date
from caunoi.core.errors import InvalidInput, NotFound, Problem
from caunoi.desk.asking import agency_of, when, who
from caunoi.desk.people import reading
from caunoi.desk.people.forms import RoleForm
from caunoi.desk.taking import Question, asked, confirmed, first_moment, past_last
from caunoi.people import operations
from caunoi.people import queries as people
from caunoi.people.errors import UnknownAccount
from caunoi.people.queries import AccountView
from caunoi.ui.access import role

HOME = "desk:colleagues"
GET_POST = ["GET", "HEAD", "POST"]


@role("administrator")
@require_http_methods(GET_POST)
def grant(request: HttpRequest) -> HttpResponseBase:
    """The administrator gives a person a role in this agency."""
    actor, now = who(request), when(request)
    form_of = partial(RoleForm, roles=reading.roles(), initial={"first_day": local_date(now)})

    def run(form: Any) -> str:
        data = form.cleaned_data
        person = _named(data["username"].strip())
        operations.grant_membership(
            person_id=person.id, agency_id=agency_of(request), role=data["role"],
            valid_from=first_moment(data["first_day"]),
            valid_to=past_last(data["last_day"]) if data["last_day"] else None, actor=actor, now=now,
        )  # fmt: skip
        return _("%(person)s nay là %(role)s của cơ quan.") % {
            "person": person.full_name, "role": people.role_name(data["role"]),
        }  # fmt: skip

    words = {"title": _("Giao vai trò"), "button": _("Giao vai trò"), "text": ""}
    return asked(request, form_of, run, template="desk/people/form.html", context=words, to=HOME)


def _named(username: str) -> AccountView:
    try:
        return people.account_by_username(username)
    except UnknownAccount as error:
        raise InvalidInput([Problem(_("Không có tài khoản nào mang tên đăng nhập này."), field="username")]) from error


@role("administrator")
@require_http_methods(GET_POST)
def end_role(request: HttpRequest, membership_id: UUID) -> HttpResponseBase:
    """From now on the person no longer serves in that role."""
    found, duty = _duty(request, membership_id)
    words = Question(
        _("Thôi giao vai trò"),
        _("Từ bây giờ %(person)s không còn làm việc với vai trò %(role)s.") % {"person": found.name, "role": duty.name},
        _("Thôi giao"),
        warning=True,
    )
    now = when(request)
    return confirmed(
        request,
        words,
        lambda: operations.end_membership(membership_id=membership_id, at=now, actor=who(request), now=now),
        HOME,
    )


@role("administrator")
@require_http_methods(GET_POST)
def second_factor(request: HttpRequest, person_id: UUID) -> HttpResponseBase:
    """A colleague lost the phone: the factor goes, all sessions end, the password stays."""
    now, agency_id = when(request), agency_of(request)
    staff = reading.staff(agency_id, at=now)
    found = next((c for c in staff.colleagues if c.person_id == person_id), None)
    if found is None:
        raise NotFound
    words = Question(
        _("Gỡ xác thực hai lớp"),
        _(
            "Mọi phiên đăng nhập của %(person)s chấm dứt. Lần đăng nhập tới, người ấy phải cài xác thực hai lớp mới "
            "trước khi làm việc khác. Chỉ làm khi bạn đã gặp đúng người."
        )
        % {"person": found.name},
        _("Gỡ xác thực hai lớp"),
        warning=True,
    )
    return confirmed(
        request,
        words,
        lambda: operations.reset_second_factor(person_id=person_id, agency_id=agency_id, actor=who(request), now=now),
        HOME,
    )


def _duty(request: HttpRequest, membership_id: UUID) -> tuple[reading.Colleague, reading.Duty]:
    for colleague in reading.staff(agency_of(request), at=when(request)).colleagues:
        for duty in colleague.duties:
            if duty.id == membership_id and not duty.lent_by:
                return colleague, duty
    raise NotFound
