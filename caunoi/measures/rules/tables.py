"""A table of published scores ranked again: places by total, and whether each row's groups make its total."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from caunoi.measures.rules.definition import Group, Version
from caunoi.measures.rules.mistakes import Mistake, Mistaken
from caunoi.measures.rules.nodes import plain
from caunoi.measures.rules.ranking import rank

_NUMBER = re.compile(r"[+-]?\d{1,9}(\.\d{1,9})?")
_CODES = ("agency_code", "code")
_NAMES = ("province", "name", "unit")
_NUMBERS = re.compile(r"(rank|total|sum_of_groups|difference)(_.*)?")
"""Columns that hold numbers beside the groups'; those but `total` may be empty."""


@dataclass(frozen=True, slots=True)
class Row:
    """One unit of a table. `difference`: the sum of its groups less its total; `published_rank` as the table says."""

    line: int
    code: str
    name: str
    total: Fraction
    rank: int
    published_rank: int | None
    groups: Mapping[str, Fraction]

    @property
    def sum_of_groups(self) -> Fraction:
        """What its groups make."""
        return sum(self.groups.values(), Fraction(0))

    @property
    def difference(self) -> Fraction:
        """0 when the groups make the total."""
        return self.sum_of_groups - self.total

    @property
    def agrees(self) -> bool | None:
        """Whether the place is the published one; None when none was published."""
        return None if self.published_rank is None else self.rank == self.published_rank


def rank_table(text: str, version: Version, *, file: str) -> list[Row]:
    """The rows of a CSV table, the best first. Raises Mistaken naming each mistake's row (line of the file) and column.

    Needed are the columns `total` and one for each group: its id, or `id_max` (`progress_20`).
    """
    header, rows = _rows(text, file)
    mistakes: list[Mistake] = []
    columns = {group.id: _column(group, header, file, mistakes) for group in version.groups}
    if "total" not in header:
        mistakes.append(Mistake(file, 1, "total", "no_column"))
    if mistakes:
        raise Mistaken(mistakes)
    read = [_row(line, cells, version, columns, file, mistakes) for line, cells in rows]
    _refuse_doubles(read, file, mistakes)
    if mistakes:
        raise Mistaken(mistakes)
    places = rank({row.line: row.total for row in read})
    placed = [
        Row(row.line, row.code, row.name, row.total, places[row.line], row.published_rank, row.groups) for row in read
    ]
    return sorted(placed, key=lambda row: (row.rank, row.line))


def _rows(text: str, file: str) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        lines = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise Mistaken([Mistake(file, reader.line_num, "", "csv_syntax", (("problem", str(error)),))]) from error
    double = sorted({name for name in header if header.count(name) > 1})
    mistakes = [Mistake(file, 1, name, "double_key", (("name", name),)) for name in double]
    mistakes += [Mistake(file, line, "", "cells") for line, cells in lines if len(cells) != len(header)]
    if not lines:
        mistakes.append(Mistake(file, 1, "", "no_rows"))
    if mistakes:
        raise Mistaken(mistakes)
    return header, [(line, dict(zip(header, map(str.strip, cells), strict=True))) for line, cells in lines]


def _column(group: Group, header: Sequence[str], file: str, mistakes: list[Mistake]) -> str:
    """The group's column; its name may say the group's maximum, which must be the definition's."""
    wanted = f"{group.id}_{plain(group.max)}"
    for name in (group.id, wanted):
        if name in header:
            return name
    other = next((name for name in header if re.fullmatch(rf"{group.id}_\d+(\.\d+)?", name)), "")
    params = (("name", wanted),)
    mistakes.append(Mistake(file, 1, other or wanted, "other_max" if other else "no_column", params))
    return ""


def _row(
    line: int,
    cells: Mapping[str, str],
    version: Version,
    columns: Mapping[str, str],
    file: str,
    mistakes: list[Mistake],
) -> Row:
    groups = {group.id: group.max for group in version.groups}
    needed = {column: group for group, column in columns.items()}
    numbers: dict[str, Fraction] = {}
    for column, cell in cells.items():
        if column not in needed and not _NUMBERS.fullmatch(column):
            continue
        if not _NUMBER.fullmatch(cell):
            if cell or column in needed or column == "total":
                mistakes.append(Mistake(file, line, column, "not_number", (("value", cell),)))
            continue
        numbers[column] = Fraction(cell)
        most = groups[needed[column]] if column in needed else version.max if column == "total" else None
        if most is not None and not 0 <= numbers[column] <= most:
            params = (("value", cell), ("max", plain(most)))
            mistakes.append(Mistake(file, line, column, "above_max", params))
    published = numbers.get("rank")
    if published is not None and (published.denominator != 1 or published < 1):
        mistakes.append(Mistake(file, line, "rank", "not_whole", (("value", cells["rank"]),)))
    return Row(
        line=line,
        code=next((cells[name] for name in _CODES if name in cells), ""),
        name=next((cells[name] for name in _NAMES if name in cells), ""),
        total=numbers.get("total", Fraction(0)),
        rank=0,
        published_rank=None if published is None else int(published),
        groups={group: numbers.get(column, Fraction(0)) for group, column in columns.items()},
    )


def _refuse_doubles(rows: Sequence[Row], file: str, mistakes: list[Mistake]) -> None:
    first: dict[str, int] = {}
    for row in rows:
        name = row.code or row.name
        if name and first.setdefault(name, row.line) != row.line:
            params = (("name", name), ("line", str(first[name])))
            mistakes.append(Mistake(file, row.line, "", "double_row", params))
