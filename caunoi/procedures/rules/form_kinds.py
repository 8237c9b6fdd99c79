"""The kinds of questions that a form may ask (docs/howto/forms.md), and which rules each kind knows. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

LANGUAGES = ("vi", "en", "th")
Rules = dict[str, Any]
Texts = Mapping[str, str]
_FIRST = {
    "one": {"vi": "Lựa chọn 1", "en": "Choice 1", "th": "ตัวเลือก 1"},
    "two": {"vi": "Lựa chọn 2", "en": "Choice 2", "th": "ตัวเลือก 2"},
}
_CHOICE: Rules = {"type": "string", "enum": ["one", "two"], "x-enum-i18n": _FIRST}
_INNER: Rules = {
    "type": "string", "minLength": 1, "maxLength": 200,
    "x-title-i18n": {"vi": "Nội dung", "en": "Content", "th": "เนื้อหา"},
}  # fmt: skip
_ENTRY: Rules = {
    "type": "object", "additionalProperties": False, "properties": {"content": _INNER}, "required": [],
    "x-order": ["content"],
}  # fmt: skip
KINDS: dict[str, Rules] = {
    "text": {"type": "string", "minLength": 1, "maxLength": 200},
    "long_text": {"type": "string", "minLength": 1, "maxLength": 2000},
    "date": {"type": "string", "format": "date"},
    "choice": _CHOICE,
    "choices": {"type": "array", "items": _CHOICE},
    "yes_no": {"type": "boolean"},
    "tick": {"type": "boolean", "x-widget": "checkbox"},
    "whole": {"type": "integer", "minimum": 0},
    "number": {"type": "number", "minimum": 0},
    "commune": {"type": "string", "x-unit": "commune", "minLength": 2, "maxLength": 200},
    "province": {"type": "string", "x-unit": "province", "minLength": 2, "maxLength": 200},
    "group": {"type": "array", "minItems": 1, "maxItems": 10, "items": _ENTRY},
}
"""What a question of each kind begins with, without its title."""
IN_A_GROUP = tuple(kind for kind in KINDS if kind not in ("choices", "group", "tick"))
CONDITIONS = ("choice", "yes_no", "tick", "whole")
"""Kinds of questions whose answer may decide whether a section is asked."""

_LENGTHS = frozenset({"minLength", "maxLength"})
_OFFERED = frozenset({"x-prefill", "x-prefill-from"})
SETTINGS: dict[str, frozenset[str]] = {
    "text": _LENGTHS | _OFFERED | {"pattern", "x-suggestions", "default", "x-example"},
    "long_text": _LENGTHS | {"x-prefill-from", "default", "x-example"},
    "date": frozenset({"x-not-future", "x-not-past", "x-not-before", "x-prefill-from"}),
    "choice": frozenset({"default", "x-prefill-from"}),
    "choices": frozenset({"minItems", "maxItems"}),
    "yes_no": frozenset({"default"}),
    "tick": frozenset({"const"}),
    "whole": frozenset({"minimum", "maximum", "default", "x-example", "x-prefill-from"}),
    "number": frozenset({"minimum", "maximum", "default", "x-example", "x-prefill-from"}),
    "commune": frozenset({"x-prefill-from"}),
    "province": frozenset({"x-prefill-from"}),
    "group": frozenset({"minItems", "maxItems"}),
}
"""The rules of each kind that `set_rules` may set."""
NAME = re.compile(r"[a-z][a-z0-9_]*")
MOST = 60


def kind_of(rules: Rules) -> str:
    """The kind of a question, by its rules."""
    if rules.get("type") == "array":
        return "group" if rules.get("items", {}).get("type") == "object" else "choices"
    if rules.get("type") == "boolean":
        return "tick" if rules.get("x-widget") == "checkbox" else "yes_no"
    if rules.get("type") in ("integer", "number"):
        return "whole" if rules["type"] == "integer" else "number"
    if "enum" in rules:
        return "choice"
    if rules.get("format") == "date":
        return "date"
    return str(rules.get("x-unit") or ("long_text" if rules.get("maxLength", 0) > 200 else "text"))


def begun(kind: str, titles: Texts) -> Rules:
    """A new question of a kind with its title."""
    made = deepcopy(KINDS[kind]) | {"x-title-i18n": dict(titles)}
    if kind == "group":
        made["items"]["x-title-i18n"] = dict(titles)
    return made


def choices_of(rules: Rules) -> Rules:
    """Where a question keeps its `enum`: itself, or its `items`."""
    return rules["items"] if rules.get("type") == "array" else rules


def inner_order(items: Rules) -> list[str]:
    """The questions of a repeated group in their order: as `x-order` says, those that it does not name last.

    A database that keeps JSON sorts its keys; without `x-order` the order is lost there.
    """
    known = items.get("properties", {})
    return list(dict.fromkeys([*(name for name in items.get("x-order", ()) if name in known), *known]))


def name_from(text: str, taken: Iterable[str]) -> str:
    """A name of a field or section out of its title: `Họ và tên` gives `ho_va_ten`, a second one `ho_va_ten_2`."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    base = "_".join(words)[:MOST].strip("_")
    base = base if NAME.fullmatch(base) else f"q_{base}".strip("_")
    used, name, number = set(taken), base, 1
    while name in used:
        number += 1
        name = f"{base}_{number}"
    return name


def tidy(texts: Texts) -> dict[str, str]:
    """Texts without blanks around them and without empty ones."""
    found = {language: " ".join(texts.get(language, "").split()) for language in LANGUAGES}
    return {language: text for language, text in found.items() if text}
