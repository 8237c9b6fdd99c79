"""Cells as people write them, and as DMN has them: words without quotation marks, amounts with thousands apart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from caunoi.core.decisions import GridColumn
from caunoi.ui import formats

NUMBERS = frozenset({"number", "integer", "double", "long"})
ANYTHING = "-"
_WORDS = re.compile(r'"[^",()]*"(?:\s*,\s*"[^",()]*")*')
_NOT = re.compile(r"not\s*\((.*)\)", re.DOTALL)
_GROUPED = re.compile(r"\d{1,3}(?:[.,\s]\d{3})+")
_SPAN = re.compile(r"(-?\d+(?:\.\d+)?)\s*\.\.\s*(-?\d+(?:\.\d+)?)")
_SIGNS = str.maketrans({"≤": "<=", "≥": ">=", "\N{NO-BREAK SPACE}": " ", "\N{EN DASH}": "-"})


def shown_test(cell: str, column: GridColumn) -> str:
    """A condition for its box: nothing for anything, words bare."""
    if cell.strip() in ("", ANYTHING):
        return ""
    inner = _NOT.fullmatch(cell.strip())
    if inner and column.kind == "string":
        return f"not({_bare(inner[1])})"
    return _bare(cell.strip()) if column.kind == "string" else cell.strip()


def typed_test(text: str, column: GridColumn, words: Mapping[str, str]) -> str:
    """What was typed as DMN has it. `words`: what a value is called -> the value; both may be typed."""
    text = text.translate(_SIGNS).strip()
    if text in ("", ANYTHING):
        return ANYTHING
    inner = _NOT.fullmatch(text)
    if column.kind == "string":
        return f"not({_quoted(inner[1], words)})" if inner else _quoted(text, words)
    return _SPAN.sub(r"[\1..\2]", text) if _SPAN.fullmatch(text) and column.kind in NUMBERS else text


def shown_value(cell: str, column: GridColumn, *, money: bool) -> str:
    """A result for its box."""
    if column.kind == "string":
        return cell[1:-1] if re.fullmatch(r'"[^"]*"', cell) else cell
    return formats.number(int(cell)) if money and cell.isascii() and cell.isdigit() else cell


def typed_value(text: str, column: GridColumn, *, money: bool) -> str:
    """A typed result as DMN has it; an amount may have its thousands apart and end in đ."""
    text = text.translate(_SIGNS).strip()
    if column.kind == "string":
        return text if not text or re.fullmatch(r'"[^"]*"', text) else f'"{text}"'
    if money:
        text = text.removesuffix("đ").strip()
        return re.sub(r"[.,\s]", "", text) if _GROUPED.fullmatch(text) else text
    return text


def looks_grouped(cell: str) -> bool:
    """Whether a condition has a number that would be read a thousand times too small (1.000 is 1)."""
    return bool(re.search(r"(?<![\d.])\d{1,3}(?:\.\d{3})+(?![\d.])", cell))


def _bare(cell: str) -> str:
    return cell.replace('"', "") if _WORDS.fullmatch(cell.strip()) else cell


def _quoted(text: str, words: Mapping[str, str]) -> str:
    """Each piece between commas in quotation marks; what has some already stays as it is."""
    if '"' in text:
        return text.strip()
    pieces: Sequence[str] = [piece.strip() for piece in text.split(",")]
    return ", ".join(f'"{words.get(piece.casefold(), piece)}"' for piece in pieces)
