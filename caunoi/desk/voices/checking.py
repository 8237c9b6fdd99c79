"""Citizens' petitions before the public sees them: which words, which photos, or none of it and why."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from caunoi.core.errors import NotFound, NotPermitted
from caunoi.desk.asking import Pages, agency_of, page_number, when, who
from caunoi.desk.taking import asked
from caunoi.desk.voices import words
from caunoi.desk.voices.acting import GET_POST
from caunoi.desk.voices.forms import CheckForm
from caunoi.desk.voices.lists import places
from caunoi.documents import queries as documents
from caunoi.ui.access import role
from caunoi.voices import operations, queries
from caunoi.voices.petition_shapes import OfficerPetition
from caunoi.voices.rules import personal
from caunoi.voices.services import services


@role(*words.MAY_RAISE)
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """Petitions of the agency that nobody has looked at, the oldest first."""
    page = queries.queue(
        agency_of(request), pile="to_check", page=page_number(request), actor=who(request), now=when(request)
    )
    context = {
        "rows": page.rows, "pages": Pages(page.number, page.pages), "places": places(request),
        "here": "desk:voices-checking",
    }  # fmt: skip
    return render(request, "desk/voices/checking.html", context)


@role(*words.MAY_RAISE)
@require_http_methods(GET_POST)
def check(request: HttpRequest, voice_id: UUID) -> HttpResponseBase:
    """Show it in a wording that names nobody, or hide it with a reason."""
    view = queries.voice(voice_id, actor=who(request), now=when(request))
    petition = queries.petition_for_officer(voice_id, actor=who(request), now=when(request))
    if not petition.may_check and request.method != "POST":
        raise NotPermitted

    def run(form: Any) -> str:
        given = form.cleaned_data
        shows = given["decision"] == "show"
        operations.check_petition(
            voice_id=voice_id, outcome="shown" if shows else "hidden", public_title=given["public_title"],
            public_text=given["public_text"], photos=[UUID(one) for one in given.get("photos", ())],
            reason=given["reason"], actor=who(request), now=when(request),
        )  # fmt: skip
        return _("Đã hiện công khai.") if shows else _("Đã ghi: không hiện công khai.")

    initial = {
        "public_title": petition.public_title or view.row.title, "public_text": petition.public_text or view.text,
        "photos": [str(one.file_id) for one in petition.photos if one.shown], "reason": petition.hidden_reason,
        "decision": {"shown": "show", "hidden": "hide"}.get(petition.checked),
    }  # fmt: skip
    typed = [request.POST.get(name, str(initial[name])) for name in ("public_title", "public_text")]
    photos = [(str(one.file_id), _("Ảnh %(n)s") % {"n": n}) for n, one in enumerate(petition.photos, 1)]
    context: dict[str, Any] = {
        "view": view, "one": view.row, "petition": petition, "said": said(petition),
        "hints": [words.HINTS[one] for one in personal.hints(*typed)], "back": reverse("desk:voice", args=[voice_id]),
        "headed": words.headed(view.row.title, view.text),
    }  # fmt: skip
    form_of = partial(CheckForm, photos=photos, initial=initial)
    return asked(request, form_of, run, template="desk/voices/check.html", context=context, to=context["back"])


@role(*words.MAY_READ)
@require_GET
def photo(request: HttpRequest, voice_id: UUID, photo_id: UUID) -> HttpResponse:
    """A picture of a petition, for officers who may see it."""
    petition = queries.petition_for_officer(voice_id, actor=who(request), now=when(request))
    if photo_id not in {one.file_id for one in petition.photos}:
        raise NotFound
    answer = HttpResponse(documents.content(photo_id), content_type=documents.file(photo_id).media_type)
    answer["Cache-Control"] = "private, no-store"
    return answer


def said(petition: OfficerPetition) -> list[tuple[str, str, bool]]:
    """What was answered to the questions of the category: the question, the answer, whether it was typed by hand."""
    service = services().get(petition.service)
    asked_of = {one.code: one for one in service.attributes} if service else {}
    found = []
    for code, value in petition.answers:
        given = [value] if isinstance(value, str) else list(value)
        one = asked_of.get(code)
        choices = {each.key: _worded(each.names) for each in one.values} if one else {}
        text = ", ".join(choices.get(each, each) for each in given)
        found.append((_worded(one.names) if one else code, text, not choices))
    return found


def _worded(names: Mapping[str, str]) -> str:
    return names.get((get_language() or "vi")[:2]) or names["vi"]
