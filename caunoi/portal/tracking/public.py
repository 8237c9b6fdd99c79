"""A dossier for somebody who has not signed in: its code and the phone that was given; a state, never a name.

Tries are counted by address, so that nobody walks through codes or phones.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caunoi.core.brakes import Brake
from caunoi.core.errors import NotFound
from caunoi.core.watching import sender
from caunoi.dossiers import queries as dossiers
from caunoi.portal.tracking import words
from caunoi.portal.tracking.forms import TrackForm
from caunoi.portal.visitors import visit
from caunoi.ui.access import public

TRIES, WINDOW = 20, 600
"""So many wrong tries from one address in so many seconds."""
BRAKE = Brake("track", TRIES, WINDOW)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Where a dossier stands, by its code and the applicant's phone: state and due date, nothing personal."""
    here = visit(request)
    if request.method != "POST":
        form = TrackForm(initial={"code": request.GET.get("code", "").strip()[:60]})
        return render(request, "portal/tracking/track.html", {"form": form})
    form = TrackForm(request.POST)
    who = sender(request)
    if form.is_valid() and BRAKE.pressed(who, now=here.now):
        message = _("Có quá nhiều lần thử từ nơi của bạn. Hãy đợi mười phút, hoặc đăng nhập để xem hồ sơ.")
        return render(request, "portal/tracking/track.html", {"form": form, "stopped": message}, status=429)
    status = None
    if form.is_valid():
        try:
            code, phone = form.cleaned_data["code"].strip(), form.cleaned_data["phone"]
            status = dossiers.public_status(code, phone=phone, now=here.now)
            BRAKE.forgive(who)
        except NotFound:
            form.add_error("code", _("Không có hồ sơ nào mang mã này và số điện thoại này. Hãy xem lại cả hai."))
    context = {"form": form, "status": status, "next": words.NEXT.get(status.status, "") if status else ""}
    return render(request, "portal/tracking/track.html", context, status=200 if status else 422)
