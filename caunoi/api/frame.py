"""What is the same around every call: the machine behind the token, its rate, what is kept of the call, its headers."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from ninja.security.base import AuthBase

from caunoi.core.errors import DomainError, NotFound
from caunoi.exchange import operations as exchange
from caunoi.exchange.errors import NoToken, TooManyCalls
from caunoi.exchange.queries import SCOPE_NAMES, Allowance, Caller, Scope
from caunoi.ui import answers

_log = logging.getLogger(__name__)
TOKEN_URL = "/api/oauth/token"


class MachineToken(AuthBase):
    """OAuth 2 client credentials: the token's machine may call when the token has the scope and calls are left.

    Sets `request.caller`, and `request.actor` to its service account, so that every policy holds for it too.
    """

    openapi_type = "oauth2"
    openapi_description = "OAuth 2.0 client credentials (RFC 6749, 4.4); see docs/howto/integrate.md."
    openapi_flows = {
        "clientCredentials": {"tokenUrl": TOKEN_URL, "scopes": {scope.value: scope.name.lower() for scope in Scope}}
    }

    def __init__(self, scope: str = "") -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Caller:
        scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise NoToken
        now = request.now  # type: ignore[attr-defined]
        caller = exchange.caller_of(token.strip(), now=now)
        request.caller = caller  # type: ignore[attr-defined]
        request.actor = exchange.actor_of(caller)  # type: ignore[attr-defined]
        allowance = exchange.count_call(caller.machine_id, now=now)
        request.allowance = allowance  # type: ignore[attr-defined]
        if allowance.exceeded:
            raise TooManyCalls(limit=allowance.limit, seconds=allowance.reset)
        if self.scope:
            exchange.require_scope(caller, self.scope)
        return caller


def caller_of(request: HttpRequest) -> Caller:
    """Who calls. The operation's `auth` has made sure that somebody does."""
    caller: Caller = request.caller  # type: ignore[attr-defined]
    return caller


class MethodNotAllowed(DomainError):
    """Another method than the address takes."""

    code = "method_not_allowed"
    status = 405
    text = _("Địa chỉ này chỉ nhận các phương thức: %(allowed)s.")


class Unreadable(DomainError):
    """A character in the query that no text has."""

    code = "malformed"
    status = 400
    text = _("Địa chỉ có ký tự U+0000, ký tự này không thuộc văn bản nào.")


def framed(view: Callable[..., Any]) -> Callable[..., Any]:
    """The view with what every answer carries, errors too."""

    @wraps(view)
    def around(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        started = time.monotonic()
        # U+0000 is in no name of ours, and the database would choke on it.
        if "\0" in request.path:
            answer: HttpResponse = answers.json_of(NotFound())
        elif any("\0" in value for values in request.GET.lists() for value in values[1]):
            answer = answers.json_of(Unreadable())
        else:
            answer = _asked(view, request, *args, **kwargs)
        if answer.status_code == 405:
            answer = _not_allowed(answer.get("Allow", ""))
        _rate(answer, getattr(request, "allowance", None))
        if not answer.has_header("Cache-Control"):
            answer["Cache-Control"] = "no-store" if hasattr(request, "caller") else "no-cache"
        patch_vary_headers(answer, ["Accept-Language", "Authorization"])
        _keep(request, answer, started)
        return answer

    setattr(around, "csrf_exempt", True)  # noqa: B010  a token is the permission, no cookie is
    return around


def only_read(view: Callable[..., Any]) -> Callable[..., Any]:
    """The view for GET and HEAD; 405 as a problem to everything else."""

    @wraps(view)
    def reading(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return _not_allowed("GET")
        answer: HttpResponse = view(request, *args, **kwargs)
        return answer

    return reading


def _asked(view: Callable[..., Any], request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """HEAD is GET without the body (RFC 9110, 9.3.2)."""
    if request.method != "HEAD":
        answer: HttpResponse = view(request, *args, **kwargs)
        return answer
    request.method = "GET"
    try:
        answer = view(request, *args, **kwargs)
    finally:
        request.method = "HEAD"
    if answer.status_code != 405:
        answer["Content-Length"] = str(len(answer.content))
        answer.content = b""
    return answer


def _not_allowed(allow: str) -> HttpResponse:
    allowed = allow.replace("GET", "GET, HEAD")
    said = answers.json_of(MethodNotAllowed(allowed=allowed))
    said["Allow"] = allowed
    return said


def _rate(answer: HttpResponse, allowance: Allowance | None) -> None:
    """As in the IETF's draft of RateLimit header fields: the policy, what is left, when it begins anew."""
    if allowance is None:
        return
    answer["RateLimit-Policy"] = f'"minute";q={allowance.limit};w=60'
    answer["RateLimit"] = f'"minute";r={allowance.remaining};t={allowance.reset}'
    if answer.status_code == 429:
        answer["Retry-After"] = str(allowance.reset)


def _keep(request: HttpRequest, answer: HttpResponse, started: float) -> None:
    caller = getattr(request, "caller", None)
    if caller is None:
        return
    try:
        exchange.record_call(
            caller.machine_id,
            method=request.method or "",
            path=request.path,
            status=answer.status_code,
            code=getattr(answer, "problem_code", ""),
            milliseconds=int((time.monotonic() - started) * 1000),
            now=request.now,  # type: ignore[attr-defined]
        )
    except DatabaseError:  # what was done is done and must be answered
        _log.exception("a call of %s was not kept", caller.machine_id)


__all__ = ["SCOPE_NAMES", "TOKEN_URL", "MachineToken", "caller_of", "framed"]
