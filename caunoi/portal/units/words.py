"""How levels, types and changes of units are called on pages."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LEVELS: dict[str, str | Promise] = {"province": _("cấp tỉnh"), "district": _("cấp huyện"), "commune": _("cấp xã")}
TYPES: dict[str, str | Promise] = {
    "tỉnh": _("tỉnh"), "thành phố": _("thành phố"), "quận": _("quận"), "huyện": _("huyện"), "thị xã": _("thị xã"),
    "xã": _("xã"), "phường": _("phường"), "thị trấn": _("thị trấn"), "đặc khu": _("đặc khu"),
}  # fmt: skip
KINDS: dict[str, str | Promise] = {
    "create": _("thành lập"), "rename": _("đổi tên"), "change_type": _("đổi loại"), "merge": _("sáp nhập"),
    "split": _("chia tách"), "transfer": _("chuyển sang cấp trên khác"), "abolish": _("kết thúc hoạt động"),
}  # fmt: skip
DISAGREEMENTS: dict[str, str | Promise] = {
    "only_in_one_source": _("chỉ một nguồn nêu"),
    "share_unknown": _("chưa nguồn nào nêu tỷ lệ"),
    "no_successor": _("chưa nguồn nào nêu nơi kế thừa"),
}


def level_name(level: str) -> str:
    """“cấp xã” …; the word itself for other registers."""
    return str(LEVELS.get(level, level))


def type_name(type_: str) -> str:
    """“phường” …"""
    return str(TYPES.get(type_, type_))


def kind_name(kind: str) -> str:
    """“sáp nhập” …"""
    return str(KINDS.get(kind, kind))
