"""Answers as people read them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from caunoi.ui import formats


def answer_words(rules: dict[str, Any], value: Any) -> str:
    """One answer of a property in words; empty when there is none. Rows of a group are numbered, one a line."""
    if value is None or value == "":
        return ""
    if isinstance(value, list):
        return _list(rules.get("items", {}), value)
    if isinstance(value, dict):
        return ", ".join(filter(None, (_named(rules, name, part) for name, part in value.items())))
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if "enum" in rules:
        return str(rules.get("x-enum-titles", {}).get(value, value))
    if rules.get("format") == "date":
        year, month, day = str(value).split("-")
        return f"{day}/{month}/{year}"
    return formats.number(value) if isinstance(value, int | float) else str(value)


def _list(rules: dict[str, Any], values: list[Any]) -> str:
    words = [answer_words(rules, value) for value in values]
    if rules.get("type") == "object":
        return "\n".join(f"{number}. {text}" for number, text in enumerate(words, start=1))
    return ", ".join(words)


def _named(rules: dict[str, Any], name: str, value: Any) -> str:
    part = rules.get("properties", {}).get(name, {})
    words = answer_words(part, value)
    return f"{part.get('title', name)}: {words}" if words else ""
