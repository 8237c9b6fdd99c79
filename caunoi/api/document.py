"""The OpenAPI document made complete: scopes of each operation, every status it may answer, its headers."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI
from ninja.operation import Operation

from caunoi.api import once
from caunoi.ui.access import MARK

PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "RFC 9457, with a stable `code` and a list of what is wrong where.",
    "required": ["type", "title", "status", "code", "detail", "problems"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "examples": ["scope_missing"]},
        "detail": {"type": "string"},
        "problems": {"type": "array", "items": {"$ref": "#/components/schemas/ProblemItem"}},
    },
}
ITEM = {
    "type": "object",
    "title": "ProblemItem",
    "description": "One thing that is wrong: `field` names the place in the body or the parameter.",
    "required": ["message", "field"],
    "properties": {
        "message": {"type": "string"},
        "field": {"type": "string", "examples": ["answers.child_full_name"]},
        "line": {"type": ["integer", "null"]},
        "column": {"type": "string"},
    },
}
TEXTS = {
    400: "The request cannot be read: not JSON, a header in the wrong form, a character that no text has",
    401: "No token, or one that is wrong or expired",
    403: "The token lacks the scope that the problem names, or the role may not do this",
    404: "There is none, or the caller may not know of it; also what a parameter names",
    409: "Its state does not allow this, or the same key is being answered",
    412: "It changed since the version in If-Match",
    413: "Too large",
    415: "The body is in a format that this address does not take",
    422: "Something is wrong with what was sent; `problems` says where",
    429: "Too many calls this minute",
    500: "Our failure",
    503: "More is asked at once than can be done; nothing was done",
    507: "There is no room to keep it; nothing was done",
}
_RATE = {
    "RateLimit-Policy": {"description": "Calls a minute", "schema": {"type": "string"}},
    "RateLimit": {"description": "What is left, and seconds until it begins anew", "schema": {"type": "string"}},
}
_ETAG = {"ETag": {"description": "Version and language, for If-Match and If-None-Match", "schema": {"type": "string"}}}
_FILES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "/files/{file_id}": ("The file", "application/octet-stream", {"type": "string", "format": "binary"}),
    "/report-rounds/{round_id}/data": (
        "An SDMX-JSON data message, 1.0 in the form of its draft",
        "application/vnd.sdmx.draft-sdmx-json+json",
        {"type": "object"},
    ),
    "/report-rounds/{round_id}/structure": ("An SDMX-ML 2.1 structure message", "text/xml", {"type": "string"}),
}
"""What answers with something else than our JSON, by the end of its address."""
_TAGGED = ("/dossiers", "/dossiers/{code}", "/dossiers/{code}/supplement", "/dossiers/{code}/hand-over")


def completed(api: NinjaAPI, document: dict[str, Any], found: dict[tuple[str, str], Operation]) -> dict[str, Any]:
    """The document with what django-ninja does not write. `found`: operations by address and method."""
    document["components"]["schemas"] |= {"Problem": PROBLEM, "ProblemItem": ITEM}
    document["servers"] = [{"url": "/", "description": "This server"}]
    for path, methods in document["paths"].items():
        for method, said in methods.items():
            operation = found[path, method.upper()]
            _secure(said, str(getattr(operation.view_func, MARK)))
            _parameters(said, path, method, operation)
            _answers(said, path, method, operation)
    return document


def _secure(said: dict[str, Any], mark: str) -> None:
    if mark.startswith("scope:"):
        scope = mark.removeprefix("scope:")
        said["security"] = [{"MachineToken": [scope] if scope else []}]
        if scope:
            said["description"] = f"{said.get('description', '')}\n\nScope: `{scope}`.".strip()
    else:
        said["security"] = []


def _parameters(said: dict[str, Any], path: str, method: str, operation: Operation) -> None:
    extra = [_header("Accept-Language", "vi, en or th: the language of texts and errors", example="vi")]
    if getattr(operation.view_func, once.MARK, False):
        text = "8 to 80 visible characters, one for each thing done: sent again, it is done once and answered alike"
        extra.append(_header("Idempotency-Key", text, required=True, example="3f0c2a5e-5c57-4b1e-9a55-0d0f6a1c2b3d"))
    tagged = any(path.endswith(end) for end in _TAGGED[1:])
    if tagged and method == "post":
        extra.append(_header("If-Match", "The ETag that you saw: refused with 412 when it changed since"))
    if tagged and method == "get":
        extra.append(_header("If-None-Match", "The ETag that you have: answered 304 when it did not change"))
    said["parameters"] = [*said.get("parameters", []), *extra]


def _header(name: str, text: str, *, required: bool = False, example: str = "") -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    said = {"in": "header", "name": name, "required": required, "description": text, "schema": schema}
    return {**said, "example": example} if example else said


def _answers(said: dict[str, Any], path: str, method: str, operation: Operation) -> None:
    machine = bool(said["security"])
    given = {int(status): answer for status, answer in said["responses"].items()}
    for end, (text, media_type, schema) in _FILES.items():
        if path.endswith(end):
            given[200] = {"description": text, "content": {media_type: {"schema": schema}}}
    for status, answer in given.items():
        if status < 300:
            answer["headers"] = {**(_RATE if machine else {}), **(_ETAG if _is_tagged(path) else {})}
    if method == "get" and path.endswith("/dossiers/{code}"):
        given[304] = {"description": "It did not change", "headers": _ETAG}
    for status in _refusals(path, method, operation, machine):
        given[status] = _problem(status, machine)
    said["responses"] = {str(status): given[status] for status in sorted(given)}


def _is_tagged(path: str) -> bool:
    return any(path.endswith(end) for end in _TAGGED[1:])


def _refusals(path: str, method: str, operation: Operation, machine: bool) -> list[int]:
    found = [400, 404, 422, 429, 500, 503]
    if machine:
        found += [401, 403]
    if method == "post":
        found += [409, 413, 415, 507]
    if method == "post" and _is_tagged(path):
        found.append(412)
    return found


def _problem(status: int, machine: bool) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "description": TEXTS[status],
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    headers = dict(_RATE) if machine and status not in (401, 500, 503, 507) else {}
    if status in (429, 503):
        headers["Retry-After"] = {"description": "Seconds to wait", "schema": {"type": "integer"}}
    return {**answer, "headers": headers} if headers else answer
