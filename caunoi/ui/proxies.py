"""Behind reverse proxies: whose address counts, and whether the visitor's own connection was encrypted."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class Behind:
    """`settings.PROXIES` machines of ours add to X-Forwarded-For: the address before them is the visitor's.

    What stands further left was written by the visitor and is not believed. Without proxies nothing is read.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.PROXIES:
            forwarded = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",")]
            if len(forwarded) >= settings.PROXIES and forwarded[-settings.PROXIES]:
                request.META["REMOTE_ADDR"] = forwarded[-settings.PROXIES]
        return self.get_response(request)
