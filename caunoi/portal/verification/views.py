"""The public page that tells whether a signed record still holds."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from caunoi.core.brakes import Brake
from caunoi.core.errors import DomainError
from caunoi.core.watching import sender
from caunoi.documents import signing
from caunoi.dossiers import queries as dossiers
from caunoi.dossiers.errors import DossierNotFound
from caunoi.portal.verification import words
from caunoi.portal.verification.forms import RecordForm
from caunoi.portal.visitors import visit
from caunoi.ui.access import public

PER_MINUTE = 30
BRAKE = Brake("verify", PER_MINUTE, 60)
_CODE = re.compile(r"[0-9A-Za-z.]{3,40}-\d{6}-\d{4,8}")


class TooManyChecks(DomainError):
    """One address checks more than a person can (HTTP 429)."""

    code = "too_many_checks"
    status = 429
    text = gettext_lazy("Bạn kiểm tra quá nhiều tệp trong một phút. Hãy thử lại sau một phút.")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """A file is checked and forgotten; a code (typed, or read from a QR code) says which dossier it belongs to."""
    if request.method == "POST":
        _slow_down(request)
        return _file_checked(request)
    text = request.GET.get("code", "").strip()[:300]
    context: dict[str, Any] = {"form": RecordForm(), "code": text}
    if text:
        context |= _by_code(request, text)
    return render(request, _PAGE, context, status=404 if context.get("code_error") else 200)


_PAGE = "portal/verification/verify.html"


def _file_checked(request: HttpRequest) -> HttpResponse:
    form, found, kind = RecordForm(request.POST, request.FILES), None, ""
    if form.is_valid():
        content = form.cleaned_data["file"].read()
        found = signing.verify(content)
        kind = _kind(found, content)
        if not found.readable and found.status == "unsigned":
            form.add_error("file", _("Không đọc được tệp này: đây không phải là tệp PDF, hoặc tệp đã hỏng."))
            found = None
    context = {
        "form": form, "found": found, "verdict": words.VERDICTS[kind] if found else None,
        "colour": words.COLOURS.get(kind), "name": form.cleaned_data["file"].name if found else "",
    }  # fmt: skip
    return render(request, _PAGE, context, status=422 if form.errors else 200)


def _kind(found: signing.Verification, content: bytes) -> str:
    """What the signature says; and of a genuine record, whether its agency has taken it back since."""
    if found.status != "valid":
        return found.status
    record = dossiers.result_by_sha(hashlib.sha256(content).hexdigest())
    if record is not None and record.status in ("revoked", "replaced"):
        return f"record_{record.status}"
    return "valid"


def _by_code(request: HttpRequest, text: str) -> dict[str, Any]:
    match = _CODE.search(text)
    try:
        if match is None:
            raise DossierNotFound
        status = dossiers.public_status(match[0], now=visit(request).now)
        return {"status": status, "record": words.TAKEN_BACK.get(status.record_status)}
    except DossierNotFound:
        said = _("Không có giấy tờ nào mang mã “%(code)s”. Hãy xem lại mã, hoặc kiểm tra bằng tệp PDF.")
        return {"code_error": said % {"code": text[:60]}}


def _slow_down(request: HttpRequest) -> None:
    """Checking a file costs work: so many a minute from one address and no more."""
    if BRAKE.pressed(sender(request), now=visit(request).now):
        raise TooManyChecks
