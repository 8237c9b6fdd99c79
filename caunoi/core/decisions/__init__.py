"""Decision tables (DMN 1.3): read, checked and evaluated without any engine, for every room.

A table is data of a law: "a child under six, online: free". `read_table` says what is wrong with each row; `evaluate`
gives the outputs of the row that fits. Only what docs/howto/processes.md lists is understood; the rest is refused.
"""

from caunoi.core.decisions.checking import table_problems
from caunoi.core.decisions.elements import TableInvalid
from caunoi.core.decisions.grids import Grid, GridColumn, Slip, grid_slips, read_grid, write_grid
from caunoi.core.decisions.reading import read_table
from caunoi.core.decisions.tables import Column, Row, Span, Table, Test, Value, evaluate, matching

__all__ = [
    "Column",
    "Grid",
    "GridColumn",
    "Row",
    "Slip",
    "Span",
    "Table",
    "TableInvalid",
    "Test",
    "Value",
    "evaluate",
    "grid_slips",
    "matching",
    "read_grid",
    "read_table",
    "table_problems",
    "write_grid",
]
