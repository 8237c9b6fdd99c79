"""Numbers as people type them in Việt Nam: a comma before the decimals, dots between groups of three. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

_PLAIN = re.compile(r"[+-]?\d+(,\d+)?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?", re.ASCII)
_SPACES = str.maketrans("", "", " \u00a0\u202f\t")
LARGEST = Decimal(10) ** 15
DECIMALS = 6


class NotANumber(ValueError):
    """What was typed is no number; `why`: `letters`, `point` (a dot where a comma belongs), `large` or `decimals`."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def parsed(text: str) -> Decimal | None:
    """The number, None when nothing was typed. A point is never guessed at: `1.234` is 1234, `12.5` is refused.

    Raises NotANumber.
    """
    plain = text.translate(_SPACES).replace("\u2212", "-")
    if not plain:
        return None
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(".", "")
    elif not _PLAIN.fullmatch(plain):
        raise NotANumber("point" if re.fullmatch(r"[+-]?[\d.,]+", plain, re.ASCII) else "letters")
    number = Decimal(plain.replace(",", "."))
    if abs(number) >= LARGEST:
        raise NotANumber("large")
    if number != round(number, DECIMALS):
        raise NotANumber("decimals")
    return number


def shown(number: Decimal) -> str:
    """As it is typed: 1.234.567,89, without zeros at the end."""
    sign, digits = ("-" if number < 0 else ""), f"{abs(number):f}"
    whole, _point, decimals = digits.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    decimals = decimals.rstrip("0")
    return f"{sign}{grouped},{decimals}" if decimals else f"{sign}{grouped}"
