"""Faults of attributes in sentences for people. Private to the room."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Problem
from caunoi.voices.rules.services import Fault, Names, Service

FAULTS = {
    "unknown": _("“%(name)s” không phải là mục của lĩnh vực này. Hãy bỏ mục đó."),
    "required": _("Hãy trả lời: %(name)s"),
    "number": _("%(name)s Hãy ghi một số, ví dụ 12 hoặc 2,5."),
    "datetime": _("%(name)s Hãy ghi thời điểm, ví dụ 2026-09-22T08:30."),
    "choice": _("%(name)s Hãy chọn trong các giá trị được nêu: %(known)s."),
    "one": _("%(name)s Chỉ trả lời một lần."),
    "long": _("%(name)s Câu trả lời quá dài."),
}


def said(names: Names) -> str:
    """A name in the language in force, else in Vietnamese."""
    return names.get((get_language() or "vi")[:2]) or names["vi"]


def fault_of(fault: Fault, service: Service) -> Problem:
    """What is wrong with an attribute, named as the form names it."""
    attribute = next((one for one in service.attributes if one.code == fault.code), None)
    name = said(attribute.names) if attribute else fault.code[:60]
    known = ", ".join(one.key for one in attribute.values) if attribute else ""
    return Problem(FAULTS[fault.reason], f"attribute_{fault.code[:60]}", params=(("name", name), ("known", known)))
