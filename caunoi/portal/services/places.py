"""Levels, fields and agencies in the visitor's language. What is not known here is shown as the catalogue has it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.procedures.queries import ProcedureView

LEVELS: tuple[tuple[str, Promise], ...] = (
    ("commune", _("Cấp xã")),
    ("province", _("Cấp tỉnh")),
    ("nation", _("Cấp bộ")),
)
_FIELDS: dict[str, Promise] = {
    "Đất đai": _("Đất đai"),
    "Hộ tịch": _("Hộ tịch"),
    "Hoạt động xây dựng": _("Hoạt động xây dựng"),
    "Đăng ký, quản lý cư trú": _("Đăng ký, quản lý cư trú"),
    "Đăng ký xe": _("Đăng ký xe"),
    "Chứng thực": _("Chứng thực"),
    "Quản lý xuất nhập cảnh": _("Quản lý xuất nhập cảnh"),
    "Lý lịch tư pháp": _("Lý lịch tư pháp"),
    "Giấy phép lái xe": _("Giấy phép lái xe"),
    "Hộ kinh doanh": _("Hộ kinh doanh"),
    "Lao động, tiền lương": _("Lao động, tiền lương"),
}
_AGENCIES: dict[tuple[str, str], Promise] = {
    ("commune", "peoples_committee"): _("Ủy ban nhân dân xã, phường, đặc khu"),
    ("commune", "police"): _("Công an xã, phường, đặc khu"),
    ("commune", "service_centre"): _("Trung tâm Phục vụ hành chính công xã, phường, đặc khu"),
    ("province", "peoples_committee"): _("Ủy ban nhân dân tỉnh, thành phố"),
    ("province", "police"): _("Công an tỉnh, thành phố"),
    ("province", "social_insurance"): _("Bảo hiểm xã hội tỉnh, thành phố"),
    ("province", "service_centre"): _("Trung tâm Phục vụ hành chính công tỉnh, thành phố"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A name to show; `lang` is set when it is not in the visitor's language (for `lang=`)."""

    name: str
    lang: str = ""


def level_name(level: str) -> str:
    """“Cấp xã”; empty for an unknown level."""
    return str(dict(LEVELS).get(level, ""))


def field_name(field: str) -> Named:
    """A field of the catalogue, translated when it is one that we know."""
    return Named(str(_FIELDS[field])) if field in _FIELDS else Named(field, "vi" if field else "")


def agency_name(kind: str, level: str, name: str = "") -> Named:
    """An agency by kind and level; one that has a name of its own, such as “Sở Tư pháp”, by that."""
    known = _AGENCIES.get((level, kind))
    if known is not None:
        return Named(str(known))
    return Named(name, "vi") if name else Named(level_name(level))


def agencies_of(procedure: ProcedureView) -> list[Named]:
    """The agency that decides, then the others that take part."""
    needs = [(procedure.competent_kind, procedure.level, procedure.competent_name)]
    needs += [(need.kind, need.level, need.name) for need in procedure.agencies.values()]
    return list(dict.fromkeys(agency_name(*need) for need in needs))
