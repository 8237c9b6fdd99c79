"""A plan's annex as a workbook: the sheet to fill in, its reading, and everything that is wrong by row and column.

Nothing here writes or asks the database; who is called what is handed in as a `Directory`.
"""

from caunoi.tasks.importing.checking import LACKING, Checked, check
from caunoi.tasks.importing.columns import COLUMNS, Column, heading_of
from caunoi.tasks.importing.directory import Agency, Directory, Officer
from caunoi.tasks.importing.reading import MOST_BYTES, MOST_ROWS, SheetRow, Table, read
from caunoi.tasks.importing.template import write_template

__all__ = [
    "COLUMNS",
    "LACKING",
    "MOST_BYTES",
    "MOST_ROWS",
    "Agency",
    "Checked",
    "Column",
    "Directory",
    "Officer",
    "SheetRow",
    "Table",
    "check",
    "heading_of",
    "read",
    "write_template",
]
