"""The parts of a body in the field's words, in the language in force. Private to the room."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

CHANNELS: dict[str, Promise] = {
    "direct": gettext_lazy("trực tiếp"), "post": gettext_lazy("bưu chính"), "online": gettext_lazy("trực tuyến"),
}  # fmt: skip
LEVELS: dict[str, Promise] = {
    "commune": gettext_lazy("cấp xã"), "province": gettext_lazy("cấp tỉnh"), "nation": gettext_lazy("cấp bộ"),
}  # fmt: skip
KINDS: dict[str, Promise] = {
    "peoples_committee": gettext_lazy("Ủy ban nhân dân"), "police": gettext_lazy("Công an"),
    "department": gettext_lazy("Sở"), "division": gettext_lazy("Phòng chuyên môn"),
    "social_insurance": gettext_lazy("Bảo hiểm xã hội"), "land_registry": gettext_lazy("Văn phòng đăng ký đất đai"),
    "service_centre": gettext_lazy("Trung tâm Phục vụ hành chính công"), "ministry": gettext_lazy("Bộ"),
    "office": gettext_lazy("Văn phòng"), "inspectorate": gettext_lazy("Thanh tra"),
}  # fmt: skip
_CHOICES: dict[str, dict[Any, Promise]] = {
    "level": LEVELS,
    "competent_kind": KINDS,
    "online_level": {
        "full": gettext_lazy("toàn trình"), "partial": gettext_lazy("một phần"),
        "none": gettext_lazy("chưa trực tuyến"),
    },
    "pause_mode": {"restart": gettext_lazy("tính lại từ đầu"), "resume": gettext_lazy("tính tiếp phần còn lại")},
    "group": {"submitted": gettext_lazy("nộp"), "presented": gettext_lazy("xuất trình")},
}  # fmt: skip
_LIMITS: dict[str, Promise] = {
    "working_days": gettext_lazy("%(n)s ngày làm việc"), "calendar_days": gettext_lazy("%(n)s ngày"),
    "working_hours": gettext_lazy("%(n)s giờ làm việc"), "same_day": gettext_lazy("trong ngày"),
}  # fmt: skip


def language() -> str:
    """The language in force, `vi` when none is."""
    return (get_language() or "vi").split("-")[0]


def said(texts: Any) -> str:
    """A text of three languages in the one in force, else in Vietnamese, else in any; empty when it is not there."""
    if not isinstance(texts, dict):
        return "" if texts is None else str(texts)
    found = (texts.get(code) for code in (language(), "vi", "en", "th"))
    return next((text for text in found if isinstance(text, str) and text), "")


def limit(value: Any) -> str:
    """“3 ngày làm việc”."""
    if not isinstance(value, dict) or str(value.get("unit")) not in _LIMITS:
        return ""
    number = str(value.get("value", "")).replace(".", "," if language() == "vi" else ".")
    return str(_LIMITS[value["unit"]]) % {"n": number}


def limits(body: dict[str, Any]) -> list[str]:
    """The limits of all cases and channels of a whole body."""
    return [limit(value) for case in body["cases"] for value in case["limits"].values()]


def competent(body: dict[str, Any]) -> str:
    """“Ủy ban nhân dân cấp xã”, or the name that the body gives with its level."""
    kind, level = str(body.get("competent_kind") or ""), str(body.get("level") or "")
    name = body.get("competent_name") or KINDS.get(kind, kind)
    return _("%(kind)s %(level)s") % {"kind": name, "level": LEVELS.get(level, level)}


def money(amount: Any) -> str:
    """“5.000 đồng”; empty for no amount."""
    if amount is None:
        return ""
    number = f"{amount:,}" if isinstance(amount, int) else str(amount)
    return _("%(amount)s đồng") % {"amount": number.replace(",", ".") if language() == "vi" else number}


def fee(rule: Any) -> str:
    """What a rule of a fee takes: “8.000 đồng mỗi bản”."""
    if not isinstance(rule, dict):
        return str(rule)
    match rule.get("kind"):
        case "fixed":
            return money(rule.get("amount"))
        case "per_unit":
            unit = said(rule.get("unit")) or rule.get("unit_field", "")
            words = {"amount": money(rule.get("amount")), "unit": unit, "included": rule.get("included", 0)}
            if words["included"]:
                return _("%(amount)s mỗi %(unit)s, không tính %(included)s đầu tiên") % words
            return _("%(amount)s mỗi %(unit)s") % words
        case "scale":
            return "; ".join(_step(step) for step in _mappings(rule.get("steps")))
        case "provincial":
            return _("do Hội đồng nhân dân cấp tỉnh quy định")
        case "table":
            return _("theo bảng quyết định")
        case other:
            return str(other or "")


def _step(step: dict[str, Any]) -> str:
    words = {"amount": money(step.get("amount")), "upto": step.get("upto")}
    if words["upto"]:
        return _("%(amount)s mỗi trang đến trang %(upto)s") % words
    return _("%(amount)s mỗi trang tiếp theo") % words


def _mappings(value: Any) -> list[dict[str, Any]]:
    """The mappings of a list that may be anything: drafts are worded while they are still incomplete."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def relief(value: Any) -> str:
    """“giảm 50% (Nghị quyết …)”."""
    if not isinstance(value, dict):
        return str(value)
    words = {"percent": value.get("percent", ""), "reference": value.get("reference", "")}
    return _("giảm %(percent)s%% (%(reference)s)") % words


def channels(codes: Iterable[str]) -> str:
    """“trực tiếp, bưu chính”."""
    return ", ".join(str(CHANNELS.get(str(code), code)) for code in codes)


def agency_need(value: Any) -> str:
    """“Công an cấp xã”."""
    if not isinstance(value, dict):
        return str(value)
    kind, level, name = (value.get(key) for key in ("kind", "level", "name"))
    return competent({"competent_kind": kind, "level": level, "competent_name": name})


def plain(key: str, value: Any) -> str:
    """The value of a simple field in words; `key` is the field's name in the body."""
    if value in (None, "", [], {}):
        return ""
    if key in _CHOICES and isinstance(value, str):
        return str(_CHOICES[key].get(value, value))
    if key == "channels" and isinstance(value, list):
        return channels(value)
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, dict):
        return said(value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value).replace(".", ",") if isinstance(value, Decimal) else str(value)
