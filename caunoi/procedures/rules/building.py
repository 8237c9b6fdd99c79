"""Changing a form by commands: each takes a plain form and gives a new one, whole and consistent. Pure.

A form is the plain JSON Schema of docs/howto/forms.md. Between two commands it may be unfinished (a text lacks, a
condition refers to a question that was moved or removed): `form_problems.problems` names that. A command itself refuses
only what makes no sense, with CannotBuild; then nothing is changed.

A question's place is its name, or `group.name` inside a repeated group.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from caunoi.procedures.rules.form_folding import fold, renamed
from caunoi.procedures.rules.form_kinds import (
    CONDITIONS,
    IN_A_GROUP,
    KINDS,
    SETTINGS,
    Rules,
    Texts,
    begun,
    choices_of,
    inner_order,
    kind_of,
    name_from,
)
from caunoi.procedures.rules.form_pieces import (
    Built,
    CannotBuild,
    Form,
    done,
    forget,
    group_of,
    home_of,
    put,
    require_free,
    rules_of,
    section_of,
    set_or_drop,
    titles_of,
)

__all__ = [
    "Built",
    "CannotBuild",
    "add_question",
    "add_section",
    "is_required",
    "may_answer",
    "move_question",
    "move_section",
    "question",
    "remove_question",
    "remove_section",
    "rename_question",
    "rename_section",
    "set_choices",
    "set_condition",
    "set_kind",
    "set_required",
    "set_rules",
    "set_section",
    "set_texts",
    "users_of",
]
PERSON = ("full_name", "personal_id", "phone", "email")


def add_section(form: Form, *, titles: Texts, at: int | None = None) -> Built:
    """A new, empty section, last or at position `at`."""
    work, given = fold(form), titles_of(titles)
    section_id = name_from(given["vi"], [section["id"] for section in work["x-sections"]])
    put(work["x-sections"], {"id": section_id, "x-title-i18n": given, "fields": [], "required": []}, at)
    return done(work, section_id)


def set_section(form: Form, section_id: str, *, titles: Texts) -> Built:
    """The title of a section."""
    work = fold(form)
    section_of(work, section_id)["x-title-i18n"] = titles_of(titles)
    return done(work, section_id)


def rename_section(form: Form, section_id: str, new: str) -> Built:
    """Another id for a section."""
    work = fold(form)
    section = section_of(work, section_id)
    require_free(new, [other["id"] for other in work["x-sections"] if other is not section])
    section["id"] = new
    return done(work, new)


def move_section(form: Form, section_id: str, *, at: int) -> Built:
    """Bring a section to position `at`; past the ends means first or last."""
    work = fold(form)
    section = section_of(work, section_id)
    work["x-sections"].remove(section)
    put(work["x-sections"], section, at)
    return done(work, section_id)


def remove_section(form: Form, section_id: str) -> Built:
    """Take a section away with its questions; the last one stays."""
    work = fold(form)
    section = section_of(work, section_id)
    if len(work["x-sections"]) == 1:
        raise CannotBuild("last_section", section_id)
    for name in section["fields"]:
        forget(work, name)
    work["x-sections"].remove(section)
    return done(work, "")


def set_condition(form: Form, section_id: str, field: str, values: Sequence[Any]) -> Built:
    """Ask a section only when the question `field`, asked before, has one of `values`; no field: always."""
    work = fold(form)
    section = section_of(work, section_id)
    section.pop("x-when", None)
    if field:
        _may_decide(work, section, field, values)
        section["x-when"] = {"field": field} | ({"equals": values[0]} if len(values) == 1 else {"in": list(values)})
    return done(work, section_id)


def _may_decide(work: Form, section: Form, field: str, values: Sequence[Any]) -> None:
    before = work["x-sections"][: work["x-sections"].index(section)]
    if field not in [name for earlier in before for name in earlier["fields"]]:
        raise CannotBuild("not_before", field)
    if kind_of(work["properties"][field]) not in CONDITIONS:
        raise CannotBuild("no_condition", field)
    if not values:
        raise CannotBuild("no_such_answer", field)
    for value in values:
        if not may_answer(work["properties"][field], value):
            raise CannotBuild("no_such_answer", str(value))


def may_answer(rules: Rules, value: Any) -> bool:
    """Whether a question of a kind that may decide can have this answer."""
    match kind_of(rules):
        case "choice":
            return value in rules["enum"]
        case "yes_no" | "tick":
            return isinstance(value, bool)
        case "whole":
            return isinstance(value, int) and not isinstance(value, bool)
    return True


def add_question(
    form: Form, *, kind: str, titles: Texts, section: str = "", group: str = "", at: int | None = None
) -> Built:
    """A new question of a kind, in a section or in a repeated group; last or at position `at`."""
    work, given = fold(form), titles_of(titles)
    if kind not in KINDS:
        raise CannotBuild("no_kind", kind)
    if group:
        return _add_inner(work, kind, given, group, at)
    name = name_from(given["vi"], work["properties"])
    put(section_of(work, section)["fields"], name, at)
    work["properties"][name] = begun(kind, given)
    return done(work, name)


def _add_inner(work: Form, kind: str, titles: dict[str, str], group: str, at: int | None) -> Built:
    items = group_of(work, group)
    if kind not in IN_A_GROUP:
        raise CannotBuild("not_in_group", kind)
    name = name_from(titles["vi"], items["properties"])
    order = inner_order(items)
    put(order, name, at)
    items["properties"][name] = begun(kind, titles)
    items["x-order"] = order
    return done(work, f"{group}.{name}")


def move_question(form: Form, place: str, *, at: int, section: str = "") -> Built:
    """Bring a question to position `at` of a section (its own when not named); inside a group within the group."""
    work = fold(form)
    rules_of(work, place)
    group, _dot, name = place.rpartition(".")
    if group:
        if section:
            raise CannotBuild("not_out_of_group", place)
        items = group_of(work, group)
        order = [other for other in inner_order(items) if other != name]
        put(order, name, at)
        items["x-order"] = order
        return done(work, place)
    old = home_of(work, name)
    new = section_of(work, section) if section else old
    old["fields"].remove(name)
    put(new["fields"], name, at)
    if name in old["required"] and new is not old:
        old["required"].remove(name)
        new["required"].append(name)
    return done(work, place)


def remove_question(form: Form, place: str) -> Built:
    """Take a question away. Conditions that refer to it stay and are named by `problems`; see `users_of`."""
    work = fold(form)
    rules_of(work, place)
    group, _dot, name = place.rpartition(".")
    if not group:
        home_of(work, name)["fields"].remove(name)
        forget(work, name)
        return done(work, "")
    items = group_of(work, group)
    if len(items["properties"]) == 1:
        raise CannotBuild("last_question", place)
    del items["properties"][name]
    items["required"] = [other for other in items.get("required", ()) if other != name]
    items["x-order"] = inner_order(items)
    return done(work, group)


def rename_question(form: Form, place: str, new: str) -> Built:
    """Another name for a question; everything in the form that refers to it follows."""
    work = fold(form)
    rules_of(work, place)
    group, _dot, name = place.rpartition(".")
    owner = group_of(work, group) if group else work
    require_free(new, [other for other in owner["properties"] if other != name])
    if not group:
        return done(renamed(work, name, new), new)
    items = owner
    order = [new if other == name else other for other in inner_order(items)]
    items["properties"][new] = items["properties"].pop(name)
    items["required"] = [new if other == name else other for other in items.get("required", ())]
    items["x-order"] = order
    return done(work, f"{group}.{new}")


def set_texts(
    form: Form, place: str, *, titles: Texts, hints: Texts | None = None, entry: Texts | None = None
) -> Built:
    """A question's title, hint and, for a repeated group, what one entry is called; languages may lack."""
    work = fold(form)
    rules = rules_of(work, place)
    rules["x-title-i18n"] = titles_of(titles)
    set_or_drop(rules, "x-hint-i18n", titles_of(hints or {}, needed=False) or None)
    if kind_of(rules) == "group":
        rules["items"]["x-title-i18n"] = titles_of(entry or {}, needed=False) or dict(rules["x-title-i18n"])
    return done(work, place)


