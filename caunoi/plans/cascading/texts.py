"""Sentences for what the pure rules of the cascade find wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Problem
from caunoi.plans.rules.pasting import CODE, NAME, VALUE, Misread
from caunoi.plans.rules.splitting import Unsplittable

COLUMNS: Mapping[str, Promise] = {CODE: _("Mã đơn vị"), NAME: _("Tên đơn vị"), VALUE: _("Chỉ tiêu")}
MISREAD: Mapping[str, Promise] = {
    "no_lines": _("Bảng dán vào còn trống."),
    "too_many_lines": _("Bảng có quá nhiều dòng: nhiều nhất %(most)s dòng."),
    "columns": _("Dòng có %(found)s cột; cần mã đơn vị và chỉ tiêu, hoặc mã, tên và chỉ tiêu."),
    "unknown_unit": _("“%(unit)s” không phải là mã của đơn vị nào thuộc diện được giao."),
    "unit_twice": _("Đơn vị %(unit)s đã có ở dòng %(first)s."),
    "other_name": _("Tên “%(found)s” không khớp với mã %(unit)s, là %(name)s. Có thể bảng bị lệch dòng."),
    "no_value": _("Còn thiếu chỉ tiêu."),
    "not_a_number": _("“%(found)s” không phải là một số, ví dụ 1.250 hoặc 12,5."),
    "point_for_decimals": _("“%(found)s”: hãy dùng dấu phẩy cho phần thập phân; dấu chấm chỉ để tách hàng nghìn."),
    "too_large": _("“%(found)s” lớn quá mức hệ thống nhận."),
    "too_many_decimals": _("“%(found)s” có quá %(places)s chữ số thập phân."),
    "units_missing": _("Còn thiếu %(count)s đơn vị: %(units)s."),
}
UNSPLITTABLE: Mapping[str, Promise] = {
    "no_units": _("Không có đơn vị nào để phân bổ."),
    "weight_not_a_sum": _("Chỉ chia được theo dân số khi chỉ tiêu chung là tổng của các đơn vị."),
    "weight_unknown": _("Chưa có dân số của %(count)s đơn vị, như %(units)s. Hãy chọn cách chia khác."),
    "weight_negative": _("Không chia theo tỷ lệ được vì %(count)s đơn vị có số âm, như %(units)s."),
    "weight_all_zero": _("Không chia theo tỷ lệ được vì mọi đơn vị đều bằng 0."),
    "last_value_unknown": _("Chưa có giá trị đã báo cáo của %(count)s đơn vị, như %(units)s. Hãy chọn cách chia khác."),
}


def misread(found: Misread) -> Problem:
    """A problem of a pasted table, with its row and column."""
    column = str(COLUMNS[found.column]) if found.column else ""
    return Problem(MISREAD[found.code], "pasted", found.line, column, found.params)


def unsplittable(refused: Unsplittable, name_of: Callable[[UUID], str]) -> Problem:
    """Why a way of splitting cannot be used, naming the first few units."""
    keys: tuple[Any, ...] = refused.keys
    named = ", ".join(name_of(key) for key in keys[:5])
    return Problem(UNSPLITTABLE[refused.code], "method", params=(("count", len(keys)), ("units", named)))
