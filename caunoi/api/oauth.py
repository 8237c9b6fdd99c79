"""The token endpoint: OAuth 2 client credentials, by django-allauth's authorization server."""

from __future__ import annotations

import json
from typing import Any

from allauth.idp.oidc.views import token as allauth_token
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from caunoi.api.errors import answer_of
from caunoi.api.frame import MethodNotAllowed
from caunoi.core.brakes import Brake
from caunoi.core.watching import sender
from caunoi.ui import answers
from caunoi.ui.access import public

GRANT = "client_credentials"
TRIES = 30
"""Refused tokens a minute from one address, before it has to wait: secrets are long, guessing is noise."""
BRAKE = Brake("token", TRIES, 60)


@csrf_exempt
@public
def token(request: HttpRequest) -> HttpResponse:
    """`POST /api/oauth/token` with `grant_type=client_credentials`, the client's id and secret, and scopes if fewer.

    Errors have RFC 6749's members (`error`) and ours (RFC 9457) in one object, as application/json.
    """
    if request.method != "POST":
        said = answer_of(MethodNotAllowed(allowed="POST"))
        said["Allow"] = "POST"
        return said
    who = sender(request)
    if BRAKE.pressed(who, now=request.now):  # type: ignore[attr-defined]
        return _refused("invalid_client", 429, _("Quá nhiều lần xin mã truy cập không thành công. Hãy đợi một phút."))
    if request.POST.get("grant_type") != GRANT:
        return _refused("unsupported_grant_type", 400, _("Chỉ nhận grant_type=client_credentials."))
    if "\0" in "".join(str(value) for value in request.POST.values()):
        return _refused("invalid_request", 400, _("Yêu cầu có ký tự không hợp lệ."))
    answer: HttpResponse = allauth_token(request)
    if answer.status_code < 400:
        answer["Cache-Control"] = "no-store"
        BRAKE.forgive(who)
        return answer
    return _said(answer)


def _said(answer: HttpResponse) -> HttpResponse:
    try:
        error = str(json.loads(answer.content).get("error", "invalid_request"))
    except ValueError:
        error = "invalid_request"
    texts = {
        "invalid_client": _("client_id hoặc client_secret không đúng, hoặc hệ thống đã ngừng kết nối."),
        "invalid_scope": _("Có phạm vi (scope) mà hệ thống này không được cấp."),
        "unauthorized_client": _("Hệ thống này không được dùng cách cấp mã đó."),
    }
    status = 401 if error == "invalid_client" else 400
    return _refused(error, status, texts.get(error, _("Yêu cầu xin mã truy cập không hợp lệ.")))


def _refused(error: str, status: int, detail: str) -> HttpResponse:
    body: dict[str, Any] = {
        "error": error,
        "error_description": detail,
        "type": f"urn:caunoi:error:{error}",
        "title": str(answers.TITLES.get(status, answers.TITLES[400])),
        "status": status,
        "code": error,
        "detail": detail,
        "problems": [],
    }
    answer = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "no-store"
    if status == 401:
        answer["WWW-Authenticate"] = 'Basic realm="Cau Noi"'
    if status == 429:
        answer["Retry-After"] = "60"
    return answer
