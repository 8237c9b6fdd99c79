"""Forms in a language, and answers against a form.

A form is a JSON Schema with sections. A section may be conditional (`x-when`), a field may be a repeatable group
(`type: array` of objects) or several choices (`type: array` of texts).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError


def text_in(texts: dict[str, str], language: str) -> str:
    """The text in `language` (`en-gb` counts as `en`), in Vietnamese when there is none."""
    return texts.get(language) or texts.get(language.split("-")[0]) or texts.get("vi", "")


def localised(node: Any, language: str) -> Any:
    """A copy of a form in which every `x-NAME-i18n` has its text in `language` beside it.

    `x-title-i18n` gives `title`, `x-hint-i18n` gives `x-hint`, `x-item-title-i18n` gives `x-item-title`,
    `x-enum-i18n` gives `x-enum-titles` (value to text). Questions come in their order: by `x-sections`, in a repeated
    group by `x-order` (a database that keeps JSON sorts its keys).
    """
    if isinstance(node, list):
        return [localised(item, language) for item in node]
    if not isinstance(node, dict):
        return node
    copy = {key: localised(value, language) for key, value in node.items()}
    if isinstance(copy.get("properties"), dict):
        copy["properties"] = _in_order(copy)
    for source, target in _TEXTS.items():
        if source in node:
            copy[target] = text_in(node[source], language)
    if "x-enum-i18n" in node:
        copy["x-enum-titles"] = {value: text_in(texts, language) for value, texts in node["x-enum-i18n"].items()}
    return copy


def _in_order(node: dict[str, Any]) -> dict[str, Any]:
    known: dict[str, Any] = node["properties"]
    wanted = [*node.get("x-order", ()), *(name for part in node.get("x-sections", ()) for name in part["fields"])]
    return {name: known[name] for name in dict.fromkeys([*wanted, *known]) if name in known}


_TEXTS = {"x-title-i18n": "title", "x-hint-i18n": "x-hint", "x-item-title-i18n": "x-item-title"}


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """What is wrong with one field.

    `kind` is `missing`, `unknown`, `not_a_date`, `future`, `past`, `too_early`, `too_long`, `too_short`,
    `not_a_choice`, `not_a_number`, `out_of_range`, `too_few`, `too_many`, `repeated` or `format`. In a repeatable
    group `item` is the index of the entry (from 0) and `inner` the field in it.
    """

    field: str
    kind: str
    item: int | None = None
    inner: str = ""


_KINDS = {
    "additionalProperties": "unknown",
    "format": "not_a_date",
    "maxLength": "too_long",
    "minLength": "too_short",
    "enum": "not_a_choice",
    "minimum": "out_of_range",
    "maximum": "out_of_range",
    "pattern": "format",
    "minItems": "too_few",
    "maxItems": "too_many",
    "uniqueItems": "repeated",
}

Place = tuple[Any, ...]


def applies(section: dict[str, Any], answers: dict[str, Any]) -> bool:
    """Whether a section is asked, by its `x-when`: `{field, equals}` or `{field, in}`."""
    when = section.get("x-when")
    if when is None:
        return True
    value = answers.get(when["field"])
    return value in when["in"] if "in" in when else bool(value == when["equals"])


def asked_sections(form: dict[str, Any], answers: dict[str, Any]) -> list[dict[str, Any]]:
    """The sections that apply, in order; an answer left over from a section that no longer applies decides nothing."""
    known: dict[str, Any] = {}
    found = []
    for section in form["x-sections"]:
        if applies(section, known):
            found.append(section)
            known |= {name: answers[name] for name in section["fields"] if name in answers}
    return found


def asked_fields(form: dict[str, Any], answers: dict[str, Any]) -> list[str]:
    """The fields of the sections that apply to these answers, in order."""
    return [name for section in asked_sections(form, answers) for name in section["fields"]]


def required_fields(form: dict[str, Any], answers: dict[str, Any]) -> set[str]:
    """The fields that must be answered, given these answers: `required` counts only while the section is asked."""
    needed = set(form.get("required", ()))
    for rule in [form, *form.get("allOf", ())]:
        if "if" in rule and Draft202012Validator(rule["if"]).is_valid(answers):
            needed |= set(rule.get("then", {}).get("required", ()))
    return needed & set(asked_fields(form, answers))


def check_answers(form: dict[str, Any], answers: dict[str, Any], *, on: date, complete: bool) -> list[AnswerProblem]:
    """What is wrong with `answers` on the civil date `on`; at most one problem a field, in the form's order.

    With `complete` every required field of the sections that apply must be there; otherwise absent ones are not yet
    a problem, and a group may still have too few entries. Answers of sections that do not apply do not count.
    """
    asked = set(asked_fields(form, answers))
    considered = {name: value for name, value in answers.items() if name in asked or name not in form["properties"]}
    found: dict[Place, str] = {}
    for error in Draft202012Validator(form, format_checker=FormatChecker(["date"])).iter_errors(considered):
        for place, kind in _problems(error):
            if kind != "missing" or len(place) > 1 or place[0] in asked:
                found.setdefault(place, kind)
    for place, kind in _dates(form, considered, on, ()):
        found.setdefault(place, kind)
    early = set() if complete else {"missing", "too_few"}
    wrong = [_problem(place, kind) for place, kind in found.items() if kind not in early]
    order = {name: number for number, name in enumerate(form["properties"])}
    return sorted(wrong, key=lambda p: (order.get(p.field, -1), -1 if p.item is None else p.item))


def _problem(place: Place, kind: str) -> AnswerProblem:
    item = next((step for step in place[1:] if isinstance(step, int)), None)
    inner = place[2] if len(place) > 2 else ""
    return AnswerProblem(str(place[0]), kind, item, str(inner))


def _dates(form: dict[str, Any], answers: Any, on: date, place: Place) -> Iterator[tuple[Place, str]]:
    """What JSON Schema cannot say of dates: not after today, not before today, not before another field."""
    for name, value in answers.items():
        rules = form["properties"].get(name, {})
        if rules.get("type") == "array" and rules["items"].get("type") == "object" and isinstance(value, list):
            for number, entry in enumerate(value):
                if isinstance(entry, dict):
                    yield from _dates(rules["items"], entry, on, (*place, name, number))
        elif isinstance(value, str) and (kind := _date_kind(rules, value, answers, on.isoformat())):
            yield (*place, name), kind


def _date_kind(rules: dict[str, Any], value: str, answers: dict[str, Any], today: str) -> str:
    if rules.get("x-not-future") and value > today:
        return "future"
    if rules.get("x-not-past") and value < today:
        return "past"
    other = answers.get(rules.get("x-not-before", ""))
    return "too_early" if isinstance(other, str) and value < other else ""


def _problems(error: ValidationError) -> Iterator[tuple[Place, str]]:
    place = tuple(error.absolute_path)
    if error.validator in ("if", "allOf"):
        for inner in error.context or ():
            yield from _problems(inner)
    elif error.validator == "required":
        instance: Any = error.instance
        yield from (((*place, name), "missing") for name in _names(error.validator_value) if name not in instance)
    elif error.validator == "additionalProperties":
        known: Any = error.schema
        instance = error.instance
        yield from (((*place, name), "unknown") for name in instance if name not in known["properties"])
    elif place:
        yield place, _kind(error)


def _names(value: Any) -> Iterable[str]:
    return list(value)


def _kind(error: ValidationError) -> str:
    if error.validator == "type":
        return "not_a_number" if error.validator_value in ("integer", "number") else "format"
    return _KINDS.get(str(error.validator), "format")
