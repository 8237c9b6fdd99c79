"""Words of the pages of an index: levels, geographies, how a score came about."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.measures.shapes import shown

LEVELS: dict[str, Promise] = {
    "province": _("Tỉnh, thành phố"),
    "department": _("Sở, ngành"),
    "commune": _("Xã, phường, đặc khu"),
}
GEOGRAPHIES: dict[str, Promise] = {
    "as_recorded": _("Như đã ghi khi việc xảy ra"),
    "as_of": _("Theo địa giới của ngày tính"),
    "today": _("Theo địa giới hôm nay"),
}
STATES: dict[str, Promise] = {
    "measured": _("Hệ thống tự đo"),
    "manual": _("Nhập tay, có minh chứng"),
    "not_applicable": _("Không áp dụng, cho đủ điểm"),
    "zero": _("Không có gì để đo, cho điểm theo quy tắc"),
    "no_data": _("Chưa có số liệu"),
}
SIDES: dict[str, Promise] = {
    "numerator": _("Hồ sơ được tính ở tử số"),
    "denominator": _("Hồ sơ được tính ở mẫu số"),
    "missing": _("Hồ sơ làm mất điểm"),
}
ZERO: dict[str, Promise] = {
    "full": _("Mẫu số bằng 0: được đủ điểm."),
    "zero": _("Mẫu số bằng 0: không có điểm."),
    "none": _("Mẫu số bằng 0: chưa có điểm."),
}


def points(value: Fraction | None) -> Decimal | None:
    """Points as they are shown: rounded half up to 0.01."""
    return None if value is None else Decimal(shown(value))


def part(score: Fraction | None, most: Fraction) -> str:
    """The part of the points that was won, for a bar: 0 to 1 with a point."""
    return f"{float(score / most):.4f}" if score and most else "0"
