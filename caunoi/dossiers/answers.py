"""Answers of a form: cleaned, and what is wrong with them in words. Private to the room."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Problem
from caunoi.procedures.rules import AnswerProblem

_MESSAGES: dict[str, Promise] = {
    "missing": _("Hãy trả lời mục “%(title)s”."),
    "unknown": _("Biểu mẫu không có mục “%(title)s”."),
    "not_a_date": _("“%(title)s” phải là một ngày có thật."),
    "future": _("“%(title)s” không được sau ngày hôm nay."),
    "past": _("“%(title)s” không được trước ngày hôm nay."),
    "too_early": _("“%(title)s” không được sớm hơn ngày bắt đầu."),
    "too_few": _("“%(title)s” còn thiếu mục cần kê khai."),
    "too_many": _("“%(title)s” có nhiều mục hơn mức cho phép."),
    "repeated": _("“%(title)s” có mục bị lặp lại."),
    "too_long": _("“%(title)s” dài quá mức cho phép."),
    "too_short": _("“%(title)s” quá ngắn."),
    "not_a_choice": _("Hãy chọn một trong các câu trả lời của mục “%(title)s”."),
    "not_a_number": _("“%(title)s” phải là một số."),
    "out_of_range": _("“%(title)s” nằm ngoài khoảng cho phép."),
    "format": _("“%(title)s” chưa đúng định dạng."),
}


def problems_of(found: Iterable[AnswerProblem], form: dict[str, Any]) -> list[Problem]:
    """One Problem for each wrong field, with the field's title in the language in force."""
    return [
        Problem(
            _MESSAGES[problem.kind],
            field=problem.field,
            params=(("title", form["properties"].get(problem.field, {}).get("title", problem.field)),),
        )
        for problem in found
    ]


def merged(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """`old` with `new` over it: texts trimmed and with single blanks; an empty answer takes the old one away."""
    answers = {**old, **{name: _clean(value) for name, value in new.items()}}
    return {name: value for name, value in answers.items() if value is not None and value != ""}


def _clean(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value
