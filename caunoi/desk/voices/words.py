"""What these pages call things."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

Named = tuple[Promise, str]
OTHER = "other"
WAYS: dict[str, Promise] = {
    "step": _("Từng cấp: cơ quan cấp trên trực tiếp trả lời trước"),
    "straight": _("Thẳng đến cơ quan phụ trách lĩnh vực"),
}
STATES: dict[str, Named] = {
    "open": (_("chờ trả lời"), "blue"), "answered": (_("đã trả lời"), "green"), "closed": (_("đã kết thúc"), "grey"),
    "withdrawn": (_("đã rút"), "grey"),
}  # fmt: skip
UNROUTED: Named = (_("chưa có cơ quan trả lời"), "orange")
KINDS: dict[str, Promise] = {
    "difficulty": _("Khó khăn, vướng mắc của địa phương"), "petition": _("Phản ánh, kiến nghị của người dân"),
}  # fmt: skip
SOON_DAYS = 2
