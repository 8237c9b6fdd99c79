"""Published results: frozen, counted again on demand, corrected only by a new one."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from caunoi.core.clock import local_date
from caunoi.desk.asking import agency_of, when, who
from caunoi.desk.measures import words
from caunoi.desk.measures.forms import PublishForm
from caunoi.desk.taking import asked, past_last
from caunoi.measures import operations, queries
from caunoi.measures.policies import STEERING
from caunoi.people import queries as people
from caunoi.ui.access import role
from caunoi.units import queries as units

GET_POST = ["GET", "HEAD", "POST"]
_TICK = timedelta(microseconds=1)


@role(*words.READERS)
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """What was published, the newest first: of the whole country and of the officer's province."""
    found = [one for one in queries.snapshots() if one.province in ("", _province(request))]
    context = {
        "rows": [(one, words.LEVELS[one.view.level], len(one.view.units)) for one in found],
        "publishes": who(request).role in words.CHECKERS and _steers(request),
    }
    return render(request, "desk/measures/results.html", context)


@role(*words.READERS)
@require_http_methods(GET_POST)
def result(request: HttpRequest, snapshot_id: UUID) -> HttpResponse:
    """A published ranking; a POST counts it again and says whether it is the same. Nothing is changed by it."""
    found = queries.snapshot(snapshot_id)
    again = queries.recompute(snapshot_id, now=when(request)) if request.method == "POST" else None
    context = {
        "result": found, "level": words.LEVELS[found.view.level], "geography": words.GEOGRAPHIES[found.view.geography],
        "published_by": people.names([found.published_by]).get(found.published_by, ""), "again": again,
        "agency": units.agencies([found.agency_id])[found.agency_id].name,
        "rows": [(one, queries.shown(one.total)) for one in found.view.units],
    }  # fmt: skip
    return render(request, "desk/measures/result.html", context)


@role(*words.CHECKERS)
@require_http_methods(GET_POST)
def publish(request: HttpRequest) -> HttpResponseBase:
    """Freeze an index as it stood at the end of a day."""
    now, province = when(request), _province(request)
    today = local_date(now)
    earlier = [one for one in queries.snapshots(province=province) if one.replaced_by is None]

    def run(form: Any) -> str:
        given = form.cleaned_data
        replaces = UUID(given["replaces"]) if given.get("replaces") else None
        operations.publish_snapshot(
            index=given["index"], level=given["level"], as_of=min(past_last(given["on"]) - _TICK, now),
            geography=given["geography"], province=province, replaces=replaces,
            reason=given.get("reason", ""), actor=who(request), now=now,
        )  # fmt: skip
        return _("Đã công bố kết quả.")

    form_of = partial(
        PublishForm,
        indices=[(one.id, words.named(one.names)) for one in queries.indices(on=today)],
        earlier=[(str(one.id), f"{one.view.id} · {one.view.as_of:%d/%m/%Y}") for one in earlier],
        initial={"on": today, "level": "commune" if province else "province"},
    )
    return asked(request, form_of, run, template="desk/measures/publish.html", context={}, to="desk:measure-results")


def _steers(request: HttpRequest) -> bool:
    """Whether the officer's agency stands above others: a ministry, or what answers for a province."""
    agency = units.agency(agency_of(request))
    return agency.level == "nation" or (agency.level == "province" and agency.kind in STEERING)


def _province(request: HttpRequest) -> str:
    """The code of the officer's province; "" for a ministry."""
    return units.agency(agency_of(request)).province_code
