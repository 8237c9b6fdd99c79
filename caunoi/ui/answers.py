"""How a refusal is said: a page in the visitor's language, or JSON (RFC 9457) for machines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from caunoi.core.disk import is_full
from caunoi.core.errors import DomainError, NoRoom, NotFound, NotPermitted, Unavailable

TITLES: dict[int, str | Promise] = {
    400: _("Yêu cầu không hợp lệ"),
    401: _("Chưa xác thực"),
    403: _("Bạn không có quyền mở trang này"),
    404: _("Không tìm thấy trang"),
    405: _("Địa chỉ này không nhận phương thức đó"),
    409: _("Nội dung đã thay đổi"),
    412: _("Nội dung đã thay đổi"),
    413: _("Dữ liệu gửi lên quá lớn"),
    422: _("Dữ liệu chưa hợp lệ"),
    429: _("Quá nhiều yêu cầu trong một lúc"),
    500: _("Hệ thống gặp sự cố"),
    503: _("Hệ thống đang tạm ngừng"),
    507: _("Hệ thống hết chỗ lưu trữ"),
}


MACHINES: dict[int, str | Promise] = {
    **TITLES,
    403: _("Không được phép"),
    404: _("Không có nội dung này"),
    409: _("Trạng thái hiện nay không cho phép"),
    415: _("Không nhận định dạng này"),
}
"""The same for machines, which open no pages."""


Speaker = Callable[[HttpRequest, DomainError], HttpResponse]
_SPEAKERS: dict[str, Speaker] = {}


def speak(prefix: str, speaker: Speaker) -> None:
    """Machines' addresses that begin so say refusals in a form of their own: what a standard asks for."""
    _SPEAKERS[prefix] = speaker


def wants_json(request: HttpRequest) -> bool:
    """Machines' addresses answer JSON, whatever they accept, or the form that their standard asks for."""
    return request.path.startswith(("/api/", *_SPEAKERS))


def for_machine(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The refusal as the machines of this address read it."""
    found = next((speaker for prefix, speaker in _SPEAKERS.items() if request.path.startswith(prefix)), None)
    return found(request, error) if found else json_of(error)


def as_domain(exception: Exception) -> DomainError:
    """Django's own refusals as ours."""
    return NotPermitted() if isinstance(exception, PermissionDenied) else NotFound()


def passing(exception: BaseException | None) -> Unavailable | None:
    """What will be over in a while: the database was not there, or the disk is full. None for a failure of ours."""
    if is_full(exception):
        return NoRoom()
    return Unavailable() if isinstance(exception, OperationalError | InterfaceError) else None


def as_problem(error: DomainError) -> dict[str, Any]:
    """RFC 9457 members, with `code` and the list of `problems`."""
    return {
        "type": f"urn:caunoi:error:{error.code}",
        "title": str(MACHINES.get(error.status, MACHINES[400])),
        "status": error.status,
        "code": error.code,
        "detail": error.message,
        "problems": [{"message": str(p), "field": p.field, "line": p.line, "column": p.column} for p in error.problems],
    }


def json_of(error: DomainError) -> JsonResponse:
    """The error as application/problem+json, in the language in force."""
    answer = JsonResponse(
        as_problem(error),
        status=error.status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )
    answer["Content-Language"] = get_language() or "vi"
    if isinstance(error, Unavailable):
        answer["Retry-After"] = str(error.retry_after)
    return answer


def of(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The answer to a request that ended in `error`."""
    if wants_json(request):
        return for_machine(request, error)
    return status_page(request, error.status, message=error.message, problems=[str(p) for p in error.problems])


def status_page(
    request: HttpRequest, status: int, *, message: str = "", problems: list[str] | None = None
) -> HttpResponse:
    """A page that says what happened and where to go from here."""
    context = {
        "status": status,
        "title": TITLES.get(status, TITLES[400]),
        "message": message,
        "problems": problems or [],
    }
    return render(request, "ui/pages/status.html", context, status=status)
