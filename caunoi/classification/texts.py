"""The sentences for what is wrong with a file of criteria; those shared with indices are in `measures.texts`."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Problem
from caunoi.measures.rules.mistakes import Mistake
from caunoi.measures.texts import problem as shared

MISTAKES: dict[str, Promise] = {
    "criteria_sum": _("điểm tối đa là %(said)s nhưng các tiêu chí bên trong (%(parts)s) cộng lại là %(sum)s"),
    "source_or_children": _("mỗi tiêu chí phải có đúng một trong hai khóa “source” hoặc “children”"),
    "max_positive": _("điểm tối đa phải lớn hơn 0, không phải %(value)s"),
    "share_range": _("“%(value)s” phải từ 0 đến 1"),
    "grade_range": _("mức xếp loại bắt đầu từ %(value)s điểm, ngoài khoảng từ 0 đến %(max)s"),
    "grade_zero": _("phải có một mức xếp loại bắt đầu từ 0 điểm"),
    "grade_twice": _("hai mức xếp loại bắt đầu từ cùng một số điểm"),
    "explain_days": _("số ngày để giải trình phải từ 1 đến 60, không phải %(value)s"),
    "versions_overlap": _("bản có hiệu lực từ %(start)s chồng lên bản từ %(other)s"),
}


def problem(mistake: Mistake) -> Problem:
    """A mistake as a sentence with the file's name, line and key."""
    if mistake.code not in MISTAKES:
        return shared(mistake)
    sentence = str(MISTAKES[mistake.code]) % dict(mistake.params)
    return Problem(f"{mistake.file}:{mistake.line}: {mistake.key}: {sentence}", field=mistake.key)
