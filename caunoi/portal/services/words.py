"""Amounts and limits in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from caunoi.ui.formats import number

CHANNELS = (
    ("online", gettext_lazy("Nộp trực tuyến")),
    ("direct", gettext_lazy("Nộp trực tiếp")),
    ("post", gettext_lazy("Gửi qua bưu chính")),
)


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


def published_limits(text: str) -> str:
    """The catalogue's raw limits (“12 WORKING_DAY; 1 OTHER”) in words; what is not understood is left out."""
    units = {"WORKING_DAY": "working_days", "DAY": "calendar_days", "HOUR": "working_hours"}
    found = []
    for part in text.replace(";", ",").split(","):
        pieces = part.split()
        if len(pieces) == 2 and pieces[1] in units and pieces[0].replace(".", "", 1).isdigit():
            found.append(limit_words(Decimal(pieces[0]), units[pieces[1]]))
    return ", ".join(dict.fromkeys(found))


def fee_words(amount: Decimal, note: str = "") -> str:
    """“Không mất phí” or “30.000 đồng”, with the note."""
    words = _("%(n)s đồng") % {"n": number(amount)} if amount else _("Không mất phí")
    return f"{words} ({note})" if note else words


def channel_rows(case: Any) -> list[dict[str, str]]:
    """One line a channel: its name, limit and fee."""
    return [
        {
            "name": str(name),
            "limit": limit_words(case.limits[code].value, case.limits[code].unit),
            "fee": fee_words(case.fees[code].amount, case.fees[code].note) if code in case.fees else "",
        }
        for code, name in CHANNELS
        if code in case.limits
    ]
