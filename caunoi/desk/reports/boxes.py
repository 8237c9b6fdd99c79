"""A report as its page shows it: a box for each cell, with what stands in it, what is wrong and what was remarked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from caunoi.reports.rules.form import Cell, Line, Section, Table
from caunoi.reports.rules.numbers import shown
from caunoi.reports.shapes import CellView, Clash, EvidenceView, Finding, RemarkView, ReportPage
from caunoi.reports.words import named
from caunoi.ui import formats

NOTHING = CellView("", None)


@dataclass(frozen=True, slots=True)
class Box:
    """One cell on the page. `typed`: what its control holds; `clash`: what somebody else made of it meanwhile."""

    cell: Cell
    now: CellView
    name: str
    unit: str
    hint: str
    label: str
    typed: str
    explanation: str
    comment: str
    problems: tuple[str, ...]
    asks_why: bool
    clash: str | None
    remarks: tuple[RemarkView, ...]
    before: str

    @property
    def id(self) -> str:
        """For the control and for what describes it."""
        return f"c-{self.cell.code.replace('.', '-')}"

    @property
    def shown(self) -> str:
        """What it says, for reading."""
        return number(self.now.value) if self.now.value is not None else self.now.text

    @property
    def is_long(self) -> bool:
        """Whether it is words."""
        return not self.cell.is_number


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; None where the form leaves a gap."""

    line: Line
    name: str
    boxes: tuple[Box | None, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of boxes."""

    table: Table
    name: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its boxes and grids, its remarks and files."""

    section: Section
    name: str
    hint: str
    items: tuple[Box | Grid, ...]
    problems: int
    remarks: tuple[RemarkView, ...]
    evidence: tuple[EvidenceView, ...]

    @property
    def id(self) -> str:
        """Its anchor."""
        return f"s-{self.section.id}"


def parts(
    page: ReportPage, *, typed: Mapping[str, Any] | None = None, clashes: Iterable[Clash] = (), missing: bool = True
) -> list[Part]:
    """The page's sections. `typed`: what was sent and could not all be kept, by the names of the controls.

    `missing`: whether boxes that are still empty say so; a part's count of problems has them in any case.
    """
    maker = _Maker(page, typed or {}, {one.code: one for one in clashes}, missing)
    return [maker.part(section) for section in page.form.sections]


def said(findings: Iterable[Finding], *, missing: bool) -> list[Finding]:
    """What is said beside the boxes: before anybody asks to hand in, an empty box is not called wrong."""
    return [one for one in findings if missing or one.rule != "required"]


def seen(page: ReportPage) -> str:
    """What the page showed of each cell, for the next saving: [revision, text, explanation, comment], as JSON."""
    return json.dumps({cell.code: seen_of(page.cells.get(cell.code, NOTHING)) for cell in page.form.cells})


def seen_of(one: CellView) -> list[Any]:
    """One cell of it."""
    return [one.revision, held(one), one.explanation, one.comment]


def held(one: CellView) -> str:
    """What a cell's control holds: numbers as they are typed."""
    return shown(one.value) if one.value is not None else one.text


def number(value: Decimal) -> str:
    """For reading, in the reader's language, with the decimals that there are."""
    exponent = value.normalize().as_tuple().exponent
    return formats.number(value, max(0, -exponent) if isinstance(exponent, int) else 0)


class _Maker:
    def __init__(self, page: ReportPage, typed: Mapping[str, Any], clashes: Mapping[str, Clash], missing: bool) -> None:
        self.page, self.typed, self.clashes = page, typed, clashes
        self.found: dict[str, list[str]] = {}
        self.jumps = {one.code for one in page.findings if one.explainable}
        for one in said(page.findings, missing=missing):
            self.found.setdefault(one.code, []).append(str(one))

    def part(self, section: Section) -> Part:
        items = tuple(
            self.grid(one) if isinstance(one, Table) else self.box(one, named(one.names)) for one in section.items
        )
        codes = {cell.code for cell in section.cells}
        return Part(
            section, named(section.names), named(section.hint), items,
            sum(1 for one in self.page.findings if one.code in codes), self._remarks(section.id),
            tuple(one for one in self.page.evidence if one.code in codes | {section.id}),
        )  # fmt: skip

    def grid(self, table: Table) -> Grid:
        columns = tuple((named(one.names), named(one.unit)) for one in table.columns)
        rows = []
        for line in table.rows:
            name = named(line.names)
            cells = [table.cell(line.id, column.id) for column in table.columns]
            boxes = tuple(
                self.box(cell, f"{name}, {column}") if cell else None
                for cell, (column, _unit) in zip(cells, columns, strict=True)
            )
            rows.append(Row(line, name, boxes))
        return Grid(table, named(table.names), columns, tuple(rows))

    def box(self, cell: Cell, label: str) -> Box:
        now = self.page.cells.get(cell.code, NOTHING)
        old = self.page.before.get(cell.code)
        clash = self.clashes.get(cell.code)
        return Box(
            cell=cell, now=now, name=named(cell.names), unit=named(cell.unit), hint=named(cell.hint), label=label,
            typed=self.typed.get(f"v:{cell.code}", held(now)),
            explanation=self.typed.get(f"e:{cell.code}", now.explanation),
            comment=self.typed.get(f"c:{cell.code}", now.comment),
            problems=tuple(self.found.get(cell.code, ())), asks_why=cell.code in self.jumps or bool(now.explanation),
            clash=held(clash.now) if clash else None, remarks=self._remarks(cell.code),
            before=number(old.value) if old is not None and old.value is not None else "",
        )  # fmt: skip

    def _remarks(self, code: str) -> tuple[RemarkView, ...]:
        return tuple(one for one in self.page.remarks if one.code == code)
