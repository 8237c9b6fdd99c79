"""How roles are called on pages. The roles themselves belong to `people`."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMES: dict[str, str | Promise] = {
    "counter_officer": _("cán bộ Một cửa"),
    "specialist": _("chuyên viên"),
    "head_of_unit": _("trưởng bộ phận"),
    "leader": _("lãnh đạo"),
    "clerk": _("văn thư"),
    "centre_manager": _("giám đốc trung tâm"),
    "support_staff": _("nhân viên hỗ trợ"),
    "auditor": _("người kiểm tra"),
    "administrator": _("người quản trị"),
}


def role_name(role: str | None) -> str:
    """The name of a role in the language in force; the code itself when it is new here."""
    return str(NAMES.get(role or "", role or ""))
