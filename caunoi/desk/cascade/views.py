"""The agency's splits and offers, and the start of a split."""

from __future__ import annotations

from functools import partial
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from caunoi.core.errors import Conflict, InvalidInput
from caunoi.desk.asking import agency_of, when, who
from caunoi.desk.cascade import words
from caunoi.desk.cascade.forms import SplitForm
from caunoi.plans.cascading.shapes import Method
from caunoi.plans.operations import cascade as operations
from caunoi.plans.queries import cascade as queries
from caunoi.ui.access import role
from caunoi.units import queries as units

GET_POST = ["GET", "HEAD", "POST"]


@role(*words.READERS)
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """What the agency was offered, what it splits, and what it may split."""
    asked: dict[str, Any] = {"actor": who(request), "now": when(request)}
    agency = units.agency(agency_of(request))
    splits = agency.level == "nation" or (agency.level == "province" and agency.kind == "peoples_committee")
    offered = queries.offers_to(agency.id, **asked)
    context = {
        "offers": [(one, *words.OFFERS[one.offer.state]) for one in offered],
        "cascades": [(one, *words.STATES[one.frame.state]) for one in queries.cascades(agency.id, **asked)],
        "splittable": queries.splittable(agency.id, **asked) if splits else [],
        "prepares": who(request).role in words.MAY_PREPARE, "splits": splits, "national": agency.level == "nation",
    }  # fmt: skip
    return render(request, "desk/cascade/list.html", context)


@role(*words.MAY_PREPARE)
@require_http_methods(GET_POST)
def begin(request: HttpRequest, source_id: UUID) -> HttpResponseBase:
    """Prepare the split of a target, or of an offer that is not fixed yet; every problem is said on the same page."""
    found = queries.source(agency_of(request), source_id, actor=who(request), now=when(request))
    national = units.agency(agency_of(request)).level == "nation"
    form_of = partial(SplitForm, two_levels=national)
    form, status = form_of(request.POST or None, initial={"method": "equal"}), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = operations.prepare(
                    target_id=found.target_id, offer_id=found.offer_id, methods=cast(list[Method], form.methods()),
                    pasted=form.cleaned_data["pasted"], places=form.cleaned_data["places"],
                    answer_by=form.cleaned_data["answer_by"], actor=who(request), now=when(request),
                )  # fmt: skip
            except (InvalidInput, Conflict) as error:
                form.take(error)
                status = error.status
            else:
                messages.success(request, _("Đã chuẩn bị phân bổ. Hãy xem lại trước khi gửi cho các đơn vị."))
                return redirect("desk:cascade", made)
    context = {"source": found, "rule": words.RULES[found.combination, found.direction], "form": form}
    return render(request, "desk/cascade/begin.html", context, status=status)
