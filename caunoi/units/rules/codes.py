"""Agency codes in both notations (Decision 20/2020/QĐ-TTg: four groups, the first level is a letter and two digits)."""

from __future__ import annotations

import re

_TOP = re.compile(r"^[A-Z]\d{2}$")
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def reversed_code(code: str) -> str:
    """The other notation: 000.00.05.H26 gives H26.05.00.000, and back."""
    return ".".join(reversed(code.split(".")))


def specific_first(code: str) -> str:
    """The notation with the most specific group first, whichever was given."""
    code = code.strip().upper()
    return reversed_code(code) if _TOP.match(code.split(".")[0]) else code


def commune_group(number: int) -> str:
    """The second-level group of a province's commune, by its place in the list: A0, A1 ... ZZ (936 of them).

    A letter comes first so that communes never meet departments, whose groups are two digits. Raises ValueError when
    the list is full.
    """
    if not 0 <= number < 26 * 36:
        raise ValueError(f"no second-level group is left for number {number}")
    return ALPHABET[10 + number // 36] + ALPHABET[number % 36]
