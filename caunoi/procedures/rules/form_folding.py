"""A plain form as it is written short: each section says which of its questions must be answered. Pure.

`unfold(fold(form), {})` is the form again (`fragments.unfold`). Commands work on the folded form, so that a question
keeps whether it must be answered when it moves, and when its section gets or loses a condition.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from caunoi.procedures.fragments import condition

Form = dict[str, Any]


def fold(form: Form) -> Form:
    """A copy in which every section has `required`; other conditions stay in `allOf`, unknown names in `required`."""
    work = deepcopy(form)
    needed = list(work.get("required", ()))
    others = []
    for rule in work.get("allOf", ()):
        if (names := _of_a_section(rule, work["x-sections"])) is None:
            others.append(rule)
        else:
            needed += names
    for section in work["x-sections"]:
        section["required"] = [name for name in dict.fromkeys(needed) if name in section["fields"]]
    placed = {name for section in work["x-sections"] for name in section["fields"]}
    work["required"] = [name for name in dict.fromkeys(needed) if name not in placed]
    work["allOf"] = others
    return work


def _of_a_section(rule: Form, sections: list[Form]) -> list[str] | None:
    """What a rule requires, when it only says what a section with a condition requires."""
    names = rule.get("then", {}).get("required", [])
    for section in sections:
        if (when := section.get("x-when")) and rule == condition(when, names) and set(names) <= set(section["fields"]):
            return list(names)
    return None


def condition_of(rule: Form, *, without: str) -> Form | None:
    """A condition whose requirement does not name a question that is gone; None when it required only that one."""
    names = rule.get("then", {}).get("required")
    if names is None or without not in names:
        return rule
    rest = [name for name in names if name != without]
    return {**rule, "then": {**rule["then"], "required": rest}} if rest else None


def renamed(work: Form, old: str, new: str) -> Form:
    """A folded form in which a question has another name, with everything that refers to it."""
    swap = {old: new}
    for section in work["x-sections"]:
        for key in ("fields", "required"):
            section[key] = [swap.get(name, name) for name in section[key]]
        if section.get("x-when", {}).get("field") == old:
            section["x-when"]["field"] = new
    work["properties"] = {swap.get(name, name): rules for name, rules in work["properties"].items()}
    for rules in work["properties"].values():
        if rules.get("x-not-before") == old:
            rules["x-not-before"] = new
    work["required"] = [swap.get(name, name) for name in work["required"]]
    work["allOf"] = [_renamed_rule(rule, swap) for rule in work.get("allOf", ())]
    return work


def _renamed_rule(node: Any, swap: dict[str, str]) -> Any:
    if not isinstance(node, dict):
        return node
    copy = {key: _renamed_rule(value, swap) for key, value in node.items()}
    if "required" in copy:
        copy["required"] = [swap.get(name, name) for name in copy["required"]]
    if isinstance(copy.get("properties"), dict):
        copy["properties"] = {swap.get(name, name): rules for name, rules in copy["properties"].items()}
    return copy
