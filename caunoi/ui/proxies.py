"""Behind reverse proxies: whose address counts, and whether the visitor's own connection was encrypted."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.security import SecurityMiddleware
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import NotPermitted
from caunoi.ui import answers


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


class NotEncrypted(NotPermitted):
    """A machine asked by plain HTTP (HTTP 403)."""

    code = "not_encrypted"
    text = _("Hãy gọi địa chỉ này qua HTTPS. Nếu yêu cầu vừa gửi có mật khẩu hoặc mã truy cập, hãy đổi ngay.")


class Encrypted(SecurityMiddleware):
    """Leads people from HTTP to HTTPS and refuses machines, which led on silently would go on sending secrets in clear.

    ASVS 4.1.2. The other headers are Django's.
    """

    def process_request(self, request: HttpRequest) -> HttpResponse | None:  # type: ignore[override]
        """The redirect or the refusal; None when the connection is encrypted or need not be."""
        led = super().process_request(request)
        if led is None or not answers.wants_json(request):
            return led
        with override(get_language_from_request(request)):
            return answers.for_machine(request, NotEncrypted())
