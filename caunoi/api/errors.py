"""Every error as application/problem+json (RFC 9457), in the caller's language, saying where in what was sent."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, Throttled, ValidationError

from caunoi.api.bodies import NOT_JSON, BodyTooLarge, Malformed, MalformedForm, UnknownContent
from caunoi.core.errors import DomainError, InvalidInput, NotFound, Problem
from caunoi.core.ids import new_id
from caunoi.core.watching import route
from caunoi.ui import answers

_log = logging.getLogger(__name__)
MESSAGES: dict[str, str | Promise] = {
    "missing": _("thiếu trường này"),
    "extra_forbidden": _("không có trường này trong giao diện; hãy kiểm tra chính tả"),
    "string_type": _("phải là chuỗi ký tự"),
    "string_too_short": _("phải dài ít nhất %(min_length)s ký tự"),
    "string_too_long": _("chỉ dài tối đa %(max_length)s ký tự"),
    "string_pattern_mismatch": _("không đúng mẫu %(pattern)s"),
    "int_type": _("phải là số nguyên"),
    "int_parsing": _("phải là số nguyên"),
    "int_from_float": _("phải là số nguyên"),
    "float_parsing": _("phải là số"),
    "bool_type": _("phải là true hoặc false"),
    "bool_parsing": _("phải là true hoặc false"),
    "list_type": _("phải là danh sách"),
    "dict_type": _("phải là đối tượng JSON"),
    "model_type": _("phải là đối tượng JSON"),
    "model_attributes_type": _("phải là đối tượng JSON"),
    "uuid_parsing": _("phải là mã định danh dạng UUID"),
    "uuid_type": _("phải là mã định danh dạng UUID"),
    "date_from_datetime_parsing": _("phải là ngày dạng 2026-11-22"),
    "date_parsing": _("phải là ngày dạng 2026-11-22"),
    "datetime_parsing": _("phải là thời điểm dạng 2026-11-22T08:30:00+07:00"),
    "datetime_from_date_parsing": _("phải là thời điểm dạng 2026-11-22T08:30:00+07:00"),
    "timezone_aware": _("phải là thời điểm có múi giờ, ví dụ +07:00"),
    "literal_error": _("phải là một trong: %(expected)s"),
    "enum": _("phải là một trong: %(expected)s"),
    "greater_than_equal": _("phải từ %(ge)s trở lên"),
    "less_than_equal": _("phải từ %(le)s trở xuống"),
    "too_long": _("có nhiều nhất %(max_length)s mục"),
    "too_short": _("có ít nhất %(min_length)s mục"),
    "json_invalid": NOT_JSON,
}
"""What pydantic says, by its type of error, in the words of the program."""
OTHER = _("giá trị không đúng")
NO_BODY = _("yêu cầu không có nội dung; phải gửi một đối tượng JSON")


class TooMany(DomainError):
    """More requests than one address may make."""

    code = "too_many_requests"
    status = 429
    text = _("Bạn gửi quá nhiều yêu cầu. Hãy đợi một phút rồi thử lại.")


class Failure(DomainError):
    """Something that was not foreseen: our fault, and nothing of it was kept (HTTP 500)."""

    code = "server_error"
    status = 500
    text = _(
        "Hệ thống gặp sự cố, yêu cầu chưa được thực hiện. Hãy gửi lại sau ít phút; nếu vẫn lỗi, hãy báo mã %(number)s."
    )


class PreconditionFailed(DomainError):
    """The version in If-Match is not the one in force."""

    code = "precondition_failed"
    status = 412
    text = _("Hồ sơ đã đổi: ETag hiện nay là %(now)s, If-Match gửi lên là %(given)s. Hãy đọc lại hồ sơ rồi quyết định.")


class BadHeader(DomainError):
    """A header that cannot be read."""

    code = "bad_header"
    status = 400
    text = _("Tiêu đề %(name)s không đúng dạng: %(given)s.")


def answer_of(error: DomainError) -> HttpResponse:
    """The problem, with its code where the frame finds it."""
    said = answers.json_of(error)
    setattr(said, "problem_code", error.code)  # noqa: B010  a response has no such field to mypy
    if error.status == 401:
        why = "" if error.code == "token_missing" else ', error="invalid_token"'
        said["WWW-Authenticate"] = f'Bearer realm="Cau Noi"{why}'
    elif error.code == "scope_missing":
        scope = error.params.get("scope", "")
        said["WWW-Authenticate"] = f'Bearer realm="Cau Noi", error="insufficient_scope", scope="{scope}"'
    elif error.code == "idempotency_key_in_progress":
        said["Retry-After"] = "5"
    return said


def handle(api: NinjaAPI) -> None:
    """Let the API answer every kind of error so."""

    def domain(request: HttpRequest, error: Any) -> HttpResponse:
        return answer_of(error)

    def invalid(request: HttpRequest, error: Any) -> HttpResponse:
        given = request.content_type or ""
        if given and given != "multipart/form-data" and any(item["loc"][0] == "file" for item in error.errors):
            return answer_of(UnknownContent(taken="multipart/form-data", given=given[:80]))
        return answer_of(InvalidInput([_problem(item) for item in error.errors]))

    def throttled(request: HttpRequest, error: Any) -> HttpResponse:
        said = answer_of(TooMany())
        if error.wait:
            said["Retry-After"] = str(int(error.wait) + 1)
        return said

    def http(request: HttpRequest, error: Any) -> HttpResponse:
        cause = error.__cause__ or error.__context__
        if isinstance(cause, DomainError):  # what the reader of bodies said
            return answer_of(cause)
        if isinstance(cause, RequestDataTooBig):
            return answer_of(BodyTooLarge())
        return answer_of(Malformed() if getattr(error, "status_code", 0) == 400 else NotFound())

    def too_big(request: HttpRequest, error: Any) -> HttpResponse:
        return answer_of(BodyTooLarge())

    def unreadable(request: HttpRequest, error: Any) -> HttpResponse:
        return answer_of(MalformedForm())

    def failed(request: HttpRequest, error: Any) -> HttpResponse:
        if passing := answers.passing(error):
            _log.error("%s %s found no database or no room: %s", request.method, route(request), error)
            return answer_of(passing)
        number = str(new_id())
        _log.error("%s %s failed, number %s", request.method, route(request), number, exc_info=error)
        return answer_of(Failure(number=number))

    def missing(request: HttpRequest, error: Any) -> HttpResponse:
        return answer_of(NotFound())

    api.add_exception_handler(Exception, failed)
    api.add_exception_handler(Http404, missing)
    api.add_exception_handler(DomainError, domain)
    api.add_exception_handler(ValidationError, invalid)
    api.add_exception_handler(Throttled, throttled)
    api.add_exception_handler(HttpError, http)
    api.add_exception_handler(RequestDataTooBig, too_big)
    api.add_exception_handler(MultiPartParserError, unreadable)
    api.add_exception_handler(SuspiciousOperation, unreadable)  # too many parts, names that lead elsewhere


def _problem(item: dict[str, Any]) -> Problem:
    params = tuple((name, value) for name, value in (item.get("ctx") or {}).items())
    where = place(item)
    if not where and item["type"] == "missing":
        return Problem(NO_BODY)
    return Problem(MESSAGES.get(item["type"], OTHER), field=where, params=params)


def place(item: dict[str, Any]) -> str:
    """`query.as_of` is the caller's `as_of`; `body.table.counts.00004` is `counts.00004`."""
    parts = [str(part) for part in item.get("loc", ())]
    skipped = 2 if parts[:1] == ["body"] else 1
    return ".".join(parts[skipped:])


