"""What these pages call things."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from caunoi.measures.policies import APPROVERS, PROPOSERS, VERIFIERS
from caunoi.measures.policies import READERS as _READERS

READERS = tuple(sorted(_READERS | VERIFIERS | PROPOSERS))
TYPISTS = tuple(sorted(PROPOSERS))
CHECKERS = tuple(sorted(VERIFIERS))
LEADERS = tuple(sorted(APPROVERS))
STATES: dict[str, tuple[Promise, str]] = {
    "proposed": (_("chờ thẩm định"), "yellow"),
    "verified": (_("đã thẩm định"), "green"),
    "returned": (_("trả lại"), "red"),
    "explained": (_("đã giải trình"), "yellow"),
    "approved": (_("đã phê duyệt"), "blue"),
    "published": (_("đã công bố"), "green"),
}
LEVELS: dict[str, Promise] = {"province": _("Cấp tỉnh"), "department": _("Sở, ngành"), "commune": _("Cấp xã")}
UNITS: dict[str, Promise] = {
    "count": _("số lượng"), "percent": _("phần trăm (0 đến 100)"), "points": _("điểm"),
}  # fmt: skip
GEOGRAPHIES: dict[str, Promise] = {
    "as_recorded": _("Như đã ghi"), "as_of": _("Của ngày chốt số liệu"), "today": _("Hiện nay"),
}  # fmt: skip


def named(names: Mapping[str, str]) -> str:
    """A name of a definition in the visitor's language."""
    language = (get_language() or "vi").split("-")[0]
    return names.get(language) or names.get("vi") or next(iter(names.values()), "")
