"""What every request carries: the time and who acts."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from caunoi.core.actor import Anonymous
from caunoi.core.clock import SystemClock


class RequestContext:
    """Sets `request.now` and `request.actor`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = SystemClock().now()  # type: ignore[attr-defined]
        request.actor = Anonymous()  # type: ignore[attr-defined]
        return self.get_response(request)
