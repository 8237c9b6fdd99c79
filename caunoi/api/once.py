"""Idempotency-Key: what is sent twice is done once and answered alike."""

from __future__ import annotations

import hashlib
import inspect
import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import Error, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Schema
from ninja.responses import NinjaJSONEncoder

from caunoi.api.frame import caller_of
from caunoi.core.once import read_once
from caunoi.exchange import operations as exchange
from caunoi.exchange.errors import KeyMissing

MARK = "caunoi_once"
_KEY = re.compile(r"[\x21-\x7e]{8,80}")


@dataclass(frozen=True, slots=True)
class Done:
    """What an operation that is done once answers."""

    body: Schema
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def key_of(request: HttpRequest) -> str:
    """The request's Idempotency-Key. Raises KeyMissing."""
    key = request.headers.get("Idempotency-Key", "").strip().strip('"')
    if not _KEY.fullmatch(key):
        raise KeyMissing
    return key


def once(view: Callable[..., Done]) -> Callable[..., HttpResponse]:
    """The operation behind a key: the same request gets the first answer again, another one with the key is refused.

    A refusal is not kept: nothing was done, so the key may be used for the request put right.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        caller, key = caller_of(request), key_of(request)
        now = request.now  # type: ignore[attr-defined]
        before = exchange.begin_once(caller.machine_id, key=key, fingerprint=_fingerprint(request), now=now)
        if before is not None:
            again = _answer(before.status, before.answer)
            again["Idempotency-Replayed"] = "true"
            return again
        try:
            return _answer(*_done(view, request, caller.machine_id, key, *args, **kwargs))
        except BaseException:
            with suppress(Error):  # when it is away the key is free after a minute; why it failed is what counts
                exchange.free_once(caller.machine_id, key=key, begun=now)
            raise

    # django-ninja reads names of types where the wrapper stands, not where the operation does: here they are read.
    setattr(guarded, "__signature__", inspect.signature(view, eval_str=True))  # noqa: B010
    setattr(guarded, MARK, True)
    return guarded


@transaction.atomic
def _done(
    view: Callable[..., Done], request: HttpRequest, machine_id: UUID, key: str, *args: Any, **kwargs: Any
) -> tuple[int, dict[str, Any]]:
    """What is done and what is answered to it are kept together: whoever dies in between has done nothing."""
    with read_once():
        done = view(request, *args, **kwargs)
    said = json.loads(json.dumps(done.body.model_dump(), cls=NinjaJSONEncoder))  # as every other answer is written
    kept = {"body": said, "headers": done.headers}
    begun = request.now  # type: ignore[attr-defined]
    exchange.end_once(machine_id, key=key, begun=begun, status=done.status, answer=kept)
    return done.status, kept


def _answer(status: int, kept: dict[str, Any]) -> HttpResponse:
    answer = JsonResponse(kept.get("body", {}), status=status, json_dumps_params={"ensure_ascii": False})
    for name, value in kept.get("headers", {}).items():
        answer[name] = value
    return answer


def _fingerprint(request: HttpRequest) -> str:
    said = f"{request.method} {request.path}\n".encode() + request.body
    return hashlib.sha256(said).hexdigest()
