"""Interface texts: Vietnamese in the source, English and Thai in each room's `locale/`. Compiles and checks them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from caunoi.config.paths import ROOT

LANGUAGES = ("en", "th")
_KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
}  # fmt: skip
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


@dataclass(frozen=True, slots=True)
class Gap:
    """A text that cannot be shown in `language`: `what` is missing, fuzzy, placeholders, or syntax."""

    room: str
    language: str
    what: str
    text: str
    where: str = ""


def rooms() -> list[Path]:
    """All rooms, by name."""
    return sorted(p for p in (ROOT / "caunoi").iterdir() if (p / "__init__.py").exists())


def catalogue_path(room: Path, language: str) -> Path:
    """Where a room keeps its texts in `language`."""
    return room / "locale" / language / "LC_MESSAGES" / "django.po"


def compile_all() -> int:
    """Write every `.mo` file whose source is newer. Returns how many were written."""
    written = 0
    for room in rooms():
        for source in sorted(room.glob("locale/*/LC_MESSAGES/django.po")):
            target = source.with_suffix(".mo")
            if not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
                with source.open("rb") as po, target.open("wb") as mo:
                    write_mo(mo, read_po(po, locale=source.parts[-3]))
                written += 1
    return written


def texts_of(room: Path) -> dict[str, str]:
    """Every text in a room's Python files and templates, with one place where it stands."""
    found: dict[str, str] = {}
    for path in sorted([*room.rglob("*.py"), *room.rglob("templates/**/*.html"), *room.rglob("templates/**/*.txt")]):
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        for line, text in _extract(path):
            found.setdefault(text, f"{path.relative_to(ROOT)}:{line}")
    return found


def _extract(path: Path) -> Iterator[tuple[int, str]]:
    source = path.read_text()
    if path.suffix != ".py":
        source = "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).splitlines())
    for line, message, _comments, _context in extract("python", io.BytesIO(source.encode()), _KEYWORDS):
        text = message[0] if isinstance(message, tuple) else message
        if text:
            yield line, text


def gaps() -> list[Gap]:
    """Everything that is missing, fuzzy, or has other placeholders than its source, in any room and language."""
    return [
        gap
        for room in rooms()
        if (texts := texts_of(room))
        for language in LANGUAGES
        for gap in _gaps(room, language, texts)
    ]


def _gaps(room: Path, language: str, texts: dict[str, str]) -> Iterator[Gap]:
    path = catalogue_path(room, language)
    catalogue = Catalog()
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
    known = {_id(m.id): m for m in catalogue if m.id}
    for text, where in texts.items():
        message = known.get(text)
        translations = (
            []
            if message is None
            else [message.string]
            if isinstance(message.string, str)
            else list(message.string or ())
        )
        if message is None or not translations or not all(translations):
            yield Gap(room.name, language, "missing", text, where)
        elif message.fuzzy:
            yield Gap(room.name, language, "fuzzy", text, where)
        elif any(set(_PLACEHOLDER.findall(t)) - set(_PLACEHOLDER.findall(text)) for t in translations):
            yield Gap(room.name, language, "placeholders", text, where)


def _id(identifier: str | Sequence[str]) -> str:
    return identifier if isinstance(identifier, str) else identifier[0]
