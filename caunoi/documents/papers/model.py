"""A long paper as data. Every text is written as it is; numbers come as people read them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

RowKind = Literal["plain", "group", "total"]
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: `width` is its share of the line, `number` sets its cells to the right."""

    title: str
    width: int = 1
    number: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row with as many cells as the table has columns. `group` heads the rows below it, `total` sums them up."""

    cells: tuple[str, ...]
    kind: RowKind = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its first line repeats on every page. Raises ValueError when a row has other than the columns' cells."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, 1):
            if len(row.cells) != len(self.columns):
                raise ValueError(f"row {number} of {self.caption!r}: {len(row.cells)} cells, not {len(self.columns)}")


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture drawn by `documents.plots` with the paper's face; `alt` says what it shows to whoever cannot see it."""

    caption: str
    alt: str
    svg: str


@dataclass(frozen=True, slots=True)
class Text:
    """What somebody wrote, one paragraph each; `source` says who."""

    paragraphs: tuple[str, ...]
    source: str = ""


Block = Table | Plot | Text


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """An administrative paper in the shape of Decree 30/2020, annex I. `source` stands at the foot of every page.

    `kind` is what it is ("BÁO CÁO"), `about` what it is about; `to` whom it is addressed to, one a line. `sealed`: the
    PDF gets a digital signature; who signs stands at the foot of the last page, above room for `papers.PAPER_SEAL`.
    """

    kind: str
    about: str
    agency_name: str
    place_name: str
    issued_at: datetime
    sections: tuple[Section, ...]
    source: str
    parent_agency_name: str = ""
    number: str = ""
    to: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    signer_block: str = ""
    signer_title: str = ""
    signer_name: str = ""
    sealed: bool = False

    @property
    def title(self) -> str:
        """One line for catalogues and readers' windows."""
        return f"{self.kind.capitalize()} {self.about}"


@dataclass(frozen=True, slots=True)
class Part:
    """A section on its way to paper: `level` from 1, `heading` with its number ("II. ", "1. ", "a) ")."""

    level: int
    heading: str
    blocks: tuple[Block, ...]


def parts(paper: Paper) -> Iterator[Part]:
    """The sections in the order of reading, numbered as Decree 30/2020 does; at most three levels."""
    yield from _parts(paper.sections, 1)


def _parts(sections: tuple[Section, ...], level: int) -> Iterator[Part]:
    for number, section in enumerate(sections, 1):
        yield Part(level, f"{_number(number, level)} {section.title}", section.blocks)
        yield from _parts(section.sections, level + 1)


def _number(number: int, level: int) -> str:
    if level == 1:
        return f"{roman(number)}."
    return f"{number}." if level == 2 else f"{chr(ord('a') + number - 1)})"


def roman(number: int) -> str:
    """1 to 39 in Roman numerals."""
    said = ""
    for value, letters in _ROMAN:
        while number >= value:
            said, number = said + letters, number - value
    return said
