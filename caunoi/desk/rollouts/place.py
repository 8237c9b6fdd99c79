"""One place: its checklist, and what takes it live."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from caunoi.core.errors import NotFound
from caunoi.desk.asking import when, who
from caunoi.desk.rollouts import words
from caunoi.desk.rollouts.forms import ItemForm, ReasonForm, WhyForm
from caunoi.desk.rollouts.views import GET_POST, reasoned, upload
from caunoi.desk.taking import Question, asked, confirmed
from caunoi.people import queries as people
from caunoi.rollouts import operations, queries
from caunoi.rollouts.rules import BEFORE_LIVE, may
from caunoi.rollouts.shapes import ChangeView
from caunoi.ui.access import role


@role(*words.MAY_READ)
@require_GET
def place(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """A place with its checklist and history."""
    view = queries.place(place_id, actor=who(request), now=when(request))
    actor, state = who(request), view.line.state
    here = actor.agency_id in (view.line.agency_id, view.rollout_agency_id)
    switches = here and actor.role in words.MAY_SWITCH and view.stage != "stopped"
    decides = actor.agency_id == view.rollout_agency_id and actor.role in words.MAY_DECIDE and view.stage != "stopped"
    names = people.names([*(one.by for one in view.history), *(one.by for one in view.items if one.by)])
    context = {
        "view": view, "line": view.line, "state": words.PLACES[state],
        "items": [(one, *words.ITEMS[one.state], names.get(one.by, "") if one.by else "") for one in view.items],
        "records": here and actor.role in words.MAY_PREPARE and state in BEFORE_LIVE,
        "lives": switches and may("live", state), "pauses": switches and may("paused", state),
        "resumes": switches and may("resumed", state), "stops": decides and may("stopped", state),
        "history": [_told(one, names) for one in reversed(view.history)],
    }  # fmt: skip
    return render(request, "desk/rollouts/place.html", context)


@role(*words.MAY_PREPARE)
@require_http_methods(GET_POST)
def item(request: HttpRequest, place_id: UUID, item_id: UUID) -> HttpResponseBase:
    """Say how a checklist item stands."""
    view = queries.place(place_id, actor=who(request), now=when(request))
    one = next((one for one in view.items if one.id == item_id), None)
    if one is None:
        raise NotFound

    def run(form: Any) -> str:
        given = form.cleaned_data
        operations.record_item(
            place_id=place_id, item_id=item_id, state=given["state"], note_text=given["note_text"], file=upload(form),
            actor=who(request), now=when(request),
        )  # fmt: skip
        return _("Đã ghi tình trạng của mục.")

    form_of = partial(ItemForm, initial={"state": one.state})
    return _asked(request, place_id, form_of, run, _("Ghi tình trạng"), _("Ghi"), one.text)


@role(*words.MAY_SWITCH)
@require_http_methods(GET_POST)
def live(request: HttpRequest, place_id: UUID) -> HttpResponseBase:
    """Take the place live; with open obligatory items only with a leader's reason."""
    view = queries.place(place_id, actor=who(request), now=when(request))

    def run(form: Any) -> str:
        operations.go_live(place_id=place_id, reason=form.cleaned_data["reason"], actor=who(request), now=when(request))
        return _("Nơi này đã vận hành.")

    return _asked(
        request, place_id, ReasonForm, run, _("Đưa vào vận hành"), _("Vận hành"), view.line.agency_name,
        left=[one.text for one in view.open_items],
    )  # fmt: skip


@role(*words.MAY_SWITCH)
@require_http_methods(GET_POST)
def pause(request: HttpRequest, place_id: UUID) -> HttpResponseBase:
    """Stop for a while."""

    def run(form: Any) -> str:
        operations.pause_place(
            place_id=place_id, reason=form.cleaned_data["reason"], actor=who(request), now=when(request)
        )
        return _("Đã tạm dừng.")

    view = queries.place(place_id, actor=who(request), now=when(request))
    return _asked(request, place_id, WhyForm, run, _("Tạm dừng"), _("Tạm dừng"), view.line.agency_name)


@role(*words.MAY_SWITCH)
@require_http_methods(GET_POST)
def resume(request: HttpRequest, place_id: UUID) -> HttpResponseBase:
    """Go on with what was paused."""
    view = queries.place(place_id, actor=who(request), now=when(request))
    question = Question(_("Tiếp tục vận hành"), view.line.agency_name, _("Tiếp tục"))
    run = partial(operations.resume_place, place_id=place_id, actor=who(request), now=when(request))
    return confirmed(request, question, run, "desk:rollout-place", place_id)


@role(*words.MAY_DECIDE)
@require_http_methods(GET_POST)
def stop(request: HttpRequest, place_id: UUID) -> HttpResponseBase:
    """End it at this place for good."""

    def run(form: Any) -> str:
        operations.stop_place(
            place_id=place_id, reason=form.cleaned_data["reason"], actor=who(request), now=when(request)
        )
        return _("Đã dừng ở nơi này.")

    view = queries.place(place_id, actor=who(request), now=when(request))
    return _asked(request, place_id, WhyForm, run, _("Dừng ở nơi này"), _("Dừng"), view.line.agency_name)


def _asked(
    request: HttpRequest, place_id: UUID, form: Any, run: Any, title: str, button: str, text: str,
    left: list[str] | None = None,
) -> HttpResponseBase:  # fmt: skip
    back = reverse("desk:rollout-place", args=[place_id])
    context = {"title": title, "button": button, "text": text, "back": back, "left": left or [], "data": True}
    return asked(request, form, run, template="desk/rollouts/ask.html", context=context, to=back)


def _told(one: ChangeView, names: dict[UUID, str]) -> dict[str, Any]:
    passed = _("Bỏ qua %(count)s mục bắt buộc.") % {"count": one.despite} if one.despite else ""
    return {
        "title": words.PLACES[one.state][0],
        "by": names.get(one.by, ""),
        "at": one.at,
        "text": reasoned(one.reason, passed),
    }
