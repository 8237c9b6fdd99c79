"""What is found in a workbook of the catalogue before anything is written. Public."""

from __future__ import annotations

from dataclasses import dataclass

from caunoi.procedures.shapes_work import Change


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """One thing that is wrong: the sheet, the cell (`C7`, a range for merged ones; empty: the whole sheet), and why."""

    sheet: str
    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One procedure of the workbook. `kind`: `new`, `amend`, or `same` when the workbook changes nothing of it."""

    code: str
    name: str
    kind: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """Everything that is wrong, and what would become of each procedure when nothing is."""

    problems: tuple[SheetProblem, ...]
    lines: tuple[SheetLine, ...]

    @property
    def drafts(self) -> int:
        """How many drafts would be begun."""
        return sum(line.kind != "same" for line in self.lines)
