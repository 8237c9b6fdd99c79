"""The author follows a petition: by the secret link, or signed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.core.brakes import Brake
from caunoi.core.errors import DomainError
from caunoi.core.watching import sender
from caunoi.portal.visitors import Visit, visit
from caunoi.portal.voices import words
from caunoi.portal.voices.forms import RateForm, ReopenForm
from caunoi.ui.access import citizen, public
from caunoi.ui.forms import Form
from caunoi.voices import operations, queries
from caunoi.voices.petition_errors import PetitionNotFound
from caunoi.voices.petition_shapes import FollowView

TRIES, WINDOW = 30, 600
BRAKE = Brake("follow", TRIES, WINDOW)
"""So many links that lead nowhere from one address in so many seconds."""


@citizen
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What the signed-in citizen sent under their name."""
    rows = [
        {"id": one[0], "code": one[1], "title": one[2], "state": words.STATES[one[3]], "at": one[4]}
        for one in queries.my_petitions(actor=visit(request).actor)
    ]
    return render(request, "portal/voices/mine.html", {"rows": rows})


@citizen
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, voice_id: UUID) -> HttpResponse:
    """One of them."""
    here = visit(request)
    found = queries.my_petition(voice_id, actor=here.actor, now=here.now)
    return _page(request, here, found, {"voice_id": voice_id})


@public
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, secret: str) -> HttpResponse:
    """By the link that its author got. Tries are counted by address, so that nobody walks through secrets."""
    here, who = visit(request), sender(request)
    if BRAKE.pressed(who, now=here.now):
        return render(request, "portal/voices/stopped.html", status=429)
    found = queries.follow_up(secret, now=here.now)
    BRAKE.forgive(who)
    answer = _page(request, here, found, {"token": secret})
    answer["Referrer-Policy"] = "same-origin"
    answer["Cache-Control"] = "no-store"
    return answer


def _page(request: HttpRequest, here: Visit, found: FollowView, whose: dict[str, Any]) -> HttpResponse:
    """The page, and what its two forms do."""
    asked = request.POST.get("act", "") if request.method == "POST" else ""
    rating = RateForm(request.POST if asked == "rate" else None, prefix="rate")
    reopening = ReopenForm(request.POST if asked == "reopen" else None, prefix="reopen")
    status = 200
    if asked:
        form = rating if asked == "rate" else reopening
        if _done(request, form, _acts(here, whose)[asked] if asked in ("rate", "reopen") else None):
            return redirect(request.path)
        status = 422
    name, colour = words.STATES[found.state]
    context = {
        "one": found, "service_name": words.service_name(found.service), "state_name": name, "colour": colour,
        "rating": rating, "reopening": reopening, "rated": words.RATINGS.get(found.rating or 0, ""),
        "timeline": [
            {"title": words.STEPS.get(one.kind, one.kind), "by": one.agency_name, "at": one.at, "text": one.words}
            for one in found.steps
        ],
    }  # fmt: skip
    return render(request, "portal/voices/follow.html", context, status=status)


def _acts(here: Visit, whose: dict[str, Any]) -> dict[str, Callable[[dict[str, Any]], str]]:
    def rate(given: dict[str, Any]) -> str:
        operations.rate(rating=given["rating"], words=given["words"], actor=here.actor, now=here.now, **whose)
        return _("Cảm ơn bạn. Đánh giá của bạn đã được ghi lại.")

    def reopen(given: dict[str, Any]) -> str:
        operations.reopen_petition(reason=given["reason"], actor=here.actor, now=here.now, **whose)
        return _("Phản ánh đã được mở lại. Cơ quan trả lời sẽ xem lại.")

    return {"rate": rate, "reopen": reopen}


def _done(request: HttpRequest, form: Form, act: Callable[[dict[str, Any]], str] | None) -> bool:
    if act is None or not form.is_valid():
        return False
    try:
        messages.success(request, act(form.cleaned_data))
    except DomainError as error:
        if error.status >= 500 or isinstance(error, PetitionNotFound):
            raise
        form.add_error(None, error.message)
        return False
    return True
