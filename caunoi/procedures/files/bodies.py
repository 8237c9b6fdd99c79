"""Bodies of procedures that can be filed: `<code>.json`, with the fragments of `common/` put in."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _
from jsonschema import Draft202012Validator, FormatChecker

from caunoi.core.errors import Problem
from caunoi.core.periods import Period, find_overlap
from caunoi.procedures.errors import BrokenCatalogue
from caunoi.procedures.files.consistency import of_version
from caunoi.procedures.files.reasons import problem, problems_of
from caunoi.procedures.fragments import unfold
from caunoi.procedures.rules import with_variant

_GOOD: set[str] = set()
"""Bodies in which this process found nothing wrong: checking all takes seconds, and tests load them again and again."""


def read_bodies(folder: Path) -> list[dict[str, Any]]:
    """Every body in the folder, checked, fragments put in. Raises BrokenCatalogue naming the file and what is wrong."""
    fragments = {path.stem: _json(path) for path in sorted((folder / "common").glob("*.json"))}
    return [_read(path, fragments) for path in sorted(folder.glob("*.json")) if path.name != "life_events.json"]


def period_of(version: dict[str, Any]) -> Period[date]:
    """When a version is in force."""
    end = version["effective_to"]
    return Period(date.fromisoformat(version["effective_from"]), date.fromisoformat(end) if end else None)


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        message = Problem(_("tệp không phải JSON hợp lệ: %(error)s"), params=(("error", str(error)),))
        raise BrokenCatalogue([message], file=path.name) from error


@lru_cache(maxsize=1)
def _schema() -> Draft202012Validator:
    text = (Path(__file__).parents[1] / "schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text), format_checker=FormatChecker(["date"]))


def _read(path: Path, fragments: dict[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = _json(path)
    versions = body.get("versions") if isinstance(body, dict) else None
    for number, version in enumerate(versions if isinstance(versions, list) else ()):
        _unfold(version, fragments, path, f"versions/{number}/form")
    digest = hashlib.sha256(f"{path.name}\n{json.dumps(body)}".encode()).hexdigest()
    if digest not in _GOOD:
        problems = problems_of(_schema().iter_errors(body)) or _consistency(body, path)
        if problems:
            raise BrokenCatalogue(problems, file=path.name)
        _GOOD.add(digest)
    return body


def _unfold(version: Any, fragments: dict[str, Any], path: Path, place: str) -> None:
    """Put the fragments into a version's form; one that is not even a form is left for the schema to refuse."""
    if not isinstance(version, dict) or not isinstance(version.get("form"), dict):
        return
    try:
        version["form"] = unfold(version["form"], fragments)
    except KeyError as error:
        message = _("thiếu mục, hoặc không có mảnh biểu mẫu hay câu hỏi “%(what)s” trong thư mục common")
        raise BrokenCatalogue([problem(place, message, str(error.args[0]))], file=path.name) from error


def _consistency(body: dict[str, Any], path: Path) -> list[Problem]:
    problems = []
    if body["code"] != path.stem:
        problems.append(problem("code", _("mã trong tệp khác tên tệp")))
    if overlap := find_overlap([period_of(version) for version in body["versions"]]):
        message = _("hai bản có hiệu lực chồng lên nhau từ ngày %(what)s")
        problems.append(problem("versions", message, overlap[1].start.isoformat()))
    for number, version in enumerate(body["versions"]):
        problems += of_version(version, f"versions/{number}")
        problems += _variants(body, version, f"versions/{number}")
    return problems


def _variants(body: dict[str, Any], version: dict[str, Any], place: str) -> list[Problem]:
    """Each province's variant, merged, must be a whole version again."""
    problems: list[Problem] = []
    provinces = [variant["province"] for variant in version.get("variants", [])]
    for province in provinces:
        where = f"{place}/variants/{province}"
        whole = with_variant(version, province)
        found = problems_of(_schema().iter_errors({**body, "versions": [whole]}), where) or of_version(whole, where)
        problems += found
    if len(set(provinces)) < len(provinces):
        problems.append(problem(f"{place}/variants", _("một tỉnh có hai bản riêng")))
    return problems
