"""Open311 GeoReport v2: citizens' petitions for other programs, as JSON and XML.

https://wiki.open311.org/GeoReport_v2; what is beyond it or decided here: docs/howto/open311.md.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from caunoi.api import open311_asking as asking
from caunoi.api import open311_errors as errors
from caunoi.api import open311_formats as formats
from caunoi.api import open311_records as records
from caunoi.api.frame import MethodNotAllowed, only_read
from caunoi.core.clock import local_date
from caunoi.core.errors import DomainError, NotFound
from caunoi.ui.access import public
from caunoi.voices import operations, queries
from caunoi.voices.petition_errors import UnknownService
from caunoi.voices.petition_shapes import Wanted

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
PAGE = 1000


def _open(*methods: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A view that everybody may call, from any page's script too; refusals are said as the specification says them."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def around(request: HttpRequest, *args: str, fmt: str, **kwargs: str) -> HttpResponse:
            try:
                if fmt not in formats.TYPES or "\0" in request.get_full_path():
                    raise NotFound
                if request.method not in methods:
                    raise MethodNotAllowed(allowed=", ".join(methods))
                asking.brake(request)
                answer = view(request, *args, fmt=fmt, **kwargs)
            except DomainError as error:
                answer = errors.answer(request, error)
            answer["Access-Control-Allow-Origin"] = "*"
            answer["Cache-Control"] = "no-cache" if request.method == "GET" else "no-store"
            return answer

        return public(csrf_exempt(around))

    return decorate


@_open("GET")
def discovery(request: HttpRequest, *, fmt: str) -> HttpResponse:
    """Where the interface is and which forms it speaks."""
    changed = "2026-11-23T00:00:00+07:00"
    body = {
        "changeset": changed, "contact": request.build_absolute_uri("/"),
        "key_service": request.build_absolute_uri("/api/v1/docs"),
        "endpoints": [
            {
                "specification": SPECIFICATION, "url": request.build_absolute_uri("/open311/v2"), "changeset": changed,
                "type": "production", "formats": ["text/xml", "application/json"],
            }
        ],
    }  # fmt: skip
    return formats.answer(body, formats.DISCOVERY, fmt)


@_open("GET")
def services(request: HttpRequest, *, fmt: str) -> HttpResponse:
    """All categories, the same in every province."""
    asking.jurisdiction(request.GET, on=_today(request))
    found = [records.service(one) for one in queries.services().values()]
    return formats.answer(found, formats.SERVICES, fmt)


@_open("GET")
def service(request: HttpRequest, *, code: str, fmt: str) -> HttpResponse:
    """A category with its attributes."""
    asking.jurisdiction(request.GET, on=_today(request))
    return formats.answer(records.definition(queries.service(code)), formats.DEFINITION, fmt)


@_open("GET", "POST")
def requests(request: HttpRequest, *, fmt: str) -> HttpResponse:
    """GET: petitions that the public may see. POST: a new one."""
    return _filed(request, fmt) if request.method == "POST" else _listed(request, fmt)


@_open("GET")
def request(request: HttpRequest, *, code: str, fmt: str) -> HttpResponse:
    """One petition, as a list of one."""
    province = asking.jurisdiction(request.GET, on=_today(request))
    found = queries.public_petition(code)
    if province and found.province != province:
        raise asking.UnknownJurisdiction
    return _said([records.request(found, queries.services().get(found.service), request)], fmt)


@_open("GET")
def token(request: HttpRequest, *, secret: str, fmt: str) -> HttpResponse:
    """The code of the petition whose author holds this secret."""
    asking.jurisdiction(request.GET, on=_today(request))
    found = queries.follow_up(secret, now=request.now)  # type: ignore[attr-defined]
    return _said([{"service_request_id": found.code, "token": secret}], fmt)


@public
@csrf_exempt
@only_read
def media(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """A photo that somebody has checked and shown."""
    content, media_type = queries.public_photo(file_id)
    answer = HttpResponse(content, content_type=media_type)
    answer["Cache-Control"] = "no-cache"
    return answer


def _listed(request: HttpRequest, fmt: str) -> HttpResponse:
    given = request.GET
    province = asking.jurisdiction(given, on=_today(request))
    wanted: Wanted = asking.wanted(given, province, now=request.now)  # type: ignore[attr-defined]
    known = queries.services()
    if any(one not in known for one in wanted.services):
        raise UnknownService
    page, size = asking.number(given, "page", 1, 10**6), asking.number(given, "page_size", PAGE, PAGE)
    found = queries.public_petitions(wanted, page=page, size=size)
    rows = found.rows if page <= found.pages else ()
    return _said([records.request(one, known.get(one.service), request) for one in rows], fmt)


def _filed(request: HttpRequest, fmt: str) -> HttpResponse:
    now = request.now  # type: ignore[attr-defined]
    province = asking.jurisdiction(request.POST, on=_today(request))
    actor, sender = asking.caller(request, now=now)
    draft = asking.draft(request, sender)
    asking.require_inside(province, draft, on=_today(request))
    filed = operations.file_petition(draft, actor=actor, now=now)
    link = request.build_absolute_uri(f"/voices/follow/{filed.token}/")
    notice = _("Theo dõi và đánh giá tại %(link)s. Hãy giữ kín liên kết này.") % {"link": link}
    body = [{"service_request_id": filed.code, "service_notice": notice, "account_id": None}]
    return _said(body, fmt, status=201)


def _said(body: list[dict[str, Any]], fmt: str, *, status: int = 200) -> HttpResponse:
    return formats.answer(body, formats.REQUESTS, fmt, status=status)


def _today(request: HttpRequest) -> date:
    return local_date(request.now)  # type: ignore[attr-defined]
