"""Why a file does not follow its schema, in words that an editor of the file understands."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from jsonschema.exceptions import ValidationError

from caunoi.core.errors import Problem

MISSING = _("thiếu mục “%(what)s”")
"""Keys that a mapping must have and has not, in `what`."""
_REASONS: dict[str, Promise] = {
    "required": MISSING,
    "additionalProperties": _("có mục không dùng được: “%(what)s”"),
    "type": _("sai kiểu dữ liệu, phải là %(what)s"),
    "enum": _("chỉ nhận một trong các giá trị %(what)s"),
    "const": _("phải là %(what)s"),
    "pattern": _("viết chưa đúng mẫu %(what)s"),
    "format": _("phải là ngày có thật, viết dạng 2026-07-01"),
    "minItems": _("phải có ít nhất %(what)s phần tử"),
    "minLength": _("không được để trống"),
    "minProperties": _("không được để trống"),
    "minimum": _("không được nhỏ hơn %(what)s"),
    "maximum": _("không được lớn hơn %(what)s"),
    "uniqueItems": _("không được lặp lại"),
    "not": _("có mục không đi cùng loại này"),
}
_OTHER = _("không đúng lược đồ: %(what)s")
_MOST = 20


def problems_of(errors: Iterable[ValidationError], place: str = "") -> list[Problem]:
    """One Problem an error, with its path in the file; at most twenty."""
    found = []
    for error in list(errors)[:_MOST]:
        where = "/".join([*([place] if place else []), *map(str, error.absolute_path)])
        reason = _REASONS.get(str(error.validator), _OTHER)
        found.append(problem(where, reason, _what(error)))
    return found


def problem(place: str, reason: str | Promise, what: str | Promise = "") -> Problem:
    """A Problem whose text begins with the place in the file; `reason` may have `%(what)s`."""
    said = Problem(reason, params=(("what", what),) if what else ())
    return Problem(_("%(place)s: %(reason)s"), field=place, params=(("place", place or "/"), ("reason", said)))


def _what(error: ValidationError) -> str:
    value: Any = error.validator_value
    instance: Any = error.instance
    schema: Any = error.schema
    match error.validator:
        case "required":
            return ", ".join(name for name in value if name not in instance)
        case "additionalProperties":
            patterns = " ".join(schema.get("patternProperties", {}))
            known = set(schema.get("properties", {}))
            return ", ".join(name for name in instance if name not in known) + (f" {patterns}" if patterns else "")
        case "enum":
            return ", ".join(str(choice) for choice in value)
        case "type" | "const" | "pattern" | "minItems" | "minimum" | "maximum":
            return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        case _:
            return error.message[:300]
