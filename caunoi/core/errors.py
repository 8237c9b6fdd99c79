"""Errors that people read. Each has a stable `code`, a translated text with named placeholders, and details.

A room subclasses one of the four kinds in its own `errors.py`; interfaces know only the kinds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where (`field`, or `line` and `column` of a file), and what was expected."""

    message: str | Promise
    field: str = ""
    line: int | None = None
    column: str = ""
    params: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        text = str(self.message) % dict(self.params) if self.params else str(self.message)
        where = []
        if self.line is not None:
            where.append(str(_("dòng %(line)s")) % {"line": self.line})
        if self.column:
            where.append(str(_("cột “%(column)s”")) % {"column": self.column})
        return f"{', '.join(where)}: {text}" if where else text


class DomainError(Exception):
    """Something may not be done. `text` is a translatable sentence with `%(name)s` placeholders taken from keywords."""

    code = "error"
    status = 400
    text: str | Promise = _("Không thực hiện được yêu cầu này.")

    def __init__(self, problems: Sequence[Problem | str | Promise] = (), **params: Any) -> None:
        self.params = params
        self.problems: tuple[Problem, ...] = tuple(p if isinstance(p, Problem) else Problem(p) for p in problems)
        super().__init__(type(self).code)

    @property
    def message(self) -> str:
        """The sentence in the language in force now."""
        return str(self.text) % self.params if self.params else str(self.text)

    def __str__(self) -> str:
        return "\n".join([self.message, *(f"  - {p}" for p in self.problems)])


class NotPermitted(DomainError):
    """The actor may not do this (HTTP 403)."""

    code = "not_permitted"
    status = 403
    text = _("Bạn không có quyền thực hiện việc này.")


class NotFound(DomainError):
    """There is no such thing, or the actor may not know of it (HTTP 404)."""

    code = "not_found"
    status = 404
    text = _("Không tìm thấy nội dung bạn yêu cầu.")


class Conflict(DomainError):
    """The thing changed meanwhile, or its state does not allow this (HTTP 409)."""

    code = "conflict"
    status = 409
    text = _("Nội dung này vừa được người khác thay đổi. Hãy tải lại trang rồi thử lại.")


class Unavailable(DomainError):
    """The database does not answer just now; nobody can say whether the last request was carried out (HTTP 503)."""

    code = "unavailable"
    status = 503
    text = _(
        "Hệ thống đang tạm ngừng và sẽ hoạt động lại sau ít phút. Nếu vừa gửi một yêu cầu, hãy xem yêu cầu đó đã được "
        "ghi nhận chưa trước khi gửi lại."
    )
    retry_after = 5
    """Seconds after which trying again makes sense."""


class NoRoom(Unavailable):
    """The disk is full: nothing of the request was kept (HTTP 507)."""

    code = "no_room"
    status = 507
    text = _(
        "Hệ thống tạm thời hết chỗ lưu trữ nên chưa thực hiện được yêu cầu này; không có gì bị thay đổi. "
        "Hãy thử lại sau ít phút."
    )
    retry_after = 60


class InvalidInput(DomainError):
    """What was given is wrong; `problems` says where and why (HTTP 422)."""

    code = "invalid_input"
    status = 422
    text = _("Dữ liệu chưa hợp lệ. Hãy sửa các mục được nêu rồi thử lại.")
