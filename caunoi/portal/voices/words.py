"""What these pages call things, in the visitor's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from caunoi.voices import queries as voices

STATES: dict[str, tuple[Promise, str]] = {
    "open": (_("đang xử lý"), "blue"), "answered": (_("đã trả lời"), "green"), "closed": (_("đã kết thúc"), "grey"),
    "withdrawn": (_("đã rút"), "grey"),
}  # fmt: skip
STEPS: dict[str, Promise] = {
    "raised": _("Bạn đã gửi"), "filed": _("Bạn đã gửi"), "routed": _("Đã xác định cơ quan trả lời"),
    "forwarded": _("Đã chuyển đến cơ quan khác"), "passed_up": _("Đã chuyển lên cấp trên"),
    "answered": _("Đã trả lời"), "escalated": _("Đã báo lãnh đạo vì quá hạn"), "reopened": _("Bạn đã mở lại"),
    "rated": _("Bạn đã đánh giá"), "shown": _("Đã được duyệt hiển thị công khai"),
    "hidden": _("Không hiển thị công khai"), "withdrawn": _("Bạn đã rút"),
    "published": _("Câu trả lời đã được công khai"), "unpublished": _("Câu trả lời không còn công khai"),
    "succeeded": _("Đã chuyển theo sắp xếp đơn vị hành chính"),
}  # fmt: skip
RATINGS: dict[int, Promise] = {
    5: _("Rất hài lòng"), 4: _("Hài lòng"), 3: _("Bình thường"), 2: _("Không hài lòng"), 1: _("Rất không hài lòng"),
}  # fmt: skip


def said(names: Mapping[str, str]) -> str:
    """The name in the language in force, else in Vietnamese."""
    return names.get((get_language() or "vi")[:2]) or names["vi"]


def service_name(code: str) -> str:
    """What a category is called; its code when there is none any more."""
    found = voices.services().get(code)
    return said(found.names) if found else code


def service_groups() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Categories (code, name) by group, in the order of the file."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in voices.services().values():
        groups.setdefault(said(one.group_names), []).append((one.code, said(one.names)))
    yield from groups.items()
