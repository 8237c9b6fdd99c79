"""Refusals as GeoReport v2 says them: a list of codes with descriptions, as JSON or XML like the rest."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from caunoi.api import open311_formats as formats
from caunoi.core.errors import DomainError
from caunoi.ui import answers

PREFIX = "/open311/"
_STATUS = {401: 403, 409: 400, 422: 400}
"""The statuses of the specification are 400, 403 and 404 (and those of HTTP itself)."""


def start() -> None:
    """At start-up: refusals under these addresses are said here, also those from before a view."""
    answers.speak(PREFIX, answer)


def format_of(request: HttpRequest) -> str:
    """By the end of the address; JSON where it says nothing else."""
    return "xml" if request.path.endswith(".xml") else "json"


def answer(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The refusal, each problem on its own; none of a missing address is a page."""
    status = _STATUS.get(error.status, error.status)
    sentences = [error.message, *(str(problem) for problem in error.problems)]
    body = [{"code": status, "description": one} for one in sentences]
    said = formats.answer(body, formats.ERRORS, format_of(request), status=status)
    if status == 429:
        said["Retry-After"] = "60"
    return said
