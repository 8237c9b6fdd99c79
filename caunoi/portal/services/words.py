"""Amounts and limits in words."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from caunoi.procedures.queries import FeeRule
from caunoi.ui.formats import number

CHANNELS = (
    ("online", gettext_lazy("Nộp trực tuyến")),
    ("direct", gettext_lazy("Nộp trực tiếp")),
    ("post", gettext_lazy("Gửi qua bưu chính")),
)
CAN_FILE = gettext_lazy("Nộp được tại đây")


def limit_words(value: Decimal, unit: str) -> str:
    """“1 ngày làm việc”; `unit` as in `procedures.Limit`."""
    if unit == "same_day":
        return _("trong ngày; nhận sau 15 giờ thì ngày làm việc tiếp theo")
    plural = 1 if value == 1 else 2
    words = {
        "working_days": ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", plural),
        "calendar_days": ngettext("%(n)s ngày", "%(n)s ngày", plural),
        "working_hours": ngettext("%(n)s giờ làm việc", "%(n)s giờ làm việc", plural),
    }
    return words[unit] % {"n": number(value)}


def published_limits(text: str) -> list[str]:
    """The catalogue's raw limits (“12 WORKING_DAY; 1 OTHER”) in words; what is not understood is left out."""
    units = {"WORKING_DAY": "working_days", "DAY": "calendar_days", "HOUR": "working_hours"}
    found = []
    for part in text.replace(";", ",").split(","):
        pieces = part.split()
        if len(pieces) == 2 and pieces[1] in units and pieces[0].replace(".", "", 1).isdigit():
            found.append(limit_words(Decimal(pieces[0]), units[pieces[1]]))
    return list(dict.fromkeys(found))


def money(amount: int) -> str:
    """“30.000 đồng”."""
    return _("%(n)s đồng") % {"n": number(amount)}


def rule_words(rule: FeeRule) -> str:
    """What one thing costs, before anything is answered: “2.000 đồng mỗi trang; từ trang thứ 3: 1.000 đồng …”."""
    if rule.kind == "provincial":
        return _("theo mức của Hội đồng nhân dân cấp tỉnh")
    if rule.kind == "table":
        return _("tính theo nội dung bạn khai")
    if rule.kind == "scale":
        return _scale_words(rule)
    if not rule.amount:
        return _("không mất phí")
    return _per_unit_words(rule) if rule.kind == "per_unit" else money(rule.amount)


def _per_unit_words(rule: FeeRule) -> str:
    given = {"amount": money(rule.amount or 0), "unit": rule.unit or _("đơn vị"), "n": rule.included + 1}
    if rule.included:
        return _("%(amount)s mỗi %(unit)s, kể từ %(unit)s thứ %(n)s") % given
    return _("%(amount)s mỗi %(unit)s") % given


def _scale_words(rule: FeeRule) -> str:
    """Each step of a scale, then the most that one copy may cost."""
    parts, start = [], 1
    for step in rule.steps:
        given = {"amount": money(step.amount), "start": start}
        parts.append((_("%(amount)s mỗi trang") if start == 1 else _("từ trang thứ %(start)s: %(amount)s")) % given)
        start = (step.upto or 0) + 1
    if rule.cap_per_copy:
        parts.append(_("nhiều nhất %(amount)s một bản") % {"amount": money(rule.cap_per_copy)})
    return "; ".join(parts)
