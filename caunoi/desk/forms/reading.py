"""A form as the builder shows it: sections with their questions, what each lacks, what may be done with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caunoi.desk.forms import words
from caunoi.desk.forms.drafting import Work
from caunoi.procedures.form_wording import LANGUAGE_NAMES
from caunoi.procedures.rules.form_folding import fold
from caunoi.procedures.rules.form_kinds import inner_order, kind_of
from caunoi.procedures.rules.form_problems import FormProblem, problems


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question in the outline; `inner` are those of a repeated group."""

    place: str
    anchor: str
    title: str
    kind: str
    required: bool
    offered: str
    lacking: list[str]
    wrong: list[str]
    first: bool = False
    last: bool = False
    group: bool = False
    inner: list[QuestionRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section in the outline."""

    id: str
    title: str
    condition: str
    lacking: list[str]
    wrong: list[str]
    questions: list[QuestionRow]
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """Something to mend, with the page that mends it."""

    where: str
    text: str
    href: str


def anchor(place: str) -> str:
    """The id of a question on the builder's page."""
    return "q-" + place.replace(".", "-")


def outline(form: dict[str, Any]) -> list[SectionRow]:
    """The sections with their questions, in order."""
    found, work = problems(form), fold(form)
    sections = work["x-sections"]
    rows = []
    for number, section in enumerate(sections):
        names = [name for name in section["fields"] if name in form["properties"]]
        at_start, at_end = number == 0, number == len(sections) - 1
        questions = [
            _question(name, form["properties"][name], name in section["required"], found,
                      first=at_start and name == names[0], last=at_end and name == names[-1])
            for name in names
        ]  # fmt: skip
        own = [p for p in found if p.section == section["id"]]
        rows.append(
            SectionRow(
                section["id"], words.said(section["x-title-i18n"], section["id"]),
                words.condition(form, section.get("x-when")), _lacking(own), _wrong(form, own), questions,
                first=at_start, last=at_end,
            )
        )  # fmt: skip
    return rows


def _question(
    place: str, rules: dict[str, Any], required: bool, found: list[FormProblem], *, first: bool, last: bool
) -> QuestionRow:
    own = [p for p in found if p.question == place]
    group = kind_of(rules) == "group"
    inner: list[QuestionRow] = []
    if group:
        items, order = rules["items"], inner_order(rules["items"])
        inner = [
            _question(f"{place}.{name}", items["properties"][name], name in items.get("required", ()), found,
                      first=name == order[0], last=name == order[-1])
            for name in order
        ]  # fmt: skip
    return QuestionRow(
        place, anchor(place), words.said(rules["x-title-i18n"], place), words.kind_name(rules), required,
        _offered(rules), _lacking(own), _wrong({"properties": {}}, own), first, last, group, inner,
    )  # fmt: skip


def _offered(rules: dict[str, Any]) -> str:
    if rules.get("x-prefill"):
        return _("điền sẵn từ tài khoản")
    return _("điền sẵn từ kết quả trước") if rules.get("x-prefill-from") else ""


def _lacking(found: Iterable[FormProblem]) -> list[str]:
    """Languages in which a text lacks; a choice's own text counts for all that lack it."""
    texts = [p for p in found if p.is_text]
    codes = [language for language in LANGUAGE_NAMES if any(p.what == language for p in texts)]
    return [str(LANGUAGE_NAMES[code]) for code in codes] or ([_("ở lựa chọn")] if texts else [])


def _wrong(form: dict[str, Any], found: Iterable[FormProblem]) -> list[str]:
    return [words.problem(form, p) for p in found if not p.is_text]


def lacking(work: Work) -> list[ProblemRow]:
    """Everything that has to be mended before the form can be published; what is broken comes first."""
    found = sorted(problems(work.form), key=lambda p: p.is_text)
    return [ProblemRow(_where(work.form, p), words.problem(work.form, p), _href(work, p)) for p in found]


def lacking_at(form: dict[str, Any], place: str) -> list[str]:
    """What a section or a question lacks, without its name."""
    return [words.problem(form, p) for p in problems(form) if place in (p.section, p.question)]


def _where(form: dict[str, Any], found: FormProblem) -> str:
    if found.question:
        return words.title_of(form, found.question)
    sections = {section["id"]: section for section in form["x-sections"]}
    if found.section:
        return words.said(sections[found.section]["x-title-i18n"], found.section)
    return _("Biểu mẫu")


def _href(work: Work, found: FormProblem) -> str:
    if not work.may_edit:
        return ""
    if found.question:
        return reverse("desk:form-question", args=[work.draft.id, found.question])
    return reverse("desk:form-section", args=[work.draft.id, found.section]) if found.section else ""


def section_at(work: Work, place: str) -> str:
    """The section to show in the preview: the one of a question or section, else the first."""
    sections = work.form["x-sections"]
    name = place.partition(".")[0]
    for section in sections:
        if name == section["id"] or name in section["fields"]:
            return str(section["id"])
    return str(sections[0]["id"])
