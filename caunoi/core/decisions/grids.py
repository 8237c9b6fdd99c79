"""A decision table while it is being written: every cell as text, right or not, and back to DMN."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass

from caunoi.core.decisions.checking import table_problems
from caunoi.core.decisions.elements import TableInvalid, children, elements, text_of
from caunoi.core.decisions.reading import read_table
from caunoi.core.errors import Problem

_SPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"
_OURS = "https://caunoi.example/dmn"


@dataclass(frozen=True, slots=True)
class GridColumn:
    """An input or an output as it is written; `allowed`: the cell that bounds what an input can be, or nothing."""

    name: str
    kind: str = "string"
    label: str = ""
    allowed: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """`rows` have a cell for each input, then one for each output, as DMN writes them (`"a", "b"`, `< 3`, `-`)."""

    code: str
    name: str
    policy: str
    inputs: tuple[GridColumn, ...]
    outputs: tuple[GridColumn, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def columns(self) -> tuple[GridColumn, ...]:
        """Inputs, then outputs: as the cells of a row stand."""
        return (*self.inputs, *self.outputs)


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong, and where: `row` from 0, `column` as in `Grid.columns`; None: a whole column, row or table."""

    problem: Problem
    row: int | None = None
    column: int | None = None


def read_grid(text: str) -> Grid:
    """The one table of a DMN text, with mistakes in its cells and columns left as they are.

    Raises TableInvalid for a text that is no DMN with exactly one table.
    """
    decision, table = elements(text)
    inputs = tuple(_input(element) for element in children(table, "input"))
    outputs = tuple(
        GridColumn(e.get("name", ""), e.get("typeRef", "string"), e.get("label", "")) for e in children(table, "output")
    )
    rows = tuple(_cells(rule, len(inputs), len(outputs)) for rule in children(table, "rule"))
    policy = table.get("hitPolicy", "UNIQUE").upper()
    return Grid(decision.get("id", ""), decision.get("name", ""), policy, inputs, outputs, rows)


def write_grid(grid: Grid) -> str:
    """The grid as DMN 1.3, which `read_table` reads."""
    root = ET.Element("definitions", xmlns=_SPACE, id=f"{grid.code}_definitions", name=grid.name, namespace=_OURS)
    decision = ET.SubElement(root, "decision", id=grid.code, name=grid.name)
    table = ET.SubElement(decision, "decisionTable", id=f"{grid.code}_table", hitPolicy=grid.policy)
    for number, column in enumerate(grid.inputs, 1):
        _write_input(table, f"input_{number}", column)
    for number, column in enumerate(grid.outputs, 1):
        given = {"id": f"output_{number}", "name": column.name, "typeRef": column.kind}
        ET.SubElement(table, "output", given | ({"label": column.label} if column.label else {}))
    for number, row in enumerate(grid.rows, 1):
        rule = ET.SubElement(table, "rule", id=f"rule_{number}")
        for at, cell in enumerate(row):
            entry = "inputEntry" if at < len(grid.inputs) else "outputEntry"
            _say(ET.SubElement(rule, entry, id=f"rule_{number}_{at + 1}"), cell)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def grid_slips(grid: Grid) -> list[Slip]:
    """Everything that is wrong with the grid, each at its place; empty when it decides every case once."""
    try:
        found = table_problems(read_table(write_grid(grid)))
    except TableInvalid as refused:
        found = list(refused.problems)
    return [_placed(grid, problem) for problem in found]


def _input(element: ET.Element) -> GridColumn:
    asked = children(element, "inputExpression")
    allowed = children(element, "inputValues")
    return GridColumn(
        text_of(asked[0]) if asked else "",
        asked[0].get("typeRef", "string") if asked else "string",
        element.get("label", ""),
        text_of(allowed[0]) if allowed else "",
    )


def _cells(rule: ET.Element, inputs: int, outputs: int) -> tuple[str, ...]:
    asked = [text_of(cell) for cell in children(rule, "inputEntry")]
    given = [text_of(cell) for cell in children(rule, "outputEntry")]
    return (*asked[:inputs], *[""] * (inputs - len(asked)), *given[:outputs], *[""] * (outputs - len(given)))


def _write_input(table: ET.Element, id_: str, column: GridColumn) -> None:
    element = ET.SubElement(table, "input", {"id": id_} | ({"label": column.label} if column.label else {}))
    _say(ET.SubElement(element, "inputExpression", id=f"{id_}_expression", typeRef=column.kind), column.name)
    if column.allowed:
        _say(ET.SubElement(element, "inputValues", id=f"{id_}_values"), column.allowed)


def _say(element: ET.Element, text: str) -> None:
    ET.SubElement(element, "text").text = text


def _placed(grid: Grid, problem: Problem) -> Slip:
    said = dict(problem.params)
    _word, _space, row = str(said.get("element", "")).partition(" ")
    names = [column.name for column in grid.columns]
    name = said.get("column")
    twice = "row " not in str(said.get("element", "")) and name in names and names.count(str(name)) > 1
    column = None
    if name in names:
        column = len(names) - 1 - names[::-1].index(str(name)) if twice else names.index(str(name))
    return Slip(problem, int(row) - 1 if row.isdigit() else None, column)
