"""The unit's side: one offer, taken on or answered with another value."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caunoi.desk.asking import when, who
from caunoi.desk.cascade import words
from caunoi.desk.cascade.forms import CounterForm
from caunoi.desk.taking import Question, asked, confirmed
from caunoi.people import queries as people
from caunoi.plans.cascading.shapes import MoveView, OfferPage
from caunoi.plans.operations import cascade as operations
from caunoi.plans.operations.cascade.amounts import shown
from caunoi.plans.queries import cascade as queries
from caunoi.ui.access import role
from caunoi.ui.formats import number
from caunoi.ui.templatetags.caunoi_ui import worded
from caunoi.units import queries as units

GET_POST = ["GET", "HEAD", "POST"]
ANSWERABLE = ("offered", "countered")


@role(*words.READERS)
@require_http_methods(GET_POST)
def offer(request: HttpRequest, offer_id: UUID) -> HttpResponseBase:
    """The offer with its history; who may answers here: a leader sends another value, others prepare it."""
    found = queries.offer(offer_id, actor=who(request), now=when(request))
    decides = who(request).role in words.MAY_DECIDE

    def run(form: Any) -> str:
        given = form.cleaned_data
        common: dict[str, Any] = {
            "offer_id": offer_id, "value": given["value"], "reason": given["reason"], "actor": who(request),
            "now": when(request),
        }  # fmt: skip
        if not decides:
            operations.prepare_answer(**common)
            return _("Đã chuẩn bị đề nghị để lãnh đạo quyết định.")
        operations.counter(round=_round(request), **common)
        return _("Đã gửi đề nghị lên cấp trên.")

    def form_of(*args: Any) -> CounterForm:
        one = found.offer
        value, reason = one.prepared_value, one.prepared_reason
        return CounterForm(*args, initial={"value": shown(value) if value is not None else "", "reason": reason})

    to = reverse("desk:cascade-offer", args=[offer_id])
    context = _context(request, found, decides)
    return asked(request, form_of, run, template="desk/cascade/child.html", context=context, to=to)


@role(*words.MAY_DECIDE)
@require_http_methods(GET_POST)
def accept(request: HttpRequest, offer_id: UUID) -> HttpResponseBase:
    """Take the offer on, after being asked once more."""
    found = queries.offer(offer_id, actor=who(request), now=when(request))
    unit = format_html('<span lang="vi">{}</span>', found.frame.unit_of_measure)
    text = format_html(
        _("{name}: {value} {unit}, thực hiện đến hết ngày {day}."),
        name=worded(found.frame.names), value=number(found.offer.value), unit=unit,
        day=f"{found.frame.due_on:%d/%m/%Y}",
    )  # fmt: skip
    question = Question(_("Chấp nhận chỉ tiêu"), text, _("Chấp nhận"))

    def run() -> None:
        operations.accept(offer_id=offer_id, round=found.offer.round, actor=who(request), now=when(request))

    return confirmed(request, question, run, "desk:cascade-offer", offer_id)


def _round(request: HttpRequest) -> int:
    text = request.POST.get("round", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _context(request: HttpRequest, found: OfferPage, decides: bool) -> dict[str, Any]:
    actor, one = who(request), found.offer
    own = actor.agency_id == one.agency_id
    open_ = own and found.frame.state == "open" and one.state in ANSWERABLE
    return {
        "found": found, "offer": one, "frame": found.frame, "rule": words.rule(found.frame),
        "state": words.OFFERS[one.state], "own": own, "decides": open_ and decides,
        "prepares": open_ and actor.role in words.MAY_PREPARE, "history": _history(found.history),
        "parent": units.agencies([found.frame.agency_id])[found.frame.agency_id].name,
        "splits": own and units.agency(one.agency_id).level == "province" and one.state != "withdrawn",
    }  # fmt: skip


def _history(moves: tuple[MoveView, ...]) -> list[dict[str, Any]]:
    names = people.names({one.person_id for one in moves})
    return [
        {
            "title": str(words.MOVES[one.kind]) % {"value": number(one.value, None)},
            "by": names.get(one.person_id, ""), "at": one.at,
            "when": "", "text": one.reason, "round": one.round,
        }
        for one in reversed(moves)
    ]  # fmt: skip