_ANSWERS = frozenset({"invalid_answers", "incomplete_dossier", "supplement_incomplete"})
_APPLICANT = frozenset({"invalid_account", "person_differs"})
_TOP = {
    "unknown_case": "case_id", "channel_not_offered": "channel", "cannot_receive": "receiving_agency_id",
    "not_competent": "competent_agency_id", "choose_competent": "competent_agency_id", "person_differs": "applicant",
    "unknown_component": "components", "procedure_not_found": "procedure_code",
}  # fmt: skip


@contextmanager
def said_where(body: Schema) -> Iterator[None]:
    """Problems of the operations inside name the place in the body that was sent, not the room's own names.

    What the body names and what is not there is wrong content (422): 404 is for what the address names.
    """
    try:
        yield
    except DomainError as error:
        error.problems = tuple(
            Problem(p.message, _in_body(error.code, p.field), p.line, p.column, p.params) for p in error.problems
        )
        if not error.problems and (top := _TOP.get(error.code) or _holder(body, error)):
            error.problems = (Problem(error.message, field=top),)
        if isinstance(error, NotFound):
            error.status = 422
        raise


def _holder(body: Schema, error: DomainError) -> str:
    """The field of the body whose value the error speaks of."""
    told = {str(value) for value in error.params.values()}
    return next((name for name, value in body if isinstance(value, UUID | str) and str(value) in told), "")


def _in_body(code: str, field: str) -> str:
    if field.startswith("component:"):
        return f"components.{field.removeprefix('component:')}"
    if code in _ANSWERS and field not in ("return_address", ""):
        return f"answers.{field}"
    if code in _APPLICANT and field:
        return f"applicant.{field}"
    return field
