"""What these pages call things."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.plans.cascading.policies import DECIDERS, PREPARERS
from caunoi.plans.cascading.policies import READERS as _READERS
from caunoi.plans.cascading.shapes import Frame
from caunoi.plans.rules.fitting import Fit

READERS = tuple(sorted(_READERS))
MAY_PREPARE = tuple(sorted(PREPARERS))
MAY_DECIDE = tuple(sorted(DECIDERS))
METHODS: dict[str, Promise] = {
    "equal": _("Chia đều"), "by_population": _("Theo dân số"), "by_last_value": _("Theo kết quả gần nhất"),
    "by_hand": _("Nhập bảng từ trang tính"),
}  # fmt: skip
STATES: dict[str, tuple[Promise, str]] = {
    "draft": (_("bản thảo"), "grey"),
    "open": (_("đang thống nhất"), "yellow"),
    "fixed": (_("đã chốt"), "green"),
    "withdrawn": (_("đã thu hồi"), "red"),
}
OFFERS: dict[str, tuple[Promise, str]] = {
    "draft": (_("bản thảo"), "grey"),
    "offered": (_("chưa trả lời"), "yellow"),
    "accepted": (_("đã chấp nhận"), "blue"),
    "countered": (_("đề nghị khác"), "orange"),
    "fixed": (_("đã chốt"), "green"),
    "withdrawn": (_("đã thu hồi"), "red"),
}
ANSWERS = ("offered", "countered", "accepted", "fixed")
MOVES: dict[str, Promise] = {
    "offered": _("Được giao %(value)s"), "accepted": _("Chấp nhận %(value)s"),
    "countered": _("Đề nghị %(value)s"), "agreed": _("Cấp trên đồng ý %(value)s"),
    "fixed": _("Chốt %(value)s"), "withdrawn": _("Thu hồi %(value)s"),
}  # fmt: skip
RULES: dict[tuple[str, str], Promise] = {
    ("sum", "higher"): _("Tổng của các đơn vị không được thấp hơn chỉ tiêu chung."),
    ("sum", "lower"): _("Tổng của các đơn vị không được cao hơn chỉ tiêu chung."),
    ("mean", "higher"): _("Trung bình của các đơn vị không được thấp hơn chỉ tiêu chung."),
    ("mean", "lower"): _("Trung bình của các đơn vị không được cao hơn chỉ tiêu chung."),
    ("minimum", "higher"): _("Đơn vị thấp nhất không được thấp hơn chỉ tiêu chung."),
    ("minimum", "lower"): _("Đơn vị cao nhất không được cao hơn chỉ tiêu chung."),
    ("each", "higher"): _("Mỗi đơn vị không được thấp hơn chỉ tiêu chung."),
    ("each", "lower"): _("Mỗi đơn vị không được cao hơn chỉ tiêu chung."),
}
CARRIED: dict[str, Promise] = {
    "sum": _("Tổng"), "mean": _("Trung bình"), "minimum": _("Đơn vị kém nhất"), "each": _("Đơn vị kém nhất"),
}  # fmt: skip


def rule(frame: Frame) -> Promise:
    """How the units make up the whole."""
    return RULES[frame.combination, frame.direction]


def gap(found: Fit[UUID]) -> tuple[str, Decimal]:
    """`none`, `short` or `over`, and by how much; `unknown` while a unit has no value."""
    if found.gap is None:
        return "unknown", Decimal(0)
    if found.gap == 0:
        return "none", Decimal(0)
    return ("short" if found.gap > 0 else "over"), abs(found.gap)