def set_required(form: Form, place: str, required: bool) -> Built:
    """Whether a question must be answered (in a section with a condition: while that section is asked)."""
    work = fold(form)
    rules_of(work, place)
    group, _dot, name = place.rpartition(".")
    owner = group_of(work, group) if group else home_of(work, name)
    names = [other for other in owner.get("required", ()) if other != name]
    owner["required"] = [*names, name] if required else names
    return done(work, place)


def set_kind(form: Form, place: str, kind: str) -> Built:
    """Make another kind of question of it: texts stay, the rules of the old kind go."""
    work = fold(form)
    old = rules_of(work, place)
    if kind not in KINDS or ("." in place and kind not in IN_A_GROUP):
        raise CannotBuild("no_kind" if kind not in KINDS else "not_in_group", kind)
    if kind != kind_of(old):
        new = begun(kind, old["x-title-i18n"]) | {k: old[k] for k in ("x-hint-i18n",) if k in old}
        old.clear()
        old.update(new)
    return done(work, place)


def set_rules(form: Form, place: str, rules: Mapping[str, Any]) -> Built:
    """Rules of the question's kind (`SETTINGS`); None or "" takes one away."""
    work = fold(form)
    own = rules_of(work, place)
    kind = kind_of(own)
    offered = {"x-prefill", "x-prefill-from"} if "." in place else set()
    for name, value in rules.items():
        if name not in SETTINGS[kind] - offered:
            raise CannotBuild("not_this_kind", name)
        gone = value is None or value in ("", []) or (value is False and name != "default")
        set_or_drop(own, name, None if gone else value)
    _sensible(own, kind)
    if kind_of(own) != kind:
        raise CannotBuild("wrong_value", "maxLength")
    return done(work, place)


