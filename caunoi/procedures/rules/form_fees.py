"""The fees of a version that are reckoned from a question of its form. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

_OUTER = ("unit_field", "items_field")
_INNER = ("pages_field", "copies_field")
"""Names inside the repeated group that `items_field` names; without one they are the form's own."""


def fees_with(version: dict[str, Any], place: str) -> list[dict[str, Any]]:
    """The fee rules that refer to a question, each once; `place` is its name, or `group.name`."""
    found = [rule for rule in _fees(version) if any(_at(rule, key) == place for key in (*_OUTER, *_INNER, "when"))]
    return list({rule.get("id"): rule for rule in found}.values())


def renamed_in_fees(version: dict[str, Any], place: str, new: str) -> dict[str, Any]:
    """A copy of the version in whose fees the question at `place` has the name `new` (without its group)."""
    copy = deepcopy(version)
    for rule in _fees(copy):
        for key in (*_INNER, *_OUTER):
            if _at(rule, key) == place:
                rule[key] = new
        if _at(rule, "when") == place:
            rule["optional_when"]["field"] = new
    return copy


def _fees(version: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for case in version.get("cases", []):
        for rules in case.get("fees", {}).values():
            yield from rules


def _at(rule: dict[str, Any], key: str) -> str:
    """The place of the question that a fee refers to by `key`; empty when by none."""
    if key == "when":
        return str(rule.get("optional_when", {}).get("field", ""))
    name, group = str(rule.get(key, "")), rule.get("items_field", "")
    return f"{group}.{name}" if key in _INNER and group and name else name
