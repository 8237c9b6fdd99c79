"""A split by hand: a table pasted from a spreadsheet, read strictly, every problem with its row and column.

One line a unit: its code, perhaps its name, and its value, with tabs (a spreadsheet) or semicolons between. Numbers are
written as in Vietnamese: a comma before the decimals, points between thousands. A first line that names the columns is
passed over. A code that lost its leading zeros in the spreadsheet is recognised. Every unit has one line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic

from caunoi.plans.rules.splitting import LARGEST, PLACES, Key

CODE, NAME, VALUE = "code", "name", "value"
MOST_LINES = 20_000
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_BLANKS = re.compile(r"[\s\u00a0\u202f]+")


@dataclass(frozen=True, slots=True)
class Place(Generic[Key]):
    """A unit that may be named: by its code, and its name for checking."""

    key: Key
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Misread:
    """One problem: `line` from 1 (None: of the whole table), `column` is CODE, NAME, VALUE or "" for the line.

    `code` names its sentence, `params` what that needs.
    """

    code: str
    line: int | None
    column: str = ""
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Pasted(Generic[Key]):
    """What was read. `values` is to be used only when there are no problems."""

    values: Mapping[Key, Decimal]
    problems: tuple[Misread, ...]


def number(text: str) -> Decimal | str:
    """A number as Vietnamese writes it ("1.234,5"), or the code of what is wrong with it."""
    written = _BLANKS.sub("", text).removesuffix("%")
    if not written:
        return "no_value"
    if not _NUMBER.fullmatch(written):
        return "point_for_decimals" if re.fullmatch(r"[-+]?\d+\.\d+", written) else "not_a_number"
    value = Decimal(written.replace(".", "").replace(",", "."))
    if abs(value) >= LARGEST:
        return "too_large"
    if len(written.partition(",")[2]) > PLACES:
        return "too_many_decimals"
    return value


def paste(
    text: str, places: Sequence[Place[Key]], *, fold: Callable[[str], str] = str.casefold, partly: bool = False
) -> Pasted[Key]:
    """Read a pasted table about `places`. Without `partly` every unit must have a line.

    `fold` makes names comparable. Problems: `no_lines`, `too_many_lines`, `columns`, `unknown_unit`, `unit_twice`
    (naming the first line), `other_name`, those of `number`, and `units_missing`.
    """
    lines = [(n, line) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if not lines:
        return Pasted({}, (Misread("no_lines", None),))
    if len(lines) > MOST_LINES:
        return Pasted({}, (Misread("too_many_lines", None, "", (("most", str(MOST_LINES)),)),))
    reader = _Reader(places, fold)
    if reader.names_columns(lines[0][1]):
        lines = lines[1:]
    for n, line in lines:
        reader.read(n, line)
    if not partly:
        reader.look_for_missing(places)
    return Pasted(reader.values, tuple(reader.problems))


class _Reader(Generic[Key]):
    def __init__(self, places: Sequence[Place[Key]], fold: Callable[[str], str]) -> None:
        self.fold = fold
        self.places = {place.code.casefold(): place for place in places}
        self.bare = _without_zeros(places)
        self.values: dict[Key, Decimal] = {}
        self.first_line: dict[Hashable, int] = {}
        self.problems: list[Misread] = []

    def names_columns(self, line: str) -> bool:
        """Whether a first line is a heading: its first cell is no unit and its last no number."""
        cells = _cells(line)
        return len(cells) > 1 and self._place(cells[0]) is None and not any(c.isdigit() for c in line)

    def read(self, n: int, line: str) -> None:
        cells = _cells(line)
        if len(cells) not in (2, 3):
            self._wrong("columns", n, "", found=len(cells))
            return
        place = self._place(cells[0])
        if place is None:
            self._wrong("unknown_unit", n, CODE, unit=cells[0][:60])
        elif place.key in self.first_line:
            self._wrong("unit_twice", n, CODE, unit=cells[0], first=self.first_line[place.key])
            place = None
        else:
            self.first_line[place.key] = n
            if len(cells) == 3 and cells[1] and not self._same_name(cells[1], place.name):
                self._wrong("other_name", n, NAME, unit=place.code, name=place.name, found=cells[1][:60])
        value = number(cells[-1])
        if isinstance(value, str):
            self._wrong(value, n, VALUE, found=cells[-1][:30], places=PLACES)
        elif place is not None:
            self.values[place.key] = value

    def look_for_missing(self, places: Sequence[Place[Key]]) -> None:
        missing = [place for place in places if place.key not in self.first_line]
        if missing:
            some = ", ".join(f"{place.code} {place.name}" for place in missing[:10])
            self._wrong("units_missing", None, "", count=len(missing), units=some)

    def _place(self, written: str) -> Place[Key] | None:
        code = written.casefold().lstrip("'")
        return self.places.get(code) or self.bare.get(code)

    def _same_name(self, written: str, name: str) -> bool:
        mine, theirs = self.fold(written), self.fold(name)
        return mine == theirs or theirs.endswith(f" {mine}") or mine.endswith(f" {theirs}")

    def _wrong(self, code: str, line: int | None, column: str, **params: object) -> None:
        self.problems.append(Misread(code, line, column, tuple((name, str(value)) for name, value in params.items())))


def _cells(line: str) -> list[str]:
    return [cell.strip().strip('"').strip() for cell in line.rstrip("\r").split("\t" if "\t" in line else ";")]


def _without_zeros(places: Sequence[Place[Key]]) -> dict[str, Place[Key]]:
    """Units by their code without leading zeros, where that names one only."""
    found: dict[str, list[Place[Key]]] = {}
    for place in places:
        found.setdefault(place.code.casefold().lstrip("0"), []).append(place)
    return {code: many[0] for code, many in found.items() if len(many) == 1 and code}
