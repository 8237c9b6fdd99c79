"""What stands in the way of publishing a draft's body. Private to the room."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from caunoi.core.errors import Problem
from caunoi.procedures.files.consistency import of_form, of_version
from caunoi.procedures.files.reasons import problem, problems_of
from caunoi.procedures.handlers import process_steps
from caunoi.procedures.publishing import dated
from caunoi.procedures.rules import merged

CODE = re.compile(r"[0-9]\.[0-9]{6}|CT-[A-Z]+")
_ANY_DAY = date(2026, 1, 1)
_UNSAID = _("quy trình gọi cơ quan “%(what)s” mà thủ tục chưa nói là cơ quan nào")
_OWN_WORDS = ("receiving", "competent", "")


@lru_cache(maxsize=1)
def _schema() -> Draft202012Validator:
    """The schema of one version alone, so that places begin in the body."""
    whole = json.loads((Path(__file__).parent / "schema.json").read_text(encoding="utf-8"))
    schema = {"$schema": whole["$schema"], "$ref": "#/$defs/version", "$defs": whole["$defs"]}
    return Draft202012Validator(schema, format_checker=FormatChecker(["date"]))


def problems_of_draft(kind: str, body: dict[str, Any], base: dict[str, Any] | None) -> list[Problem]:
    """Everything that is wrong with a draft's body; `Problem.field` is the place, `cases/0/name/en` or by id."""
    if kind == "abolish":
        return []
    if kind == "variant":
        return [*_of_variant(body), *problems_of_body(whole_of(kind, body, base))]
    return [*problems_of_body(body), *_of_field(body)]


def problems_of_body(body: dict[str, Any]) -> list[Problem]:
    """Everything that is wrong with a whole body, the decision's number and days left aside."""
    whole = dated({k: v for k, v in body.items() if k != "variants"}, ref="", on=_ANY_DAY, start=_ANY_DAY)
    errors = list(_schema().iter_errors(whole))
    if errors:
        return _with_form(errors, whole)
    places = [problem(p.field, p.params[1][1]) if p.field else p for p in of_version(whole, "")]
    return [*map(_from_root, places), *_process(whole)]


def _with_form(errors: list[ValidationError], whole: dict[str, Any]) -> list[Problem]:
    """What breaks the schema; and what is wrong with the form, when it can be read in spite of that."""
    others = [error for error in errors if not _asks_nothing(error)]
    in_form = any(list(error.absolute_path)[:1] == ["form"] for error in others)
    if in_form or not isinstance(whole.get("form"), dict):
        return problems_of(errors)
    return [*problems_of(others), *map(_from_root, of_form(whole["form"], ""))]


def _asks_nothing(error: ValidationError) -> bool:
    """A section without questions: the form's own check says it better."""
    path = list(error.absolute_path)
    return error.validator == "minItems" and path[:2] == ["form", "x-sections"] and path[3:] == ["fields"]


def whole_of(kind: str, body: dict[str, Any], base: dict[str, Any] | None) -> dict[str, Any]:
    """The body as it would be applied: a variant laid over the national one; of an abolition what ends."""
    national = {key: value for key, value in (base or {}).items() if key != "variants"}
    if kind == "variant":
        whole: dict[str, Any] = merged(national, overrides_of(body))
        return whole
    return national if kind == "abolish" else body


def overrides_of(body: dict[str, Any]) -> dict[str, Any]:
    """What a variant's draft says differently; nothing while it is no mapping."""
    found = body.get("overrides")
    return found if isinstance(found, dict) else {}


def _of_field(body: dict[str, Any]) -> list[Problem]:
    """Published texts stand under a field; a province's variant has the national one's. What is no text was named."""
    said = body.get("field")
    return [problem("field", _("không được để trống"))] if isinstance(said, str) and not said.strip() else []


def _of_variant(body: dict[str, Any]) -> list[Problem]:
    found = []
    if not isinstance(body.get("reference"), str) or not body["reference"].strip():
        found.append(problem("reference", _("phải ghi văn bản của tỉnh quy định điều này")))
    if not overrides_of(body):
        found.append(problem("overrides", _("chưa có điểm nào khác với quy định chung của cả nước")))
    return found


def _from_root(found: Problem) -> Problem:
    """Without the slash that an empty place leaves in front."""
    place = found.field.lstrip("/")
    return problem(place, dict(found.params)["reason"])


def _process(body: dict[str, Any]) -> list[Problem]:
    """The process must exist, its words for agencies be said, and results be signed at steps that it has."""
    steps = process_steps(body["process"])
    if steps is None:
        return [problem("process", _("không có quy trình “%(what)s”"), body["process"])]
    said = {*_OWN_WORDS, *body.get("agencies", {})}
    unsaid = dict.fromkeys(step.agency for step in steps if step.agency not in said)
    found = [problem("agencies", _UNSAID, word) for word in unsaid]
    known = {step.id for step in steps}
    for result in body["results"]:
        if steps and result.get("step") and result["step"] not in known:
            found.append(
                problem(f"results/{result['id']}/step", _("quy trình không có bước “%(what)s”"), result["step"])
            )
    return found
