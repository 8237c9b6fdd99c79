"""Pages about colleagues: who is here, who is away and who stands in, whose role is lent."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from caunoi.core.clock import local_date
from caunoi.core.errors import NotFound
from caunoi.desk.asking import agency_of, when, who
from caunoi.desk.people import reading
from caunoi.desk.people.forms import AbsenceForm, DelegationForm
from caunoi.desk.taking import Question, asked, confirmed, first_moment, past_last
from caunoi.people import operations
from caunoi.people import queries as people
from caunoi.ui.access import officer, role

HOME = "desk:colleagues"
SAYERS = ("head_of_unit", "leader", "administrator")
GET_POST = ["GET", "HEAD", "POST"]


@officer
@require_GET
def colleagues(request: HttpRequest) -> HttpResponse:
    """Everybody of my agency: roles, who is away and who stands in, whose role is lent to whom."""
    actor = who(request)
    context = {
        "staff": reading.staff(agency_of(request), at=when(request)), "me": actor.person_id,
        "administers": actor.role == "administrator", "leads": actor.role == "leader", "says": actor.role in SAYERS,
    }  # fmt: skip
    return render(request, "desk/people/colleagues.html", context)


@officer
@require_http_methods(GET_POST)
def absence(request: HttpRequest) -> HttpResponseBase:
    """Say that I am away, or, for those who lead, that a colleague is."""
    actor, now, agency_id = who(request), when(request), agency_of(request)
    everybody = reading.staff(agency_id, at=now).choices()
    mine = [pair for pair in everybody if pair[0] == str(actor.person_id)]
    initial = {"first_day": local_date(now)}
    form_of = partial(
        AbsenceForm, people=everybody if actor.role in SAYERS else mine, deputies=everybody, me=actor.person_id,
        initial=initial,
    )  # fmt: skip

    def run(form: Any) -> str:
        data = form.cleaned_data
        view = operations.report_absence(
            person_id=data["person_id"], agency_id=agency_id, deputy_id=data["deputy_id"],
            valid_from=first_moment(data["first_day"]), valid_to=past_last(data["last_day"]), actor=actor, now=now,
        )  # fmt: skip
        return _("Đã ghi: %(person)s vắng mặt, %(deputy)s làm thay.") % {
            "person": view.person_name, "deputy": view.deputy_name,
        }  # fmt: skip

    words = {
        "title": _("Ghi vắng mặt"), "button": _("Ghi vắng mặt"),
        "text": _("Trong thời gian vắng, việc đang chờ bạn hiện ở bàn của người làm thay. Không cần nêu lý do."),
    }  # fmt: skip
    return asked(request, form_of, run, template="desk/people/form.html", context=words, to=HOME)


@officer
@require_http_methods(GET_POST)
def end_absence(request: HttpRequest, absence_id: UUID) -> HttpResponseBase:
    """Whoever is back early says so."""
    found = next((a for a in people.absences(agency_of(request), at=when(request)) if a.id == absence_id), None)
    if found is None:
        raise NotFound
    words = Question(
        _("Bỏ việc vắng mặt"),
        _("%(person)s đã trở lại; việc đang chờ về lại bàn của người ấy.") % {"person": found.person_name},
        _("Đã trở lại"),
    )
    return confirmed(
        request,
        words,
        lambda: operations.end_absence(absence_id=absence_id, actor=who(request), now=when(request)),
        HOME,
    )


@role("leader")
@require_http_methods(GET_POST)
def delegate(request: HttpRequest) -> HttpResponseBase:
    """The leader lets a colleague sign for a period."""
    actor, now = who(request), when(request)
    everybody = reading.staff(agency_of(request), at=now).choices(besides=actor.person_id)
    form_of = partial(DelegationForm, people=everybody, initial={"first_day": local_date(now)})

    def run(form: Any) -> str:
        data = form.cleaned_data
        assert actor.membership_id is not None
        operations.delegate(
            membership_id=actor.membership_id, to_person_id=data["to_person_id"],
            valid_from=max(first_moment(data["first_day"]), now), valid_to=past_last(data["last_day"]),
            actor=actor, now=now,
        )  # fmt: skip
        return _("Đã ủy quyền. Hết thời gian, việc ủy quyền tự chấm dứt.")

    words = {
        "title": _("Ủy quyền ký"), "button": _("Ủy quyền"),
        "text": _("Người được ủy quyền quyết định và ký thay bạn trong thời gian này; mỗi việc ghi rõ ai đã làm."),
    }  # fmt: skip
    return asked(request, form_of, run, template="desk/people/form.html", context=words, to=HOME)


@role("leader")
@require_http_methods(GET_POST)
def revoke_delegation(request: HttpRequest, delegation_id: UUID) -> HttpResponseBase:
    """The leader takes it back."""
    found = next((d for d in people.delegations(agency_of(request), at=when(request)) if d.id == delegation_id), None)
    if found is None:
        raise NotFound
    words = Question(
        _("Thu hồi ủy quyền"),
        _("Từ bây giờ %(person)s không còn ký thay được nữa.") % {"person": found.person_name},
        _("Thu hồi"),
        warning=True,
    )
    return confirmed(
        request,
        words,
        lambda: operations.revoke_delegation(delegation_id=delegation_id, actor=who(request), now=when(request)),
        HOME,
    )
