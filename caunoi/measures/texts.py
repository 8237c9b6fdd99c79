"""The sentences for what is wrong with a definition file. The codes: `rules.mistakes.Mistake`."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Problem
from caunoi.measures.rules.mistakes import Mistake

MISTAKES: dict[str, Promise] = {
    "unreadable": _("không đọc được tệp; tệp phải là văn bản YAML mã hóa UTF-8"),
    "too_long": _("tệp quá dài"),
    "too_deep": _("các phần lồng nhau quá sâu"),
    "yaml_syntax": _("sai cú pháp YAML (%(problem)s)"),
    "alias": _("không dùng neo (&) và tham chiếu (*) của YAML: mỗi giá trị phải được viết đầy đủ"),
    "tag": _("không dùng thẻ kiểu “%(tag)s” của YAML"),
    "not_mapping": _("ở đây phải là các cặp “khóa: giá trị”"),
    "not_list": _("ở đây phải là danh sách có ít nhất một mục"),
    "not_text": _("ở đây phải là văn bản, không để trống"),
    "not_number": _("“%(value)s” không phải là số; số viết với dấu chấm thập phân, ví dụ 0.8"),
    "not_whole": _("“%(value)s” không phải là số nguyên"),
    "not_boolean": _("ở đây phải là true hoặc false"),
    "not_date": _("ở đây phải là ngày dạng NĂM-THÁNG-NGÀY, ví dụ 2026-07-01"),
    "not_uuid": _("ở đây phải là mã định danh UUID"),
    "bad_id": _("“%(name)s” không dùng làm tên được: chỉ gồm chữ không dấu, số và gạch dưới, và không phải n, d, r"),
    "double_key": _("khóa “%(name)s” được viết hai lần"),
    "double_id": _("có tên được dùng hai lần: %(id)s"),
    "unknown_key": _("khóa “%(name)s” không được hỗ trợ; các khóa được dùng ở đây: %(known)s"),
    "missing_key": _("thiếu khóa “%(name)s”"),
    "missing_language": _("thiếu tên bằng ngôn ngữ: %(languages)s"),
    "choice": _("“%(value)s” không thuộc các giá trị được dùng: %(known)s"),
    "one_form": _("mỗi số liệu phải có đúng một trong các khóa: %(known)s"),
    "wrong_place": _("khóa “%(name)s” không dùng cùng “%(form)s” được"),
    "unknown_kind": _("nhật ký không có loại mục “%(kind)s”; có phải ý bạn là: %(known)s"),
    "no_agency_field": _("không mục nhật ký nào được đếm có trường “%(field)s” chứa định danh của một cơ quan"),
    "unknown_field": _("mục nhật ký “%(kind)s” không có trường “%(field)s”; có phải ý bạn là: %(known)s"),
    "not_a_date_field": _("trường “%(field)s” phải là ngày nhưng có kiểu %(type)s"),
    "not_a_number_field": _("trường “%(field)s” phải là số nhưng có kiểu %(type)s"),
    "not_ordered": _("trường “%(field)s” có kiểu %(type)s nên không so sánh lớn, nhỏ (min, max) được"),
    "not_comparable": _("không so sánh được với trường “%(field)s” có kiểu %(type)s"),
    "not_countable": _("không đếm được các giá trị khác nhau của trường “%(field)s” có kiểu %(type)s"),
    "not_counted": _("“%(name)s” không được đếm từ nhật ký nên không đếm được các giá trị khác nhau trong đó"),
    "unknown_figure": _("không có số liệu “%(name)s”; có phải ý bạn là: %(known)s"),
    "cycle": _("các công thức tạo thành vòng lặp: %(path)s"),
    "formula_syntax": _("công thức “%(part)s” sai cú pháp"),
    "formula_call": _("công thức không được gọi “%(part)s”: chỉ có min(…, …) và max(…, …)"),
    "formula_construct": _("công thức không được dùng “%(part)s”: chỉ có tên, số, + - * /, min và max"),
    "formula_long": _("công thức quá dài: “%(part)s…”"),
    "formula_name": _("công thức tính điểm không biết “%(name)s”; các tên được dùng: %(known)s"),
    "one_rule": _("phải có đúng một trong hai khóa “score” (công thức) hoặc “steps” (bậc điểm)"),
    "score_of_nothing": _("chỉ số có điểm tối đa 0 chỉ để xem, không có cách tính điểm"),
    "negative_max": _("điểm tối đa không được âm"),
    "score_range": _("với tỷ lệ %(ratio)s, công thức cho %(points)s điểm, ngoài khoảng từ 0 đến %(max)s"),
    "score_best": _("kết quả tốt nhất chỉ được %(points)s điểm, không bằng điểm tối đa %(max)s"),
    "direction": _("điểm không đi theo chiều “%(direction)s” đã khai"),
    "group_max": _("nhóm “%(group)s” có điểm tối đa %(said)s nhưng các chỉ số cộng lại là %(sum)s"),
    "index_max": _("điểm tối đa là %(said)s nhưng các nhóm cộng lại là %(sum)s"),
    "weights_missing": _("hoặc mọi nhóm đều có trọng số, hoặc không nhóm nào có"),
    "weights_sum": _("các trọng số cộng lại là %(sum)s, không phải 1"),
    "no_levels": _("bộ chỉ số có nhóm thì phải có khóa “levels” ở đầu tệp"),
    "valid_order": _("“valid_to” phải sau “valid_from”"),
    "overlap": _(
        "bản có hiệu lực từ %(start)s chồng lên bản từ %(other)s đến %(end)s (dòng %(line)s); "
        "bản trước phải có “valid_to” không sau ngày này"
    ),
    "json_syntax": _("sai cú pháp JSON ở cột %(column)s"),
    "csv_syntax": _("sai cú pháp CSV (%(problem)s)"),
    "out_of_bounds": _("“%(value)s” phải là số từ 0 trở lên và không quá lớn"),
    "not_counts": _("ở đây phải là [tử số, mẫu số, điểm công bố], [tử số, điểm công bố] hoặc [\"…%%\", điểm công bố]"),
    "no_denominator": _("thiếu mẫu số “%(name)s”"),
    "more_than_all": _("tử số %(n)s lớn hơn mẫu số %(d)s"),
    "no_column": _("thiếu cột này trong dòng tiêu đề"),
    "other_max": _("tên cột nêu điểm tối đa khác với định nghĩa; phải là “%(name)s”"),
    "above_max": _("“%(value)s” ngoài khoảng từ 0 đến điểm tối đa %(max)s"),
    "cells": _("số ô của hàng khác với số cột ở dòng tiêu đề"),
    "no_rows": _("bảng không có hàng nào"),
    "double_row": _("“%(name)s” đã có ở dòng %(line)s"),
}  # fmt: skip


def problem(mistake: Mistake) -> Problem:
    """A mistake as a sentence with the file's name, line and key."""
    sentence = str(MISTAKES[mistake.code]) % dict(mistake.params)
    where = f"{mistake.file}:{mistake.line}" if mistake.line else mistake.file
    return Problem(f"{where}: {mistake.key}: {sentence}" if mistake.key else f"{where}: {sentence}", field=mistake.key)
