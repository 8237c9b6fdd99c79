"""The text that runs use: the drawing with the decision tables that it names. Private to the room."""

from __future__ import annotations

from caunoi.processes.models import ProcessVersion


def composed(row: ProcessVersion) -> str:
    """The draft's text, complete."""
    return row.text
