"""What is wrong with a form's file, found without stopping at the first. Sentences: `caunoi.reports.texts`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

LANGUAGES = ("vi", "en", "th")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: `key` is the path to it (`versions.0.sections.1.items.0.kind`), `code` names its sentence."""

    file: str
    key: str
    code: str
    params: tuple[tuple[str, str], ...] = ()


class Mistaken(Exception):
    """A file that cannot be used, with everything that was found wrong in it."""

    def __init__(self, mistakes: Collection[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("; ".join(f"{one.file}: {one.key}: {one.code}" for one in self.mistakes))


@dataclass
class Reading:
    """A file being read: typed access that notes each mistake and goes on with something harmless."""

    file: str
    mistakes: list[Mistake] = field(default_factory=list)

    def wrong(self, key: str, code: str, **params: str) -> None:
        """Note a mistake."""
        self.mistakes.append(Mistake(self.file, key, code, tuple(sorted(params.items()))))

    def done(self) -> None:
        """Raises Mistaken when anything was wrong."""
        if self.mistakes:
            raise Mistaken(tuple(dict.fromkeys(self.mistakes)))

    def mapping(self, value: Any, key: str, *, known: Collection[str], needed: Collection[str] = ()) -> dict[str, Any]:
        """A JSON object with known fields only."""
        if not isinstance(value, dict):
            self.wrong(key, "not_object")
            return {}
        for name in value:
            if name not in known:
                self.wrong(f"{key}.{name}" if key else name, "unknown_field", known=", ".join(sorted(known)))
        for name in needed:
            if name not in value:
                self.wrong(f"{key}.{name}" if key else name, "missing")
        return value

    def listing(self, value: Any, key: str, *, empty: bool = False) -> list[Any]:
        """A JSON list, not empty unless that is allowed."""
        if not isinstance(value, list) or (not value and not empty):
            self.wrong(key, "not_list")
            return []
        return value

    def names(self, value: Any, key: str, *, optional: bool = False) -> dict[str, str]:
        """A text in every language."""
        if value is None and optional:
            return {}
        found = self.mapping(value, key, known=LANGUAGES)
        for language in LANGUAGES:
            if not isinstance(found.get(language), str) or not found[language].strip():
                self.wrong(f"{key}.{language}", "no_language", language=language)
        return {language: str(found.get(language, "")) for language in LANGUAGES}

    def word(self, value: Any, key: str, *, among: Collection[str] | None = None, default: str = "") -> str:
        """A short text, one of `among` when given."""
        if value is None and default:
            return default
        if not isinstance(value, str) or not value:
            self.wrong(key, "not_text")
            return default
        if among is not None and value not in among:
            self.wrong(key, "not_among", value=value, among=", ".join(sorted(among)))
        return value

    def identifier(self, value: Any, key: str) -> str:
        """A text of lower-case letters, digits, `_` and `-`, at most 40."""
        text = self.word(value, key)
        if text and not (len(text) <= 40 and text.replace("_", "").replace("-", "").isalnum() and text.isascii()):
            self.wrong(key, "not_identifier", value=text)
        return text

    def flag(self, value: Any, key: str) -> bool:
        """Yes or no; no when not said."""
        if value is not None and not isinstance(value, bool):
            self.wrong(key, "not_flag")
        return value is True

    def number(self, value: Any, key: str) -> Decimal | None:
        """A number, or None when not said."""
        if value is None:
            return None
        try:
            if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
                raise InvalidOperation
            return Decimal(str(value))
        except InvalidOperation:
            self.wrong(key, "not_number")
            return None

    def day(self, value: Any, key: str) -> date:
        """A date as 2026-09-30."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.wrong(key, "not_date")
            return date.min
