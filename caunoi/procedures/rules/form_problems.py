"""What a form still lacks, and what in it refers to something that is gone. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from caunoi.procedures.rules.building import may_answer
from caunoi.procedures.rules.form_folding import fold
from caunoi.procedures.rules.form_kinds import CONDITIONS, LANGUAGES, NAME, choices_of, kind_of


@dataclass(frozen=True, slots=True)
class FormProblem:
    """One thing to mend: at a section (`section` is its id) or a question (`question` is its place), or the form.

    `kind`: `no_text` (what: language), `no_hint` (language), `no_choice_text` (the choice), `no_questions`,
    `condition_gone`, `condition_later`, `condition_kind`, `condition_answer` (what: the question, or the answer),
    `date_gone` (the question named by `x-not-before`), `no_choices`, `unplaced`, `twice`, `unknown`, `bad_name`,
    `required_gone`, `rule_gone`.
    """

    kind: str
    what: str = ""
    section: str = ""
    question: str = ""

    @property
    def is_text(self) -> bool:
        """Whether only a text in some language lacks."""
        return self.kind in ("no_text", "no_hint", "no_choice_text")


def problems(form: Mapping[str, Any]) -> list[FormProblem]:
    """Everything that is wrong with a form, in its order; empty when it can be published."""
    return [*_sections(form), *_references(form)]


def _sections(form: Mapping[str, Any]) -> Iterator[FormProblem]:
    known: dict[str, Any] = form["properties"]
    counts = Counter(name for section in form["x-sections"] for name in section["fields"])
    before: set[str] = set()
    for section in form["x-sections"]:
        here = section["id"]
        yield from (FormProblem("no_text", lang, section=here) for lang in _lacking(section["x-title-i18n"]))
        if not section["fields"]:
            yield FormProblem("no_questions", section=here)
        if when := section.get("x-when"):
            yield from (FormProblem(kind, what, section=here) for kind, what in _condition(when, known, before))
        for name in section["fields"]:
            if name not in known:
                yield FormProblem("unknown", name, section=here)
            elif counts[name] > 1 and name in before:
                yield FormProblem("twice", name, section=here)
            else:
                yield from _question(name, known[name], known)
            before.add(name)
    yield from (FormProblem("unplaced", question=name) for name in known if name not in counts)


def _condition(when: dict[str, Any], known: dict[str, Any], before: set[str]) -> Iterator[tuple[str, str]]:
    field = when["field"]
    if field not in known:
        yield "condition_gone", field
    elif field not in before:
        yield "condition_later", field
    elif kind_of(known[field]) not in CONDITIONS:
        yield "condition_kind", field
    else:
        values = when["in"] if "in" in when else [when["equals"]]
        yield from (("condition_answer", str(value)) for value in values if not may_answer(known[field], value))


def _question(place: str, rules: dict[str, Any], around: dict[str, Any]) -> Iterator[FormProblem]:
    if not NAME.fullmatch(place.rpartition(".")[2]):
        yield FormProblem("bad_name", question=place)
    yield from (FormProblem("no_text", lang, question=place) for lang in _lacking(rules["x-title-i18n"]))
    if hint := rules.get("x-hint-i18n"):
        yield from (FormProblem("no_hint", lang, question=place) for lang in _lacking(hint))
    if (other := rules.get("x-not-before")) and kind_of(around.get(other, {})) != "date":
        yield FormProblem("date_gone", other, question=place)
    kind = kind_of(rules)
    if kind in ("choice", "choices"):
        yield from _choices(place, choices_of(rules))
    if kind == "group":
        inner = rules["items"]["properties"]
        for name, part in inner.items():
            yield from _question(f"{place}.{name}", part, inner)


def _choices(place: str, rules: dict[str, Any]) -> Iterator[FormProblem]:
    values = rules.get("enum", [])
    if not values:
        yield FormProblem("no_choices", question=place)
    texts = rules.get("x-enum-i18n", {})
    yield from (FormProblem("no_choice_text", str(v), question=place) for v in values if _lacking(texts.get(v, {})))


def _references(form: Mapping[str, Any]) -> Iterator[FormProblem]:
    """What the form says apart from its sections; a section's own condition was named there."""
    known, apart = form["properties"], fold(dict(form))
    yield from (FormProblem("required_gone", name) for name in apart["required"] if name not in known)
    for rule in [form, *apart["allOf"]]:
        asked = [*rule.get("if", {}).get("properties", ()), *rule.get("then", {}).get("required", ())]
        yield from (FormProblem("rule_gone", name) for name in dict.fromkeys(asked) if name not in known)


def _lacking(texts: Mapping[str, str]) -> list[str]:
    """The languages in which there is no text."""
    return [language for language in LANGUAGES if not texts.get(language, "").strip()]
