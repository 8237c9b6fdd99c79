"""tus 1.0 (core, creation, expiration, termination) over the operations of documents."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator
from functools import wraps
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import http_date
from django.views.decorators.http import require_http_methods

from caunoi.core.errors import DomainError, InvalidInput
from caunoi.documents import operations, queries
from caunoi.portal.visitors import visit
from caunoi.ui.access import public

VERSION = "1.0.0"
PART = "application/offset+octet-stream"
_CHUNK = 1 << 16
View = Callable[..., HttpResponse]


def _speaks_tus(view: View) -> View:
    """Every answer names the protocol; another version is refused; a refusal is a sentence to show the visitor."""

    @wraps(view)
    def spoken(request: HttpRequest, **kwargs: UUID) -> HttpResponse:
        if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
            answer = HttpResponse(status=412)
        else:
            try:
                answer = view(request, **kwargs)
            except DomainError as error:
                answer = HttpResponse(error.message, status=error.status, content_type="text/plain; charset=utf-8")
        answer["Tus-Resumable"] = answer["Tus-Version"] = VERSION
        answer["Cache-Control"] = "no-store"
        return answer

    return spoken


@public
@require_http_methods(["OPTIONS", "POST"])
@_speaks_tus
def uploads(request: HttpRequest) -> HttpResponse:
    """OPTIONS says what is understood; POST announces a file of the person who is signed in."""
    if request.method == "OPTIONS":
        answer = HttpResponse(status=204)
        answer["Tus-Extension"] = "creation,expiration,termination"
        answer["Tus-Max-Size"] = str(queries.limits().file)
        return answer
    here, said = visit(request), _metadata(request.headers.get("Upload-Metadata", ""))
    view = operations.begin_upload(
        name=said.get("filename", ""),
        size=_number(request, "Upload-Length"),
        sha256=said.get("sha256", ""),
        subject=None,
        actor=here.actor,
        now=here.now,
    )
    answer = _state(view, HttpResponse(status=201))
    answer["Location"] = reverse("portal:upload", args=[view.id])
    return answer


@public
@require_http_methods(["HEAD", "PATCH", "DELETE"])
@_speaks_tus
def upload(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """HEAD says how far it came, PATCH brings a part, DELETE forgets it; only its owner learns that it is there."""
    here = visit(request)
    if request.method == "HEAD":
        return _state(queries.upload(upload_id, actor=here.actor, now=here.now), HttpResponse())
    if request.method == "DELETE":
        operations.discard(upload_id, actor=here.actor, now=here.now)
        return HttpResponse(status=204)
    if request.content_type != PART:
        return HttpResponse(status=415)
    view = operations.append(
        upload_id,
        offset=_number(request, "Upload-Offset"),
        content=_arriving(request),
        actor=here.actor,
        now=here.now,
    )
    return _state(view, HttpResponse(status=204))


def _arriving(request: HttpRequest) -> Iterator[bytes]:
    """The body as it comes; Django turns a broken connection into an OSError."""
    while part := request.read(_CHUNK):
        yield part


def _state(view: operations.UploadView, answer: HttpResponse) -> HttpResponse:
    answer["Upload-Offset"] = str(view.offset)
    answer["Upload-Length"] = str(view.size)
    answer["Upload-Expires"] = http_date(view.expires_at.timestamp())
    return answer


def _number(request: HttpRequest, header: str) -> int:
    text = request.headers.get(header, "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise InvalidInput
    return int(text)


def _metadata(header: str) -> dict[str, str]:
    """`name base64,name base64`; what is malformed is left out."""
    found = {}
    for pair in header.split(","):
        name, _space, value = pair.strip().partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
    return found
