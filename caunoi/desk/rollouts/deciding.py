"""The pilot and the waves: begun, recorded on, decided, opened, ended."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caunoi.core.clock import local_date
from caunoi.core.errors import NotFound
from caunoi.desk.asking import when, who
from caunoi.desk.rollouts import words
from caunoi.desk.rollouts.forms import DecideForm, ReasonForm, ResultForm, WaveForm, WhyForm, lines
from caunoi.desk.rollouts.views import GET_POST, upload
from caunoi.desk.taking import Question, asked, confirmed
from caunoi.rollouts import operations, queries
from caunoi.rollouts.errors import UnknownPlaces
from caunoi.rollouts.shapes import Guidance
from caunoi.ui.access import role
from caunoi.units import queries as units


def _asked(
    request: HttpRequest, rollout_id: UUID, form: Any, run: Any, title: str, button: str, text: str, *,
    data: bool = True,
) -> HttpResponseBase:  # fmt: skip
    """Ask; `data`: the text is what officers wrote or an agency's name."""
    back = reverse("desk:rollout", args=[rollout_id])
    context = {"title": title, "button": button, "text": text, "back": back, "data": data}
    return asked(request, form, run, template="desk/rollouts/ask.html", context=context, to=back)


@role(*words.MAY_PREPARE)
@require_http_methods(GET_POST)
def result(request: HttpRequest, rollout_id: UUID, criterion_id: UUID) -> HttpResponseBase:
    """Record what was found about a criterion."""
    view = queries.rollout(rollout_id, actor=who(request), now=when(request))
    one = next((one for one in (*view.entry, *view.exit) if one.id == criterion_id), None)
    if one is None:
        raise NotFound

    def run(form: Any) -> str:
        operations.record_result(
            rollout_id=rollout_id, criterion_id=criterion_id, met=form.cleaned_data["met"] == "yes",
            note_text=form.cleaned_data["note_text"], file=upload(form), actor=who(request), now=when(request),
        )  # fmt: skip
        return _("Đã ghi kết quả.")

    return _asked(request, rollout_id, ResultForm, run, _("Ghi kết quả"), _("Ghi"), one.text)


@role(*words.MAY_DECIDE)
@require_http_methods(GET_POST)
def start(request: HttpRequest, rollout_id: UUID) -> HttpResponseBase:
    """Let the pilot begin."""
    view = queries.rollout(rollout_id, actor=who(request), now=when(request))

    def run(form: Any) -> str:
        operations.start_pilot(
            rollout_id=rollout_id, reason=form.cleaned_data["reason"], actor=who(request), now=when(request)
        )
        return _("Thí điểm đã bắt đầu.")

    return _asked(
        request, rollout_id, ReasonForm, run, _("Bắt đầu thí điểm"), _("Bắt đầu"), view.pilot_agency_name
    )  # fmt: skip


@role(*words.MAY_DECIDE)
@require_http_methods(GET_POST)
def decide(request: HttpRequest, rollout_id: UUID) -> HttpResponseBase:
    """Decide on the pilot: roll out with its guidance document, extend, or stop."""
    view = queries.rollout(rollout_id, actor=who(request), now=when(request))

    def run(form: Any) -> str:
        given = form.cleaned_data
        guidance = None
        if given["outcome"] == "roll_out" and given["dated"]:
            guidance = Guidance(given["number"], given["dated"], given["guidance_abstract"], upload(form))
        operations.end_pilot(
            rollout_id=rollout_id, outcome=given["outcome"], guidance=guidance, reason=given["reason"],
            new_end=given["new_end"], actor=who(request), now=when(request),
        )  # fmt: skip
        return _("Đã ghi quyết định.")

    return _asked(
        request, rollout_id, DecideForm, run, _("Quyết định về thí điểm"), _("Ghi quyết định"), view.line.title
    )  # fmt: skip


@role(*words.MAY_DECIDE)
@require_http_methods(GET_POST)
def wave(request: HttpRequest, rollout_id: UUID) -> HttpResponseBase:
    """Open the roll-out to the next places."""
    view, now = queries.rollout(rollout_id, actor=who(request), now=when(request)), when(request)
    today = local_date(now)
    scopes: list[tuple[str, Any]] = [
        (words.EVERYWHERE, _("Mọi tỉnh, thành phố")), (words.EVERY_COMMUNE, _("Mọi xã, phường, đặc khu của cả nước")),
    ]  # fmt: skip
    scopes += [
        (one.code, _("Các xã, phường, đặc khu của %(name)s") % {"name": one.full_name})
        for one in units.units_at(on=today, level="province")
    ]

    def run(form: Any) -> str:
        given = form.cleaned_data
        chosen = _chosen(given["scope"], lines(given["codes"]), today)
        count = operations.open_wave(
            rollout_id=rollout_id, name=given["name"], due_on=given["due_on"], actor=who(request), now=now, **chosen
        )
        return _("Đã mở cho %(count)s nơi.") % {"count": count}

    return _asked(
        request, rollout_id, partial(WaveForm, scopes=scopes), run, _("Mở đợt nhân rộng"), _("Mở"), view.line.title
    )  # fmt: skip


def _chosen(scope: str, codes: list[str], today: Any) -> dict[str, Any]:
    """What the operation is told: all of a scope, or the agencies of some codes. Raises UnknownPlaces."""
    provinces = scope == words.EVERYWHERE
    if not codes:
        return {"provinces": True} if provinces else {"communes_of": scope}
    level = "province" if provinces else "commune"
    found = units.agencies_at(level=level, kinds=("peoples_committee",), on=today)
    by_code = {one.unit_code: one.id for one in found if provinces or scope in (words.EVERY_COMMUNE, one.province_code)}
    if wrong := [code for code in codes if code not in by_code]:
        raise UnknownPlaces(places="; ".join(wrong))
    return {"agency_ids": [by_code[code] for code in codes]}


@role(*words.MAY_DECIDE)
@require_http_methods(GET_POST)
def finish(request: HttpRequest, rollout_id: UUID) -> HttpResponseBase:
    """Everything is live or was stopped."""
    question = Question(
        _("Kết thúc đợt triển khai"), _("Mọi nơi phải đang vận hành hoặc đã dừng."), _("Kết thúc")
    )  # fmt: skip
    run = partial(operations.finish_rollout, rollout_id=rollout_id, actor=who(request), now=when(request))
    return confirmed(request, question, run, "desk:rollout", rollout_id)


@role(*words.MAY_DECIDE)
@require_http_methods(GET_POST)
def stop(request: HttpRequest, rollout_id: UUID) -> HttpResponseBase:
    """Go no further."""

    def run(form: Any) -> str:
        operations.stop_rollout(
            rollout_id=rollout_id, reason=form.cleaned_data["reason"], actor=who(request), now=when(request)
        )
        return _("Đã dừng đợt triển khai.")

    text = _("Nơi đang vận hành thì giữ nguyên; không mở thêm nơi nào.")
    return _asked(request, rollout_id, WhyForm, run, _("Dừng đợt triển khai"), _("Dừng"), text, data=False)
