"""The box: where it hurts. Who answers by when, and what was answered before, stands there before it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caunoi.core.errors import Conflict, InvalidInput
from caunoi.desk.asking import agency_of, when, who
from caunoi.desk.voices import words
from caunoi.desk.voices.forms import BoxForm
from caunoi.ui.access import role
from caunoi.units import queries as units
from caunoi.voices import operations, queries
from caunoi.voices.errors import NoLevelAbove
from caunoi.voices.shapes import RoutePreview

PROPOSED = 3


@role(*words.MAY_RAISE)
@require_http_methods(["GET", "HEAD", "POST"])
def box(request: HttpRequest) -> HttpResponseBase:
    """Write, see who answers by when, send. A script asks with `do=look` while it is being written."""
    level = units.agency(agency_of(request)).level
    if level == "nation":
        raise NoLevelAbove
    given = request.POST if request.method == "POST" else None
    typed: Mapping[str, str] = given or {}
    text = typed.get("text", "").replace("\0", "").strip()
    topic, proposed = _topic(text, typed)
    way = (typed.get("way", "") if level == "commune" else "") or "step"
    preview = _preview(request, topic, way)
    seen = _seen(preview)
    form = _form(given, topic, proposed, asks_way=level == "commune")
    status = 200
    if given is not None and given.get("do") != "look":
        if form.is_valid() and not topic:
            form.add_error("other", _("Hãy chọn lĩnh vực."))
        told = form.is_valid() and given.get("seen") == seen
        if told and (made := _raised(request, form, text, topic, way)):
            return redirect("desk:voice", made)
        status = 422 if form.errors else 200
    found = queries.similar(text, actor=who(request), now=when(request)) if text else []
    context = {
        "form": form, "chosen": topic, "topics_shown": bool(proposed), "preview": preview, "seen": seen,
        "similar": [one for one in found if one.published], "asking": [one for one in found if not one.published],
    }  # fmt: skip
    part = given is not None and "X-Part" in request.headers
    return render(request, "desk/voices/box_form.html" if part else "desk/voices/box.html", context, status=status)


def _topic(text: str, given: Mapping[str, str]) -> tuple[str, list[tuple[str, str]]]:
    """The field that was chosen, else the one that fits best; and what is proposed."""
    fits = queries.propose_topics(text, most=PROPOSED) if text else []
    names = {one.code: one.name for one in queries.topics()}
    picked = given.get("other", "") or given.get("topic", "")
    if picked not in names or (picked == given.get("proposed") and not given.get("other")):
        picked = fits[0].code if fits else ""
    offered = {one.code: one.name for one in fits}
    if picked:
        offered.setdefault(picked, names[picked])
    return picked, list(offered.items())


def _form(given: Any, topic: str, proposed: list[tuple[str, str]], *, asks_way: bool) -> BoxForm:
    every = [(one.code, one.name) for one in queries.topics()]
    if given is None:
        return BoxForm(proposed=[], topics=every, asks_way=asks_way)
    said = given.copy()
    said["topic"], said["other"] = topic, ""
    form = BoxForm(said, proposed=proposed, topics=every, asks_way=asks_way)
    if given.get("do") == "look":
        form.full_clean()
        form.errors.clear()
    return form


def _preview(request: HttpRequest, topic: str, way: str) -> RoutePreview | None:
    if not topic or way not in words.WAYS:
        return None
    return queries.route_for(topic=topic, way=way, agency_id=agency_of(request), now=when(request))


def _seen(preview: RoutePreview | None) -> str:
    """What the officer has been told: sent along, it shows that it was read before sending."""
    return "" if preview is None else f"{preview.topic} {preview.way} {preview.agency_id} {preview.due_on}"


def _raised(request: HttpRequest, form: BoxForm, text: str, topic: str, way: str) -> Any:
    try:
        made = operations.raise_difficulty(
            text=text, topic=topic, way=way, agency_id=agency_of(request), actor=who(request), now=when(request)
        )
    except (InvalidInput, Conflict) as error:
        form.take(error)
        return None
    messages.success(request, _("Đã gửi. Trả lời sẽ được báo cho bạn."))
    return made