def _sensible(rules: Rules, kind: str) -> None:
    for low, high in (("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems")):
        for name in (low, high):
            _number(rules, name, whole=low != "minimum" or kind == "whole")
        if low in rules and high in rules and rules[low] > rules[high]:
            raise CannotBuild("range", low)
    try:
        re.compile(rules.get("pattern", ""))
    except re.error as error:
        raise CannotBuild("pattern", rules["pattern"]) from error
    if rules.get("x-prefill", PERSON[0]) not in PERSON:
        raise CannotBuild("wrong_value", "x-prefill")
    source = rules.get("x-prefill-from", {"component": "-", "field": "-"})
    if not isinstance(source, dict) or set(source) != {"component", "field"} or not all(source.values()):
        raise CannotBuild("wrong_value", "x-prefill-from")
    if kind == "choice" and rules.get("default", rules["enum"][0]) not in rules["enum"]:
        raise CannotBuild("wrong_value", "default")


def _number(rules: Rules, name: str, *, whole: bool) -> None:
    value = rules.get(name, 0)
    right = isinstance(value, int if whole else int | float) and not isinstance(value, bool)
    if not right or (name not in ("minimum", "maximum") and value < 0):
        raise CannotBuild("wrong_value", name)


def set_choices(form: Form, place: str, choices: Sequence[tuple[str, Texts]]) -> Built:
    """The answers to choose from, in order: value and texts. An empty value is made from the Vietnamese text."""
    work = fold(form)
    rules = rules_of(work, place)
    if kind_of(rules) not in ("choice", "choices"):
        raise CannotBuild("not_this_kind", "enum")
    values: list[str] = []
    texts: dict[str, dict[str, str]] = {}
    given = {value for value, _texts in choices if value}
    for value, written in choices:
        said = titles_of(written)
        name = value or name_from(said["vi"], given | set(values))
        if name in texts:
            raise CannotBuild("twice", name)
        values.append(name)
        texts[name] = said
    if not values:
        raise CannotBuild("no_choice", place)
    target = choices_of(rules)
    target["enum"], target["x-enum-i18n"] = values, texts
    if rules.get("default") not in (None, *values):
        del rules["default"]
    return done(work, place)


def question(form: Form, place: str) -> Rules:
    """The rules of one question (a copy). Raises CannotBuild."""
    return deepcopy(rules_of(form, place))


def is_required(form: Form, place: str) -> bool:
    """Whether a question must be answered while it is asked."""
    group, _dot, name = place.rpartition(".")
    if group:
        return name in group_of(form, group).get("required", ())
    return any(name in section["required"] for section in fold(form)["x-sections"])


def users_of(form: Form, name: str) -> list[str]:
    """Places that refer to a question: ids of sections with a condition on it, questions that must not be before it."""
    sections = [s["id"] for s in form["x-sections"] if s.get("x-when", {}).get("field") == name]
    return sections + [other for other, rules in form["properties"].items() if rules.get("x-not-before") == name]
