"""What commands on a form share: why one is refused, what one gives, finding sections and questions. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from caunoi.procedures.fragments import unfold
from caunoi.procedures.rules.form_folding import condition_of
from caunoi.procedures.rules.form_kinds import MOST, NAME, Rules, Texts, kind_of, tidy

Form = dict[str, Any]


class CannotBuild(ValueError):
    """A command that makes no sense. `kind` says why, `what` names it.

    `no_section`, `no_question`, `no_kind`, `no_title`, `bad_name`, `taken`, `last_section`, `last_question`,
    `not_in_group`, `not_out_of_group`, `not_this_kind`, `wrong_value`, `range`, `pattern`, `no_choice`, `twice`,
    `not_before`, `no_condition`, `no_such_answer`.
    """

    def __init__(self, kind: str, what: str = "") -> None:
        self.kind, self.what = kind, what
        super().__init__(f"{kind}: {what}")


@dataclass(frozen=True, slots=True)
class Built:
    """The form after a command, and the place (section id or question) that the command was about."""

    form: Form
    place: str


def done(work: Form, place: str) -> Built:
    """The command's answer: the folded form unfolded again."""
    return Built(unfold(work, {}), place)


def titles_of(texts: Texts, *, needed: bool = True) -> dict[str, str]:
    """Texts as they are kept; Vietnamese must be there. Raises CannotBuild."""
    found = tidy(texts)
    if "vi" not in found and (needed or found):
        raise CannotBuild("no_title")
    return found


def put(items: list[Any], item: Any, at: int | None) -> None:
    """Insert at a position; past the ends means first or last."""
    items.insert(len(items) if at is None else max(at, 0), item)


def set_or_drop(rules: Rules, name: str, value: Any) -> None:
    """Set a rule; None takes it away."""
    if value is None:
        rules.pop(name, None)
    else:
        rules[name] = value


def require_free(name: str, taken: Sequence[str]) -> None:
    """Raise CannotBuild unless the name is right and not taken."""
    if not NAME.fullmatch(name) or len(name) > MOST:
        raise CannotBuild("bad_name", name)
    if name in taken:
        raise CannotBuild("taken", name)


def section_of(work: Form, section_id: str) -> dict[str, Any]:
    """A section. Raises CannotBuild."""
    for section in work["x-sections"]:
        if section["id"] == section_id:
            found: dict[str, Any] = section
            return found
    raise CannotBuild("no_section", section_id)


def home_of(work: Form, name: str) -> dict[str, Any]:
    """The section that asks a question. Raises CannotBuild."""
    for section in work["x-sections"]:
        if name in section["fields"]:
            found: dict[str, Any] = section
            return found
    raise CannotBuild("no_question", name)


def rules_of(work: Form, place: str) -> Rules:
    """The rules of a question. Raises CannotBuild."""
    group, _dot, name = place.rpartition(".")
    known = group_of(work, group)["properties"] if group else work["properties"]
    if name not in known:
        raise CannotBuild("no_question", place)
    found: Rules = known[name]
    return found


def group_of(work: Form, name: str) -> Rules:
    """The `items` of a repeated group. Raises CannotBuild."""
    rules = work["properties"].get(name, {})
    if kind_of(rules) != "group":
        raise CannotBuild("no_question", name)
    found: Rules = rules["items"]
    return found


def forget(work: Form, name: str) -> None:
    """A question is gone: its rules, and that it must be answered. What refers to it is left for `problems`."""
    work["properties"].pop(name, None)
    work["required"] = [other for other in work["required"] if other != name]
    for section in work["x-sections"]:
        section["required"] = [other for other in section["required"] if other != name]
    work["allOf"] = [kept for rule in work.get("allOf", ()) if (kept := condition_of(rule, without=name))]
