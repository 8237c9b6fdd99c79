"""A YAML text as a tree in which every value knows its line and key, so that mistakes can be named."""

# mypy: disable-error-code="func-returns-value"
# `return at.wrong(...)` notes the mistake and gives up on the value.

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import yaml

from caunoi.measures.rules.definition import LANGUAGES
from caunoi.measures.rules.mistakes import Mistake, Mistaken

_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,9})?")
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,79}")
_PLAIN_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp")}
_TREE_TAGS = {"tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"}
_LONGEST = 1_000_000


@dataclass(slots=True)
class Notes:
    """Where mistakes are gathered."""

    file: str
    mistakes: list[Mistake]


@dataclass(frozen=True, slots=True)
class At:
    """A value of the file. The readers below note a mistake and return None when the value is not what they want."""

    node: yaml.Node
    key: str
    notes: Notes

    @property
    def line(self) -> int:
        """Its line, from 1."""
        return int(self.node.start_mark.line) + 1

    def wrong(self, code: str, **params: object) -> None:
        """Note a mistake here."""
        said = tuple((name, str(value)) for name, value in params.items())
        self.notes.mistakes.append(Mistake(self.notes.file, self.line, self.key, code, said))

    @property
    def empty(self) -> bool:
        """Nothing is written."""
        return isinstance(self.node, yaml.ScalarNode) and self.node.tag.endswith(":null")

    def entries(self) -> dict[str, At] | None:
        """The values of a mapping by key."""
        if not isinstance(self.node, yaml.MappingNode):
            return self.wrong("not_mapping")
        found: dict[str, At] = {}
        for name, value in self.node.value:
            key = str(name.value) if isinstance(name, yaml.ScalarNode) else "?"
            at = At(value, f"{self.key}.{key}" if self.key else key, self.notes)
            if key in found:
                At(name, at.key, self.notes).wrong("double_key", name=key)
            found[key] = at
        return found

    def mapping(self, required: Sequence[str], allowed: Sequence[str] = ()) -> dict[str, At] | None:
        """A mapping with these keys; unknown and missing ones are noted, empty ones count as not written."""
        found = self.entries()
        if found is None:
            return None
        known = [*required, *allowed]
        for name in [name for name in found if name not in known]:
            found.pop(name).wrong("unknown_key", name=name, known=", ".join(known))
        found = {name: at for name, at in found.items() if not at.empty}
        for name in required:
            if name not in found:
                self.wrong("missing_key", name=name)
        return found

    def items(self) -> list[At]:
        """The values of a list that is not empty."""
        if not isinstance(self.node, yaml.SequenceNode) or not self.node.value:
            self.wrong("not_list")
            return []
        return [At(node, f"{self.key}.{number}", self.notes) for number, node in enumerate(self.node.value)]

    @property
    def is_list(self) -> bool:
        """It is written as a list."""
        return isinstance(self.node, yaml.SequenceNode)

    @property
    def is_mapping(self) -> bool:
        """It is written as a mapping."""
        return isinstance(self.node, yaml.MappingNode)

    def text(self) -> str | None:
        """A text that is not empty; numbers and dates are taken as they are written."""
        if not isinstance(self.node, yaml.ScalarNode) or not str(self.node.value).strip():
            return self.wrong("not_text")
        return str(self.node.value).strip()

    def identifier(self) -> str | None:
        """A name of letters, digits and underscores."""
        text = self.text()
        if text is not None and not _IDENTIFIER.fullmatch(text):
            return self.wrong("bad_id", name=text)
        return text

    def number(self) -> Fraction | None:
        """An exact number."""
        text = self.node.value if isinstance(self.node, yaml.ScalarNode) else None
        if not isinstance(text, str) or not _NUMBER.fullmatch(text):
            return self.wrong("not_number", value=text if isinstance(text, str) else "…")
        return Fraction(text)

    def whole(self) -> int | None:
        """A whole number."""
        number = self.number()
        if number is not None and number.denominator != 1:
            return self.wrong("not_whole", value=self.node.value)
        return None if number is None else int(number)

    def yes(self) -> bool | None:
        """true or false."""
        if not isinstance(self.node, yaml.ScalarNode) or self.node.value not in ("true", "false"):
            return self.wrong("not_boolean")
        return bool(self.node.value == "true")

    def day(self) -> date | None:
        """A date YYYY-MM-DD."""
        try:
            return date.fromisoformat(self.node.value)
        except (TypeError, ValueError):
            return self.wrong("not_date")

    def choice(self, options: Iterable[str]) -> str | None:
        """One of some words."""
        text, known = self.text(), list(options)
        if text is not None and text not in known:
            return self.wrong("choice", value=text, known=", ".join(known))
        return text

    def names(self) -> Mapping[str, str]:
        """A name in every language."""
        found = self.entries()
        if found is None:
            return {}
        for name in [name for name in found if name not in LANGUAGES]:
            found.pop(name).wrong("unknown_key", name=name, known=", ".join(LANGUAGES))
        if missing := [language for language in LANGUAGES if language not in found]:
            self.wrong("missing_language", languages=", ".join(missing))
        return {language: at.text() or "" for language, at in found.items()}

    def plain(self) -> Any:
        """What is written, for a digest: mappings, lists and texts."""
        if isinstance(self.node, yaml.MappingNode):
            return {name: at.plain() for name, at in (self.entries() or {}).items()}
        return [at.plain() for at in self.items()] if self.is_list else str(self.node.value)


def tree(text: str, notes: Notes) -> At:
    """The root of a YAML text. Raises Mistaken when it is no YAML, or uses aliases, tags or several documents."""
    try:
        if len(text) > _LONGEST:
            raise Mistaken([Mistake(notes.file, 0, "", "too_long")])
        _refuse_what_is_not_plain(text, notes)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        params = (("problem", str(error.problem or error.context or "")),)
        raise Mistaken([Mistake(notes.file, line, "", "yaml_syntax", params)]) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise Mistaken([Mistake(notes.file, 0, "", "unreadable")]) from error
    if notes.mistakes:
        raise Mistaken(notes.mistakes)
    if root is None:
        raise Mistaken([Mistake(notes.file, 1, "", "not_mapping")])
    return At(root, "", notes)


def _refuse_what_is_not_plain(text: str, notes: Notes) -> None:
    """One text must mean one thing to every reader: no aliases, no tags."""
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        tag = getattr(event, "tag", None)
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            notes.mistakes.append(Mistake(notes.file, line, "", "alias"))
        elif tag is not None and tag not in _PLAIN_TAGS | _TREE_TAGS:
            notes.mistakes.append(Mistake(notes.file, line, "", "tag", (("tag", str(tag)),)))


def plain(number: Fraction | int) -> str:
    """A number as people write it: 0.8, 18."""
    text = f"{float(number):.9f}".rstrip("0").rstrip(".")
    return text if text not in ("", "-0") else "0"
