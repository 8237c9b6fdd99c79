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


_ENTRY = _("%(title)s %(number)s: %(inner)s")
"""How a field of a repeated group is named: "Thành viên 2: Họ và tên"."""


def problems_of(found: Iterable[AnswerProblem], form: dict[str, Any]) -> list[Problem]:
    """One Problem for each wrong field, with the field's title in the language in force.

    `field` is the field's name; in a repeated group `GROUP.INDEX.FIELD`, the index from 0.
    """
    return [
        Problem(_MESSAGES[problem.kind], field=_path(problem), params=(("title", _title(problem, form)),))
        for problem in found
    ]


def _path(problem: AnswerProblem) -> str:
    parts = [problem.field, *([] if problem.item is None else [str(problem.item)]), problem.inner]
    return ".".join(part for part in parts if part)


def _title(problem: AnswerProblem, form: dict[str, Any]) -> str:
    spec = form["properties"].get(problem.field, {})
    title = str(spec.get("title", problem.field))
    if problem.item is None or not problem.inner:
        return title
    items = spec.get("items", {})
    inner = items.get("properties", {}).get(problem.inner, {}).get("title", problem.inner)
    entry = spec.get("x-item-title") or items.get("x-item-title") or items.get("title") or title
    return str(_ENTRY) % {"title": entry, "number": problem.item + 1, "inner": inner}


def merged(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """`old` with `new` over it: texts trimmed and with single blanks; an empty answer takes the old one away.

    A list replaces the whole list; entries and choices that are empty leave it.
    """
    answers = {**old, **{name: _clean(value) for name, value in new.items()}}
    return {name: value for name, value in answers.items() if not _empty(value)}


def _clean(value: Any) -> Any:
    match value:
        case str():
            return " ".join(value.split())
        case list():
            return [item for item in map(_clean, value) if not _empty(item)]
        case dict():
            cleaned = {name: _clean(inner) for name, inner in value.items()}
            return {name: inner for name, inner in cleaned.items() if not _empty(inner)}
    return value


def _empty(value: Any) -> bool:
    return value is None or value in ("", [], {})
