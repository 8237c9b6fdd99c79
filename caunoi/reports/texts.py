"""The sentence for each mistake in a form's file or the calendar's. Private to the room."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Problem
from caunoi.reports.rules.mistakes import Mistake

_SENTENCES: dict[str, Promise] = {
    "bad_jump": _("mức thay đổi phải là số dương và chỉ dùng cho ô số"),
    "missing": _("thiếu trường này"),
    "no_language": _("thiếu nội dung bằng ngôn ngữ “%(language)s”"),
    "not_among": _("“%(value)s” không thuộc các giá trị dùng được: %(among)s"),
    "not_date": _("phải là ngày viết như 2026-09-30"),
    "not_flag": _("phải là true hoặc false"),
    "not_for_kind": _("không dùng cho ô loại “%(kind)s”"),
    "not_identifier": _("“%(value)s” phải là mã không dấu, không quá 40 ký tự: chữ, số, gạch nối, gạch dưới"),
    "not_in_order": _("các phiên bản phải khác nhau và xếp từ cũ đến mới"),
    "not_json": _("không phải JSON, sai ở dòng %(line)s"),
    "not_list": _("phải là danh sách không rỗng"),
    "not_number": _("phải là một số"),
    "not_object": _("phải là một nhóm trường {…}"),
    "not_text": _("phải là chữ"),
    "not_the_file": _("mã “%(value)s” phải giống tên tệp"),
    "not_whole": _("phải là số nguyên từ %(low)s đến %(high)s"),
    "reversed": _("giá trị nhỏ nhất lớn hơn giá trị lớn nhất"),
    "total_or_indicator": _("lấy “total” thì không ghi chỉ số; lấy phần khác thì phải ghi"),
    "twice": _("trùng mã: %(value)s"),
    "unknown_cell": _("không có ô số nào là “%(value)s”"),
    "unknown_field": _("không có trường này; các trường dùng được: %(known)s"),
    "unknown_source": _("hệ thống không có số liệu “%(value)s”"),
    "unreadable": _("không đọc được tệp"),
}


def problem(mistake: Mistake) -> Problem:
    """The mistake as people read it: file, key, sentence."""
    text = str(_SENTENCES[mistake.code]) % dict(mistake.params)
    where = f"{mistake.file}: {mistake.key}" if mistake.key else mistake.file
    return Problem(f"{where}: {text}", mistake.key)
