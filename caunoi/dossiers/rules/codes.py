"""Dossier codes: `V1V2V3.Z1Z2.Y1Y2.MX1X2-YYMMDD-XXXX` (Circular 01/2018/TT-VPCP art. 19)."""

from __future__ import annotations

import re
from datetime import date

from caunoi.units.rules.codes import specific_first

_CODE = re.compile(r"(?P<agency>[A-Z0-9]{2,}(?:\.[A-Z0-9]{2,})+)-(?P<day>\d{6})-(?P<number>\d{4,})", re.ASCII)


def make_code(agency_code: str, day: date, number: int) -> str:
    """The code of the `number`-th dossier of the day; the number grows past four digits when it must.

    Raises ValueError for a number below 1.
    """
    if number < 1:
        raise ValueError(f"the first dossier of a day is number 1, not {number}")
    return f"{agency_code}-{day:%y%m%d}-{number:04d}"


def normal_code(text: str) -> str:
    """A code as it is stored, from what a person typed: spaces off, capitals, `H26.05.00.000` turned round.

    Decision 20/2020/QD-TTg writes agencies' codes from the general to the special; both are understood. What is not a
    dossier code comes back unchanged.
    """
    typed = "".join(text.split()).upper()
    match = _CODE.fullmatch(typed)
    if match is None:
        return typed
    return f"{specific_first(match['agency'])}-{match['day']}-{match['number']}"
