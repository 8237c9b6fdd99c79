"""A petition on its way: which category, the form, what is close by, sent."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.core.errors import DomainError
from caunoi.portal.tracking.views import qr
from caunoi.portal.visitors import visit
from caunoi.portal.voices import words
from caunoi.portal.voices.forms import PetitionForm
from caunoi.ui.access import public
from caunoi.units.rules.text import fold
from caunoi.voices import operations
from caunoi.voices import queries as voices
from caunoi.voices.rules.services import Service

SENT = "portal.voice.sent"


@public
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """What it is about; `q` finds a category by its words, without diacritics."""
    text = request.GET.get("q", "").strip()[:100]
    found = _speaking_of(fold(text)) if text else []
    context = {
        "groups": list(words.service_groups()), "q": text,
        "found": [(one.code, words.said(one.names), words.said(one.description)) for one in found],
    }  # fmt: skip
    return render(request, "portal/voices/choose.html", context)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, service: str) -> HttpResponse:
    """The one form. What was sent once is not sent again by going back."""
    wanted, here = voices.service(service), visit(request)
    form = PetitionForm(
        request.POST if request.method == "POST" else None, request.FILES or None, service=wanted, on=here.today
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            draft = form.draft(language=(get_language() or "vi")[:2], sender=request.META.get("REMOTE_ADDR", ""))
            try:
                done = operations.file_petition(draft, actor=here.actor, now=here.now)
            except DomainError as error:
                if error.status >= 500:
                    raise
                status = error.status
                _tell(form, error)
            else:
                request.session[SENT] = {
                    "code": done.code, "token": done.token, "unit": done.unit_name, "holder": done.holder_name,
                    "due": done.due_on.isoformat() if done.due_on else "",
                }  # fmt: skip
                return redirect("portal:voice-sent")
        if request.FILES:
            form.add_error("photos", _("Ảnh chưa được gửi. Sau khi sửa các mục khác, hãy chọn lại ảnh."))
    context = {"form": form, "service": service, "name": words.said(wanted.names), "place": wanted.place,
               "description": words.said(wanted.description), "days": wanted.days}  # fmt: skip
    return render(request, "portal/voices/new.html", context, status=status)


@public
@require_safe
def near(request: HttpRequest, service: str) -> HttpResponse:
    """A piece of a page: where the mark lies, and what somebody told of close by."""
    wanted, here = voices.service(service), visit(request)
    context: dict[str, Any] = {"near": [], "unit": None, "problem": ""}
    try:
        lat, lon = float(request.GET.get("lat", "")), float(request.GET.get("lon", ""))
        context["unit"] = voices.commune_at(lat, lon, on=here.today)
        context["near"] = voices.near(lat, lon, wanted.code, now=here.now)
    except ValueError:
        context["problem"] = _("Chưa có vị trí.")
    except DomainError as error:
        context["problem"] = error.message
    return render(request, "portal/voices/near.html", context)


@public
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """The code, and the secret link: shown to who has just sent it, for as long as the session lasts."""
    done = request.session.get(SENT)
    if not done:
        return redirect("portal:voices")
    link = request.build_absolute_uri(reverse("portal:voice-follow", args=[done["token"]]))
    due = date.fromisoformat(done["due"]) if done["due"] else None
    return render(request, "portal/voices/sent.html", {"done": done, "due": due, "link": link, "qr": qr(link)})


def _speaking_of(text: str) -> list[Service]:
    """Categories that have what was typed; where none has it, those with all its words.

    A word is found from its start on, but in Thai, which does not part its words.
    """
    known = voices.services()
    said = {code: f" {fold(' '.join([*one.names.values(), *one.keywords]))}" for code, one in known.items()}
    for parts in ([text], text.split()):
        found = [known[code] for code, words in said.items() if all(_from_start(part) in words for part in parts)]
        if found:
            return found
    return []


def _from_start(part: str) -> str:
    return f" {part}" if part.isascii() else part


def _tell(form: PetitionForm, error: DomainError) -> None:
    """Each problem at its field; what belongs to none above the form."""
    placed = {"not_coordinates": "commune", "outside_country": "commune", "needs_place": "commune"}
    told = [(one.field, str(one)) for one in error.problems] or [(placed.get(error.code, ""), error.message)]
    for field, text in told:
        form.add_error(field if field in form.fields and not form.fields[field].widget.is_hidden else None, text)
