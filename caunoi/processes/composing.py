"""The text that runs use: the drawing with the decision tables that it names. Private to the room."""

from __future__ import annotations

from caunoi.processes import current
from caunoi.processes.models import ProcessVersion
from caunoi.processes.reading import with_tables


def composed(row: ProcessVersion) -> str:
    """The draft's text, complete: a run keeps the tables that were in force when its version was published."""
    return compose(row.code, row.text, province=row.province) if row.kind == "process" else row.text


def compose(code: str, text: str, *, province: str = "") -> str:
    """A process's text with the decision tables in force in the place; a statement for each table, else none.

    A table that is not published is left out: the checks name the element that lacks it.
    """

    def find(table: str) -> str:
        version = current.published(table, province, "decision")
        return version.text if version else ""

    return with_tables(code, text, find)
