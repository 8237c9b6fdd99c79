"""The text that runs use: the drawing with the decision tables that it names. Private to the room."""

from __future__ import annotations

from caunoi.processes.models import ProcessVersion


def composed(row: ProcessVersion) -> str:
    """The draft's text, complete."""
    return compose(row.code, row.text, province=row.province) if row.kind == "process" else row.text


def compose(code: str, text: str, *, province: str = "") -> str:
    """A process's text, complete."""
    return text
