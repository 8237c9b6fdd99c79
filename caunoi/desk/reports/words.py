"""What these pages call things, and who opens them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.reports.policies import FILLERS, LEADERS, READERS
from caunoi.reports.words import STATUSES

SEES = tuple(sorted(READERS))
FILLS = tuple(sorted(FILLERS))
LEADS = tuple(sorted(LEADERS))
COLOURS = {"draft": "grey", "submitted": "yellow", "returned": "red", "accepted": "green"}
STANDINGS: dict[str, tuple[Promise, str]] = {
    "in_time": (_("đúng hạn"), "green"),
    "late": (_("gửi muộn"), "yellow"),
    "due_soon": (_("sắp đến hạn"), "yellow"),
    "overdue": (_("quá hạn"), "red"),
    "open": (_("còn hạn"), ""),
}
STEPS: dict[str, Promise] = {
    "submitted": _("Đã gửi"),
    "returned": _("Trả lại"),
    "accepted": _("Tiếp nhận"),
    "reopened": _("Mở lại"),
}
MAKING: dict[str, tuple[Promise, str]] = {
    "waiting": (_("chờ lập"), "grey"),
    "working": (_("đang lập"), "yellow"),
    "done": (_("đã lập"), "green"),
    "failed": (_("lập không được"), "red"),
}


def status(code: str) -> tuple[Promise, str]:
    """A status in words, with its colour."""
    return STATUSES[code], COLOURS[code]
