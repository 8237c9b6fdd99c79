"""Language switch, choice of membership, error pages, and the page of all components."""

from __future__ import annotations

import sys

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import loader
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language, override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from caunoi.core.errors import NotFound, NotPermitted
from caunoi.ui import answers, identity
from caunoi.ui.access import citizen, public

YEAR = 365 * 24 * 60 * 60


def _back(request: HttpRequest, given: str | None) -> str:
    """Where the visitor came from, if it is one of our own pages."""
    if given and url_has_allowed_host_and_scheme(given, {request.get_host()}, require_https=request.is_secure()):
        return given
    return "/"


@public
@csrf_exempt  # a language is no secret and no act; so anonymous pages need no token and stay cacheable
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie for a year, for letters to who is signed in too, and go back."""
    answer = HttpResponseRedirect(_back(request, request.POST.get("next")))
    language = request.POST.get("language", "")
    if check_for_language(language) and language in dict(settings.LANGUAGES):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
        identity.remember_language(request, language)
    return answer


@citizen
@require_POST
def act_as(request: HttpRequest) -> HttpResponse:
    """Choose the membership to act in. The choice is checked again at every request."""
    wanted = request.POST.get("membership", "")
    places = identity.of(request).places
    if wanted not in {str(place.membership_id) for place in places}:
        raise NotPermitted
    request.session[identity.SESSION_KEY] = wanted
    return HttpResponseRedirect(_back(request, request.POST.get("next")))


@public
def design(request: HttpRequest) -> HttpResponse:
    """All components, in development."""
    if not settings.DEVELOPMENT:
        raise NotFound
    from caunoi.ui.gallery import context

    return HttpResponse(loader.render_to_string("ui/pages/design.html", context(request), request))


@public
def design_diagram(request: HttpRequest) -> HttpResponse:
    """The diagram apart from the other components: its script and style are loaded only where one is shown."""
    from caunoi.ui.gallery import diagram

    return HttpResponse(loader.render_to_string("ui/pages/design_diagram.html", diagram(), request))


def _plain(request: HttpRequest, status: int) -> HttpResponse:
    if answers.wants_json(request):
        from caunoi.core.errors import DomainError

        error = answers.as_domain(Exception()) if status == 404 else DomainError()
        error.status = status
        if status == 500:
            error.code = "server_error"
        return answers.for_machine(request, error)
    return answers.status_page(request, status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400"""
    return _plain(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403"""
    return _plain(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404"""
    return _plain(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, 503 while the database is away, 507 on a full disk; leans on nothing that may be broken."""
    error = answers.passing(sys.exc_info()[1])
    if answers.wants_json(request):
        return answers.for_machine(request, error) if error else _plain(request, 500)
    language = request_language(request)
    with override(language):
        status = error.status if error else 500
        said = {"language": language, "status": status, "title": answers.TITLES[status]}
        said["message"] = error.message if error else ""
        page = loader.render_to_string("ui/pages/broken.html", said)
    answer = HttpResponse(page, status=status)
    if error:
        answer["Retry-After"] = str(error.retry_after)
    return answer


def request_language(request: HttpRequest) -> str:
    """The language of a request without touching the session."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is missing or old: say how to go on."""
    with override(request_language(request)):
        return HttpResponse(
            loader.render_to_string("ui/pages/csrf.html", {"home": reverse("ui:language")}, request), status=403
        )
