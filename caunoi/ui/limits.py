"""Requests that are too large are refused by what they announce, before anything of them is read."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caunoi.core.errors import DomainError
from caunoi.ui import answers


class TooLarge(DomainError):
    """A machine sends more at once than is taken (HTTP 413)."""

    code = "request_too_large"
    status = 413
    text = gettext_lazy("Nội dung gửi lên %(size)s MB, mỗi lần chỉ nhận tối đa %(limit)s MB.")


class RequestLimit:
    """Answers 413 to a body over `settings.REQUEST_LIMIT`.

    It stands behind what finds out who asks and in which language, and before the views' own middlewares (the
    token's check among them) read the body.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not answers.wants_json(request):  # the API says itself what is wrong with it
            if "\0" in request.path_info:
                raise Http404
            request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "")
        announced = request.headers.get("Content-Length", "")
        if not announced.isdigit() or int(announced) <= settings.REQUEST_LIMIT:
            return self.get_response(request)
        message = _(
            "Bạn vừa gửi %(size)s MB, mỗi lần chỉ gửi được tối đa %(limit)s MB. Tệp chưa được nhận; những gì đã lưu "
            "trước đó vẫn còn. Hãy quay lại trang trước, giảm dung lượng tệp hoặc gửi từng tệp một."
        ) % {"size": int(announced) // 2**20, "limit": settings.REQUEST_LIMIT // 2**20}
        if answers.wants_json(request):
            error = TooLarge(size=int(announced) // 2**20, limit=settings.REQUEST_LIMIT // 2**20)
            return answers.for_machine(request, error)
        return answers.status_page(request, 413, message=message)
