"""What every request carries (the time and who acts), and what a refused one answers."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from caunoi.core.actor import Person
from caunoi.core.clock import SystemClock
from caunoi.core.errors import DomainError
from caunoi.core.once import for_page
from caunoi.ui import answers, identity, watching


class RequestContext:
    """Sets `request.now` and `request.actor`; turns domain errors into pages (or JSON under /api/)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = SystemClock().now()  # type: ignore[attr-defined]
        if request.method not in ("GET", "HEAD"):
            return self._answered(request)
        with for_page():  # a page changes nothing that it reads: who acts, their places, the agencies' names
            return self._answered(request)

    def _answered(self, request: HttpRequest) -> HttpResponse:
        request.actor = identity.actor_of(request, now=request.now)  # type: ignore[attr-defined]
        answer = self.get_response(request)
        if isinstance(request.actor, Person) and not answer.has_header("Cache-Control"):  # type: ignore[attr-defined]
            answer["Cache-Control"] = "private, no-store"  # a shared computer shows nothing after the sign-out
        if answer.status_code in watching.REFUSALS:
            watching.refused(request, answer.status_code)
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A domain error is an answer, not a failure. Anything else goes on to Django."""
        if isinstance(exception, DomainError):
            return answers.of(request, exception)
        if isinstance(exception, Http404 | PermissionDenied) and answers.wants_json(request):
            return answers.of(request, answers.as_domain(exception))
        return None
