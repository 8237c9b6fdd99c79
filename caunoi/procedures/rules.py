"""Pure rules of the catalogue: forms in a language, answers against a form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError


def text_in(texts: dict[str, str], language: str) -> str:
    """The text in `language` (`en-gb` counts as `en`), in Vietnamese when there is none."""
    return texts.get(language) or texts.get(language.split("-")[0]) or texts["vi"]


def localised(node: Any, language: str) -> Any:
    """A copy of a form in which every `x-NAME-i18n` has its text in `language` beside it.

    `x-title-i18n` gives `title`, `x-hint-i18n` gives `x-hint`, `x-enum-i18n` gives `x-enum-titles` (value to text).
    """
    if isinstance(node, list):
        return [localised(item, language) for item in node]
    if not isinstance(node, dict):
        return node
    copy = {key: localised(value, language) for key, value in node.items()}
    if "x-title-i18n" in node:
        copy["title"] = text_in(node["x-title-i18n"], language)
    if "x-hint-i18n" in node:
        copy["x-hint"] = text_in(node["x-hint-i18n"], language)
    if "x-enum-i18n" in node:
        copy["x-enum-titles"] = {value: text_in(texts, language) for value, texts in node["x-enum-i18n"].items()}
    return copy


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """What is wrong with one field.

    `kind` is `missing`, `unknown`, `not_a_date`, `future`, `too_long`, `too_short`, `not_a_choice`, `not_a_number`,
    `out_of_range` or `format`.
    """

    field: str
    kind: str


_KINDS = {
    "additionalProperties": "unknown",
    "format": "not_a_date",
    "maxLength": "too_long",
    "minLength": "too_short",
    "enum": "not_a_choice",
    "minimum": "out_of_range",
    "maximum": "out_of_range",
    "pattern": "format",
}


def asked_fields(form: dict[str, Any], answers: dict[str, Any]) -> list[str]:
    """The fields of the sections that apply to these answers, in order."""
    return [name for section in form["x-sections"] if applies(section, answers) for name in section["fields"]]


def applies(section: dict[str, Any], answers: dict[str, Any]) -> bool:
    """Whether a section is asked, by its `x-when`."""
    when = section.get("x-when")
    return when is None or answers.get(when["field"]) == when["equals"]


def check_answers(form: dict[str, Any], answers: dict[str, Any], *, on: date, complete: bool) -> list[AnswerProblem]:
    """What is wrong with `answers` on the civil date `on`; at most one problem a field, in the form's order.

    With `complete` every required field must be there; otherwise absent ones are not yet a problem. Answers of
    sections that do not apply are left out of account.
    """
    asked = set(asked_fields(form, answers))
    considered = {name: value for name, value in answers.items() if name in asked or name not in form["properties"]}
    found: dict[str, str] = {}
    for error in Draft202012Validator(form, format_checker=FormatChecker(["date"])).iter_errors(considered):
        for field, kind in _problems(error):
            found.setdefault(field, kind)
    for field, value in considered.items():
        if field not in found and form["properties"].get(field, {}).get("x-not-future") and value > on.isoformat():
            found[field] = "future"
    if not complete:
        found = {field: kind for field, kind in found.items() if kind != "missing"}
    order = list(form["properties"])
    return [
        AnswerProblem(field, kind)
        for field, kind in sorted(found.items(), key=lambda item: order.index(item[0]) if item[0] in order else -1)
    ]


def _problems(error: ValidationError) -> Iterator[tuple[str, str]]:
    if error.validator == "if":
        for inner in error.context or ():
            yield from _problems(inner)
    elif error.validator == "required":
        instance: Any = error.instance
        yield from ((name, "missing") for name in _names(error.validator_value) if name not in instance)
    elif error.validator == "additionalProperties":
        known: Any = error.schema
        instance = error.instance
        yield from ((name, "unknown") for name in instance if name not in known["properties"])
    elif error.absolute_path:
        yield str(error.absolute_path[0]), _kind(error)


def _names(value: Any) -> list[str]:
    return list(value)


def _kind(error: ValidationError) -> str:
    if error.validator == "type":
        return "not_a_number" if error.validator_value in ("integer", "number") else "format"
    return _KINDS.get(str(error.validator), "format")
