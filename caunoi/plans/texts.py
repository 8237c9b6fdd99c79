"""Sentences for what the pure rules name by code."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Problem
from caunoi.plans.rules.content import Mistake
from caunoi.plans.shapes import ChangeInWords

MISTAKES: dict[str, str | Promise] = {
    "title": _("Tên kế hoạch phải có từ 5 đến 500 ký tự."),
    "period": _("Ngày cuối của kế hoạch không được trước ngày đầu."),
    "one_year": _("Kế hoạch hằng năm phải nằm trong một năm."),
    "amount": _("Kinh phí của “%(what)s” không được âm."),
    "no_pillar": _("Kế hoạch chưa có trụ cột nào."),
    "no_indicator": _("Kế hoạch chưa có chỉ tiêu nào."),
    "no_legal_basis": _("Hãy ghi căn cứ pháp lý của kế hoạch."),
    "pillar_twice": _("Trụ cột “%(code)s” có hai lần."),
    "indicator_twice": _("Chỉ tiêu “%(code)s” có hai lần."),
    "code": _("Mã “%(code)s” chưa hợp lệ: chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối, không quá 60 ký tự."),
    "name": _("Chỉ tiêu “%(code)s” chưa có tên tiếng Việt."),
    "unit_of_measure": _("Chỉ tiêu “%(code)s” chưa có đơn vị tính."),
    "unknown_pillar": _("Chỉ tiêu “%(code)s” thuộc trụ cột “%(pillar)s”, kế hoạch không có trụ cột này."),
    "target_twice": _("Chỉ tiêu “%(code)s” giao hai lần cho cùng một cơ quan, cùng một thời hạn."),
    "half_baseline": _("Chỉ tiêu “%(code)s”: giá trị gốc phải có cả số và ngày."),
    "baseline_after_due": _("Chỉ tiêu “%(code)s”: ngày của giá trị gốc phải trước thời hạn."),
    "unknown_measure": _("Chỉ tiêu “%(code)s”: không có bộ chỉ số hoặc chỉ số thành phần “%(measure)s” để đo."),
    "unknown_holder": _("Chỉ tiêu “%(code)s” giao cho một cơ quan không có trong danh mục."),
}
CHANGES: dict[str, str | Promise] = {
    "title_changed": _("Đổi tên kế hoạch."),
    "legal_basis_changed": _("Sửa căn cứ pháp lý."),
    "period_changed": _("Đổi thời gian thực hiện: từ %(start)s đến %(end)s."),
    "pillar_added": _("Thêm trụ cột “%(name)s”."),
    "pillar_removed": _("Bỏ trụ cột “%(name)s”."),
    "objectives_changed": _("Sửa mục tiêu của trụ cột “%(name)s”."),
    "indicator_added": _("Thêm chỉ tiêu “%(name)s”."),
    "indicator_removed": _("Bỏ chỉ tiêu “%(name)s”."),
    "indicator_defined_anew": _("Sửa cách đo của chỉ tiêu “%(name)s”."),
    "indicator_renamed": _("Sửa tên hoặc trụ cột của chỉ tiêu “%(name)s”."),
    "target_added": _("“%(name)s”: thêm mục tiêu %(new)s đến ngày %(due)s."),
    "target_changed": _("“%(name)s”: mục tiêu đến ngày %(due)s từ %(old)s thành %(new)s."),
    "target_removed": _("“%(name)s”: bỏ mục tiêu %(old)s đến ngày %(due)s."),
    "baseline_changed": _("“%(name)s”: sửa giá trị gốc của mục tiêu đến ngày %(due)s."),
    "resources_changed": _("Sửa nguồn lực."),
}
STATES: dict[str, str | Promise] = {
    "met": _("đạt"),
    "on_track": _("đúng tiến độ"),
    "at_risk": _("có nguy cơ"),
    "missed": _("không đạt"),
    "no_data": _("chưa có số liệu"),
}
STATUSES: dict[str, str | Promise] = {
    "draft": _("dự thảo"),
    "submitted": _("chờ phê duyệt"),
    "approved": _("đã phê duyệt, chờ ban hành"),
    "issued": _("đã ban hành"),
}
REASONS: dict[str, str | Promise] = {
    "nothing_known": _("Chưa có số liệu nào tới ngày này."),
    "reached": _("Số liệu mới nhất đã đạt mục tiêu."),
    "too_late": _("Đã hết thời hạn mà số liệu cuối cùng trong hạn chưa đạt mục tiêu."),
    "line_reaches": _("Nếu tiếp tục như từ giá trị gốc tới nay, mục tiêu sẽ đạt khi đến hạn."),
    "line_falls_short": _("Nếu tiếp tục như từ giá trị gốc tới nay, mục tiêu sẽ không đạt khi đến hạn."),
    "no_line": _("Chưa đạt, và mới có một số liệu nên chưa dự báo được."),
}


def problem(mistake: Mistake) -> Problem:
    """The mistake as a sentence at its field."""
    return Problem(MISTAKES[mistake.code], mistake.field, params=tuple(mistake.params.items()))


def change(one: ChangeInWords) -> str:
    """The change as a sentence in the language in force."""
    text = str(CHANGES[one.code])
    return text % dict(one.params) if one.params else text
