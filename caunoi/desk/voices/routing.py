"""The table that says who answers what, and what it leads nowhere."""

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

from caunoi.core.clock import local_date
from caunoi.core.errors import NotFound
from caunoi.desk.asking import Pages, agency_of, page_number, when, who
from caunoi.desk.taking import asked
from caunoi.desk.voices import words
from caunoi.desk.voices.acting import ASK, GET_POST, found
from caunoi.desk.voices.forms import EndRouteForm, RouteByHandForm, RouteForm
from caunoi.desk.voices.lists import places
from caunoi.ui.access import role
from caunoi.voices import operations, queries
from caunoi.voices.shapes import RouteDraft, RouteView


@role(*words.MAY_KEEP)
@require_GET
def unrouted(request: HttpRequest) -> HttpResponse:
    """What no row leads anywhere, the oldest first, for who keeps the table."""
    page = queries.unrouted(page=page_number(request), actor=who(request), now=when(request))
    context = {
        "rows": page.rows, "pages": Pages(page.number, page.pages), "places": places(request),
        "here": "desk:voices-unrouted",
    }  # fmt: skip
    return render(request, "desk/voices/unrouted.html", context)


@role(*words.MAY_KEEP)
@require_http_methods(GET_POST)
def by_hand(request: HttpRequest, voice_id: UUID) -> HttpResponseBase:
    """Say who answers."""
    view = found(request, voice_id, "route_by_hand")

    def run(form: Any) -> str:
        operations.route_by_hand(
            voice_id=voice_id, agency_id=form.cleaned_data["agency_id"], actor=who(request), now=when(request)
        )
        return _("Đã giao cơ quan trả lời. Cơ quan ấy và nơi hỏi được báo ngay.")

    back = reverse("desk:voice", args=[voice_id])
    context = {
        "title": _("Chọn cơ quan trả lời"), "button": _("Giao"), "back": back, "caption": view.row.title,
        "text": _("Hạn trả lời tính từ hôm nay. Bổ sung bảng phân công để lần sau việc tự đến đúng nơi."),
    }  # fmt: skip
    return asked(request, partial(RouteByHandForm, now=when(request)), run, template=ASK, context=context, to=back)


@role(*words.MAY_KEEP)
@require_GET
def table(request: HttpRequest) -> HttpResponse:
    """Own rows of the agency first, then what holds where it has none."""
    rows = queries.routing_table(agency_of(request), actor=who(request), now=when(request))
    today = local_date(when(request))
    own: list[tuple[RouteView, Any, bool]] = []
    general: list[tuple[RouteView, Any, bool]] = []
    for one in rows:
        ends = one.id is not None and (one.valid_to is None or one.valid_to > today)
        (own if one.id else general).append((one, words.ROW_WAYS.get(one.way, ""), ends))
    context = {
        "parts": [(_("Dòng riêng của cơ quan"), own), (_("Dòng chung"), general)],
        "places": places(request), "here": "desk:voice-routes",
    }  # fmt: skip
    return render(request, "desk/voices/routes.html", context)


@role(*words.MAY_KEEP)
@require_http_methods(GET_POST)
def new(request: HttpRequest) -> HttpResponseBase:
    """A row of one's own."""
    now, agency_id = when(request), agency_of(request)

    def run(form: Any) -> str:
        given = form.cleaned_data
        draft = RouteDraft(
            topic=given["topic"], agency_id=given["agency_id"], contact_id=given["contact_id"] or None,
            stand_in_id=given["stand_in_id"] or None, way=given["way"], days=given["days"],
            valid_from=given["valid_from"], valid_to=given["valid_to"], reference=given["reference"],
        )  # fmt: skip
        operations.set_route(keeper_id=agency_id, draft=draft, actor=who(request), now=now)
        return _("Đã thêm dòng riêng. Việc gửi từ nay theo dòng này.")

    topics = [(one.code, one.name) for one in queries.topics()]
    form_of = partial(
        RouteForm, now=now, agency_id=agency_id, topics=topics, initial={"valid_from": local_date(now), "way": "step"}
    )
    back = reverse("desk:voice-routes")
    context = {
        "title": _("Thêm dòng riêng"), "button": _("Lưu"), "back": back,
        "text": _("Dòng riêng được dùng trước dòng chung, từ ngày ghi ở đây. Việc đã gửi trước đó không thay đổi."),
    }  # fmt: skip
    return asked(request, form_of, run, template=ASK, context=context, to=back)


@role(*words.MAY_KEEP)
@require_http_methods(GET_POST)
def end(request: HttpRequest, route_id: UUID) -> HttpResponseBase:
    """The row holds no longer from a day on."""
    rows = queries.routing_table(agency_of(request), actor=who(request), now=when(request))
    one = next((row for row in rows if row.id == route_id), None)
    if one is None:
        raise NotFound

    def run(form: Any) -> str:
        operations.end_route(route_id=route_id, on=form.cleaned_data["valid_to"], actor=who(request), now=when(request))
        return _("Đã ghi ngày dòng này hết áp dụng.")

    back = reverse("desk:voice-routes")
    context = {
        "title": _("Chấm dứt dòng riêng"), "button": _("Chấm dứt"), "back": back,
        "text": _("%(topic)s: từ ngày này dùng dòng chung, nếu không có dòng riêng khác.") % {"topic": one.topic_name},
    }  # fmt: skip
    form_of = partial(EndRouteForm, initial={"valid_to": local_date(when(request))})
    return asked(request, form_of, run, template=ASK, context=context, to=back)
