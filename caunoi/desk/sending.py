"""A workbook as the answer to a request."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from typing import IO, Any

from django.http import FileResponse
from openpyxl.cell import WriteOnlyCell

from caunoi.documents.rules import XLSX


def workbook(write: Callable[[IO[bytes]], Any], name: str) -> FileResponse:
    """What `write` puts into a file, under a name to keep it by; written to disk and sent from there."""
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115  the answer closes it
    write(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


def plain(sheet: Any, *values: Any) -> list[Any]:
    """A row for openpyxl in which a text stays a text, also one that begins like a formula."""
    row: list[Any] = []
    for value in values:
        if isinstance(value, str):
            cell = WriteOnlyCell(sheet, value)
            cell.data_type = "s"
            value = cell
        row.append(value)
    return row
