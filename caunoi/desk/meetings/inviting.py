"""Who is invited, looked over before it is sent; and taken out again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from caunoi.core.clock import local_date
from caunoi.core.errors import Conflict, InvalidInput
from caunoi.desk.asking import when, who
from caunoi.desk.meetings import words
from caunoi.desk.meetings.forms import InviteForm
from caunoi.desk.meetings.preparing import about, allowed
from caunoi.desk.meetings.views import GET_POST
from caunoi.desk.taking import Question, confirmed
from caunoi.meetings import operations
from caunoi.meetings.errors import PointNotFound
from caunoi.meetings.shapes import MeetingView
from caunoi.ui.access import role
from caunoi.units import queries as units

COMMUNES, PROVINCES, CHOSEN = "communes", "provinces", "chosen"
KIND = ("peoples_committee",)


@role(*words.MAY_ACT)
@require_http_methods(GET_POST)
def invite(request: HttpRequest, meeting_id: UUID) -> HttpResponseBase:
    """First how many are meant and who, then the invitation."""
    view = allowed(request, meeting_id, "invite")
    host = units.agency(view.line.agency_id)
    given = request.POST if request.method == "POST" else None
    scopes = _scopes(host)
    form = InviteForm(given, scopes=scopes, on=local_date(when(request)), initial={"scope": scopes[0][0]})
    context: dict[str, Any] = {
        **about(view, _("Mời các điểm cầu"), _("Xem trước danh sách")), "form": form, "invited": len(view.points),
    }  # fmt: skip
    status = 200 if given is None else 422
    if given is not None and form.is_valid():
        status = 200
        if "send" in given:
            try:
                made = operations.invite(
                    meeting_id=meeting_id, points=form.drafted(), actor=who(request), now=when(request),
                    communes_of=host.province_code if form.cleaned_data["scope"] == COMMUNES else None,
                    provinces=form.cleaned_data["scope"] == PROVINCES,
                )  # fmt: skip
            except (InvalidInput, Conflict) as error:
                form.take(error)
                status = error.status
            else:
                messages.success(
                    request, ngettext("Đã mời %(n)s điểm cầu.", "Đã mời %(n)s điểm cầu.", made) % {"n": made}
                )
                return redirect("desk:meeting", meeting_id)
        else:
            context["preview"] = _meant(request, view, form, host)
    return render(request, "desk/meetings/invite.html", context, status=status)


@role(*words.MAY_ACT)
@require_http_methods(GET_POST)
def remove(request: HttpRequest, meeting_id: UUID, point_id: UUID) -> HttpResponseBase:
    """Take a point out before the meeting begins."""
    view = allowed(request, meeting_id, "invite")
    point = next((one for one in view.points if one.id == point_id), None)
    if point is None:
        raise PointNotFound
    question = Question(
        _("Bỏ điểm cầu"), _("%(name)s không còn được mời.") % {"name": point.name}, _("Bỏ điểm cầu"), warning=True
    )

    def run() -> None:
        operations.remove_point(point_id=point_id, actor=who(request), now=when(request))

    return confirmed(request, question, run, "desk:meeting-points", meeting_id)


def _scopes(host: units.AgencyView) -> list[tuple[str, Any]]:
    """Whom an agency may call together at once, by its level."""
    chosen = (CHOSEN, _("Chỉ những cơ quan và khách ghi bên dưới"))
    if host.level == "nation":
        return [(PROVINCES, _("Ủy ban nhân dân tất cả các tỉnh, thành phố")), chosen]
    if host.level == "province":
        return [(COMMUNES, _("Ủy ban nhân dân tất cả các xã, phường, đặc khu của tỉnh")), chosen]
    return [chosen]


def _meant(request: HttpRequest, view: MeetingView, form: InviteForm, host: units.AgencyView) -> dict[str, Any]:
    """Who is new of those that are meant, and how many are invited already."""
    on, scope = local_date(when(request)), form.cleaned_data["scope"]
    found: dict[UUID | str, str] = {}
    if scope == COMMUNES:
        below = units.agencies_at(level="commune", kinds=KIND, on=on, provinces=[host.province_code])
        found |= {one.id: one.name for one in below}
    if scope == PROVINCES:
        found |= {one.id: one.name for one in units.agencies_at(level="province", kinds=KIND, on=on)}
    found |= {one.id: one.name for one in units.agencies(form.cleaned_data["agencies"]).values()}
    found |= {name: name for name in form.names()}
    there: set[UUID | str] = {one.agency_id or one.name for one in view.points} | {view.line.agency_id}
    names = [name for key, name in found.items() if key not in there]
    return {"names": names, "count": len(names), "left_out": len(found) - len(names)}
