"""Forms are written short in `data/procedures`; here they are unfolded to plain JSON Schema. Pure.

A section of a written form says which of its fields must be answered (`required`), and may take its questions from a
shared fragment of `data/procedures/common`:

    {"x-include": "person", "prefix": "mother", "whose": {"vi": "mẹ", "en": "the mother", "th": "มารดา"},
     "id": "mother", "x-title-i18n": {...}, "fields": ["full_name", "birth_date"], "required": ["full_name"]}

asks the fragment's `full_name` and `birth_date` as `mother_full_name` and `mother_birth_date`, with `{whose}` of their
texts filled in. `fields` and `required` are the fragment's own when absent; names in them have no prefix. Only with
`"own": true`, or without `whose`, are the fragment's questions about the person who is signed in (`x-prefill`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_WRITTEN_ONLY = ("x-include", "prefix", "whose", "own", "required")


def unfold(form: dict[str, Any], fragments: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """The form as plain JSON Schema with `x-sections`, its properties in the order in which they are asked.

    What a section with `x-when` requires becomes an `if`/`then`; the rest goes into `required`. A form that uses none
    of this comes back with the same meaning. Raises KeyError with the name of a fragment that does not exist.
    """
    properties: dict[str, Any] = {}
    required, conditions, sections = list(form.get("required", ())), list(form.get("allOf", ())), []
    for written in form["x-sections"]:
        section, asked, needed = _section(written, form.get("properties", {}), fragments)
        properties |= {name: _ordered(rules) for name, rules in asked.items()}
        sections.append(section)
        if when := section.get("x-when"):
            if needed:
                conditions.append(condition(when, needed))
        else:
            required += [name for name in needed if name not in required]
    rest = {name: rules for name, rules in form.get("properties", {}).items() if name not in properties}
    plain = {key: value for key, value in form.items() if key not in ("required", "allOf", "properties", "x-sections")}
    return {
        "$schema": DIALECT, "type": "object", "additionalProperties": False, **plain,
        "properties": {**properties, **rest}, "required": required,
        **({"allOf": conditions} if conditions else {}), "x-sections": sections,
    }  # fmt: skip


def _section(
    written: dict[str, Any], own: dict[str, Any], fragments: Mapping[str, dict[str, Any]]
) -> tuple[dict[str, Any], dict[str, Any], list[str]]:
    """A section, the rules of its fields, and the names of those that must be answered."""
    section = {key: value for key, value in written.items() if key not in _WRITTEN_ONLY}
    if "x-include" not in written:
        return section, {n: own[n] for n in written["fields"] if n in own}, list(written.get("required", ()))
    fragment = fragments[written["x-include"]]
    names = written.get("fields", list(fragment["properties"]))
    prefix = f"{written['prefix']}_" if written.get("prefix") else ""
    section["fields"] = [prefix + name for name in names]
    dropped = () if written.get("own") or "whose" not in written else ("x-prefill",)
    asked = {prefix + name: _filled(fragment["properties"][name], written.get("whose", {}), dropped) for name in names}
    needed = [name for name in written.get("required", fragment.get("required", ())) if name in names]
    return section, asked | {n: own[n] for n in section["fields"] if n in own}, [prefix + name for name in needed]


def _ordered(rules: dict[str, Any]) -> dict[str, Any]:
    """A repeated group says the order of its questions: a database that keeps JSON sorts its keys."""
    items = rules.get("items", {})
    if items.get("type") != "object" or "x-order" in items:
        return rules
    return {**rules, "items": {**items, "x-order": list(items["properties"])}}


def _filled(rules: dict[str, Any], whose: dict[str, str], dropped: tuple[str, ...]) -> dict[str, Any]:
    """The rules of a field with `{whose}` of its title and hint filled in, language by language."""
    filled = {key: value for key, value in rules.items() if key not in dropped}
    for key in ("x-title-i18n", "x-hint-i18n"):
        if key in rules:
            filled[key] = {lang: text.replace("{whose}", whose.get(lang, "")) for lang, text in rules[key].items()}
    return filled


def condition(when: dict[str, Any], needed: list[str]) -> dict[str, Any]:
    """The rule that `needed` must be answered while a section is asked by its `x-when`."""
    fits = {"enum": when["in"]} if "in" in when else {"const": when["equals"]}
    asked = {"properties": {when["field"]: fits}, "required": [when["field"]]}
    return {"if": asked, "then": {"required": needed}}
