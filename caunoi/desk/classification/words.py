"""What these pages call things."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.classification.policies import DECIDERS, EXPLAINERS, PREPARERS, READERS

MAY_READ = tuple(sorted(READERS))
MAY_PREPARE = tuple(sorted(PREPARERS))
MAY_DECIDE = tuple(sorted(DECIDERS))
MAY_EXPLAIN = tuple(sorted(EXPLAINERS))
LEVELS: dict[str, str | Promise] = {"province": _("Cấp tỉnh"), "department": _("Sở, ngành"), "commune": _("Cấp xã")}
STEPS: dict[str, tuple[str | Promise, str]] = {
    "proposed": (_("dự kiến"), "grey"), "explaining": (_("chờ giải trình"), "yellow"),
    "waiting": (_("chờ quyết định"), "blue"), "explained": (_("đã giải trình, chờ xem xét lại"), "orange"),
    "reexamined": (_("đã xem xét lại"), "blue"), "decided": (_("đã quyết định"), "green"),
}  # fmt: skip
STATES: dict[str, tuple[str | Promise, str]] = {
    "measured": (_("hệ thống đo"), "green"), "no_data": (_("không có gì để đo"), "grey"),
    "missing": (_("chưa chấm"), "yellow"), "manual": (_("chấm tay"), "purple"),
}  # fmt: skip
TARGETS: dict[str, str | Promise] = {
    "met": _("đạt"), "on_track": _("đúng tiến độ"), "at_risk": _("có nguy cơ"), "missed": _("không đạt"),
    "no_data": _("chưa có số liệu"),
}  # fmt: skip
STANDINGS: dict[str, str | Promise] = {
    "in_time": _("đúng hạn"), "late": _("muộn"), "overdue": _("chưa gửi, quá hạn"), "due_soon": _("sắp đến hạn"),
    "open": _("chưa đến hạn"),
}  # fmt: skip
COUNTS: dict[str, str | Promise] = {
    "done_on_time": _("Xong đúng hạn"), "done_late": _("Xong muộn"), "open_within": _("Đang làm, còn hạn"),
    "open_overdue": _("Đang làm, quá hạn"),
}  # fmt: skip
