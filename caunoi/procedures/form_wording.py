"""What is wrong with a form, in words, and its place in a version's body."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.procedures.rules.form_problems import FormProblem

LANGUAGE_NAMES: dict[str, Promise] = {"vi": _("tiếng Việt"), "en": _("tiếng Anh"), "th": _("tiếng Thái")}
PROBLEMS: dict[str, Promise] = {
    "no_text": _("chưa có chữ %(what)s"),
    "no_hint": _("lời giải thích chưa có %(what)s"),
    "no_choice_text": _("lựa chọn “%(what)s” chưa đủ ba thứ tiếng"),
    "no_questions": _("chưa có câu hỏi nào"),
    "condition_gone": _("điều kiện dựa vào câu hỏi “%(what)s”, nay không còn trong biểu mẫu"),
    "condition_later": _("điều kiện dựa vào câu hỏi “%(what)s”, nay được hỏi sau nhóm này"),
    "condition_kind": _("điều kiện dựa vào câu hỏi “%(what)s”, nay thuộc loại không dùng được"),
    "condition_answer": _("điều kiện chờ câu trả lời “%(what)s”, nay không chọn được nữa"),
    "date_gone": _("so với ngày ở câu hỏi “%(what)s”, nay không còn trong biểu mẫu"),
    "no_choices": _("chưa có lựa chọn nào"),
    "unplaced": _("không thuộc nhóm câu hỏi nào"),
    "twice": _("câu hỏi “%(what)s” có hai lần"),
    "unknown": _("có câu hỏi “%(what)s” mà không có nội dung"),
    "bad_name": _("mã câu hỏi chỉ gồm chữ thường không dấu, chữ số và dấu gạch dưới"),
    "required_gone": _("bắt buộc trả lời câu hỏi “%(what)s”, nay không còn trong biểu mẫu"),
    "rule_gone": _("một quy tắc dựa vào câu hỏi “%(what)s”, nay không còn trong biểu mẫu"),
}
"""A sentence without the place for each kind of `FormProblem`; `what` is a language's name for a text that lacks."""


def place_of(found: FormProblem) -> str:
    """Where it is in the body: `form/x-sections/ID`, `form/properties/NAME` (`GROUP.NAME` in a group), or `form`."""
    if found.section:
        return f"form/x-sections/{found.section}"
    return f"form/properties/{found.question}" if found.question else "form"


def said_of(found: FormProblem) -> str | Promise:
    """What a problem is about, as `%(what)s` of its sentence."""
    return LANGUAGE_NAMES[found.what] if found.kind in ("no_text", "no_hint") else found.what
