"""The API's first version: its errors, its limits, its documents."""

from __future__ import annotations

from typing import Any

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError
from ninja.throttling import AnonRateThrottle

from caunoi.api.units import router
from caunoi.core.errors import DomainError, InvalidInput, NotFound, Problem
from caunoi.ui import answers
from caunoi.ui.access import public


class Brake(AnonRateThrottle):
    """Counts in each server process by itself: it keeps one caller from taking all, and asks no database."""

    cache = caches["local"]


api = NinjaAPI(
    title="Cầu Nối",
    version="1",
    description="Administrative units of Việt Nam with their history, and agencies. Errors are RFC 9457.",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api-1",
    throttle=[Brake("1200/m")],
)
api.add_router("", router)


class TooMany(DomainError):
    """More requests than one address may make."""

    code = "too_many_requests"
    status = 429
    text = _("Bạn gửi quá nhiều yêu cầu. Hãy đợi một phút rồi thử lại.")


@api.exception_handler(DomainError)
def _domain(request: HttpRequest, error: DomainError) -> HttpResponse:
    return answers.json_of(error)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    problems = [Problem(item["msg"], field=_place(item)) for item in error.errors]
    return answers.json_of(InvalidInput(problems))


def _place(item: dict[str, Any]) -> str:
    """`query.as_of` is the caller's `as_of`; `body.table.counts.00004` is `counts.00004`."""
    parts = [str(part) for part in item.get("loc", ())]
    skipped = 2 if parts[:1] == ["body"] else 1
    return ".".join(parts[skipped:])


@api.exception_handler(Throttled)
def _throttled(request: HttpRequest, error: Throttled) -> HttpResponse:
    answer = answers.json_of(TooMany())
    if error.wait:
        answer["Retry-After"] = str(int(error.wait) + 1)
    return answer


class Malformed(DomainError):
    """A body that is not JSON, or too large."""

    code = "malformed"
    status = 400
    text = _("Không đọc được nội dung gửi lên. Nội dung phải là JSON, tối đa 1 MB.")


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    return answers.json_of(Malformed() if error.status_code == 400 else NotFound())


@public
def docs(request: HttpRequest) -> HttpResponse:
    """The operations as a page of our own, made from the OpenAPI document."""
    schema = api.get_openapi_schema()
    listed = [
        {"path": path, "method": method.upper(), **details}
        for path, methods in schema["paths"].items()
        for method, details in methods.items()
    ]
    return render(request, "api/docs.html", {"operations": listed, "info": schema["info"]})
