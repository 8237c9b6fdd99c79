"""Documents with an ETag that anybody may fetch, and the page where their addresses stand."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from caunoi.portal.visitors import page_number, visit
from caunoi.procedures import exports
from caunoi.ui.access import public

FIVE_MINUTES = 300
TURTLE = "text/turtle; charset=utf-8"
LANGUAGES = ("vi", "en", "th")


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What there is to take, in which format and at which address."""
    return render(request, "portal/open_data/page.html")


def _etag(request: HttpRequest, ending: str, code: str = "") -> str:
    return exports.etag_of(on=visit(request).today, base=settings.BASE_URL, ending=ending, code=code)


@public
@require_safe
@cache_control(public=True, max_age=FIVE_MINUTES)
@condition(etag_func=_etag)
def catalogue(request: HttpRequest, ending: str) -> HttpResponse:
    """Every procedure in one document; 304 when the visitor has it already."""
    document = exports.catalogue_document(ending, on=visit(request).today, base=settings.BASE_URL)
    return HttpResponse(document.body, content_type=document.media_type)


@public
@require_safe
@cache_control(public=True, max_age=FIVE_MINUTES)
@condition(etag_func=_etag)
def procedure(request: HttpRequest, ending: str, code: str) -> HttpResponse:
    """One procedure; 404 when the catalogue has none with this code."""
    document = exports.procedure_document(code, ending, on=visit(request).today, base=settings.BASE_URL)
    return HttpResponse(document.body, content_type=document.media_type)


@cache
def _shapes() -> bytes:
    return (settings.DATA / "open_data" / "cpsv-ap-3.2-shapes.ttl").read_bytes()


@public
@require_safe
@cache_control(public=True, max_age=FIVE_MINUTES)
def shapes(request: HttpRequest) -> HttpResponse:
    """What the descriptions are checked against, as SHACL."""
    return HttpResponse(_shapes(), content_type=TURTLE)


def _changed(request: HttpRequest) -> str:
    return exports.feed_etag(base=settings.BASE_URL, language=_language(request), page=page_number(request))


def _language(request: HttpRequest) -> str:
    """The language asked for by the address, not by the visitor's settings: a feed is one document for everybody."""
    asked = request.GET.get("lang", "vi")
    return asked if asked in LANGUAGES else "vi"


@public
@require_safe
@cache_control(public=True, max_age=FIVE_MINUTES)
@condition(etag_func=_changed)
def changes(request: HttpRequest) -> HttpResponse:
    """What was published lately, in words, as an Atom feed."""
    language = _language(request)
    own = reverse("portal:changes-feed") + ("" if language == "vi" else f"?lang={language}")
    body = exports.changes_feed(
        base=settings.BASE_URL, language=language, address=f"{settings.BASE_URL}{own}", page=page_number(request)
    )
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
