"""The builder in the field's words: kinds of questions, conditions, what is wrong and why something was refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from caunoi.procedures.form_wording import PROBLEMS, said_of
from caunoi.procedures.rules.building import CannotBuild
from caunoi.procedures.rules.form_kinds import kind_of
from caunoi.procedures.rules.form_problems import FormProblem

KINDS: dict[str, Promise] = {
    "text": gettext_lazy("Một dòng chữ"),
    "long_text": gettext_lazy("Đoạn văn"),
    "date": gettext_lazy("Ngày, tháng, năm"),
    "choice": gettext_lazy("Chọn một"),
    "choices": gettext_lazy("Chọn nhiều"),
    "yes_no": gettext_lazy("Có hoặc không"),
    "tick": gettext_lazy("Một ô đánh dấu"),
    "whole": gettext_lazy("Số nguyên"),
    "number": gettext_lazy("Số có phần lẻ"),
    "commune": gettext_lazy("Xã, phường, đặc khu"),
    "province": gettext_lazy("Tỉnh, thành phố"),
    "group": gettext_lazy("Nhóm lặp lại"),
}
KIND_HINTS: dict[str, Promise] = {
    "text": gettext_lazy("họ tên, số giấy tờ, địa chỉ"),
    "long_text": gettext_lazy("lý do, mô tả"),
    "date": gettext_lazy("ngày sinh, ngày cấp"),
    "choice": gettext_lazy("tối đa 7 lựa chọn hiện thành nút, nhiều hơn thành danh sách"),
    "choices": gettext_lazy("các ô đánh dấu"),
    "yes_no": gettext_lazy("quyết định được nhóm câu hỏi sau"),
    "tick": gettext_lazy("cam đoan, đồng ý"),
    "whole": gettext_lazy("số bản, số người"),
    "number": gettext_lazy("diện tích, số tiền"),
    "commune": gettext_lazy("tìm trong danh mục đơn vị hành chính"),
    "province": gettext_lazy("tìm trong danh mục đơn vị hành chính"),
    "group": gettext_lazy("thành viên hộ, hàng hóa: hỏi nhiều lần cùng bộ câu hỏi"),
}
PERSON: dict[str, Promise] = {
    "full_name": gettext_lazy("Họ, chữ đệm và tên"), "personal_id": gettext_lazy("Số định danh cá nhân"),
    "phone": gettext_lazy("Số điện thoại"), "email": gettext_lazy("Thư điện tử"),
}  # fmt: skip
_REFUSED: dict[str, Promise] = {
    "no_section": gettext_lazy("Không còn nhóm câu hỏi này. Hãy tải lại trang."),
    "no_question": gettext_lazy("Không còn câu hỏi này. Hãy tải lại trang."),
    "no_kind": gettext_lazy("Hãy chọn loại câu trả lời."),
    "no_title": gettext_lazy("Hãy viết chữ tiếng Việt."),
    "bad_name": gettext_lazy(
        "Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch dưới, bắt đầu bằng chữ, ví dụ: ngay_sinh."
    ),
    "taken": gettext_lazy("Mã “%(what)s” đã dùng cho mục khác."),
    "last_section": gettext_lazy("Biểu mẫu phải còn ít nhất một nhóm câu hỏi."),
    "last_question": gettext_lazy("Nhóm lặp lại phải còn ít nhất một câu hỏi."),
    "not_in_group": gettext_lazy("Trong nhóm lặp lại không đặt được loại câu hỏi này."),
    "not_out_of_group": gettext_lazy("Câu hỏi trong nhóm lặp lại chỉ đổi chỗ trong nhóm đó."),
    "not_this_kind": gettext_lazy("Loại câu hỏi này không có quy tắc đó."),
    "wrong_value": gettext_lazy("Giá trị chưa hợp lệ."),
    "range": gettext_lazy("Số nhỏ nhất phải không lớn hơn số lớn nhất."),
    "pattern": gettext_lazy("Mẫu chữ viết chưa đúng."),
    "no_choice": gettext_lazy("Hãy viết ít nhất một lựa chọn."),
    "twice": gettext_lazy("Lựa chọn “%(what)s” có hai lần."),
    "not_before": gettext_lazy("Hãy chọn một câu hỏi được hỏi trước nhóm này."),
    "no_condition": gettext_lazy("Điều kiện chỉ dựa vào câu hỏi chọn một, có hoặc không, hoặc số nguyên."),
    "no_such_answer": gettext_lazy("Hãy chọn ít nhất một câu trả lời có thể có."),
}


def said(texts: Mapping[str, str], fallback: str = "") -> str:
    """A text in the language in force, else in any."""
    language = (get_language() or "vi")[:2]
    return texts.get(language) or texts.get("vi") or next((text for text in texts.values() if text), fallback)


def title_of(form: Mapping[str, Any], place: str) -> str:
    """The title of a question; its name when the form has none such."""
    group, _dot, name = place.rpartition(".")
    known = form["properties"].get(group, {}).get("items", {}).get("properties", {}) if group else form["properties"]
    return said(known.get(name, {}).get("x-title-i18n", {}), place)


def refusal(error: CannotBuild) -> str:
    """Why a command was refused."""
    return str(_REFUSED[error.kind]) % {"what": error.what}


def problem(form: Mapping[str, Any], found: FormProblem) -> str:
    """What is wrong, without the place."""
    what = said_of(found)
    if found.kind in ("condition_later", "condition_kind", "twice"):
        what = title_of(form, found.what)
    return str(PROBLEMS[found.kind]) % {"what": what}


def answer(rules: Mapping[str, Any], value: Any) -> str:
    """An answer that a condition waits for."""
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    return said(rules.get("x-enum-i18n", {}).get(value, {}), str(value))


def condition(form: Mapping[str, Any], when: Mapping[str, Any] | None) -> str:
    """When a section is asked, in words; empty when always."""
    if not when:
        return ""
    rules = form["properties"].get(when["field"], {})
    values = when["in"] if "in" in when else [when["equals"]]
    answers = ", ".join(f"“{answer(rules, value)}”" for value in values)
    return _("Chỉ hỏi khi “%(question)s” là %(answers)s") % {
        "question": title_of(form, when["field"]), "answers": answers
    }  # fmt: skip


def kind_name(rules: Mapping[str, Any]) -> str:
    """What kind of question it is."""
    return str(KINDS[kind_of(dict(rules))])
