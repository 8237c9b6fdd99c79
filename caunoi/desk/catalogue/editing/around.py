"""What surrounds an item that is edited: the whole body, and what the rest of the program offers to choose from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

Body = dict[str, Any]
Pairs = list[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Around:
    """The body and the choices; `item` is what is edited, `outer` the case that a fee belongs to."""

    body: Body
    item: Body = field(default_factory=dict)
    language: str = "vi"
    life_events: tuple[tuple[str, str], ...] = ()
    processes: tuple[tuple[str, str | Promise], ...] = ()
    steps: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()

    def cases(self) -> Pairs:
        """The cases by id, with their names."""
        return [(case["id"], self.text(case.get("name")) or case["id"]) for case in self.body.get("cases", [])]

    def fees(self) -> Pairs:
        """Every fee of any case by id."""
        found: dict[str, Any] = {}
        for case in self.body.get("cases", []):
            for rules in case.get("fees", {}).values():
                found |= {rule["id"]: self.text(rule.get("name")) or rule["id"] for rule in rules if "id" in rule}
        return list(found.items())

    def questions(self, *types: str) -> Pairs:
        """The questions of the form, of these types if any are named, by the name of the field."""
        known = (self.body.get("form") or {}).get("properties") or {}
        return [
            (name, self.text(rules.get("x-title-i18n")) or name)
            for name, rules in known.items()
            if not types or rules.get("type") in types
        ]

    def inner_questions(self, *types: str) -> Pairs:
        """As `questions`, with those inside repeated groups, which name their group."""
        known = (self.body.get("form") or {}).get("properties") or {}
        found = self.questions(*types)
        for name, rules in known.items():
            inner = (rules.get("items") or {}).get("properties") or {}
            group = self.text(rules.get("x-title-i18n")) or name
            found += [
                (key, f"{group}: {self.text(part.get('x-title-i18n')) or key}")
                for key, part in inner.items()
                if not types or part.get("type") in types
            ]
        return found

    def text(self, texts: Any) -> str:
        """A text in the language in force, else in Vietnamese."""
        if not isinstance(texts, dict):
            return str(texts or "")
        return texts.get(self.language) or texts.get("vi") or ""
