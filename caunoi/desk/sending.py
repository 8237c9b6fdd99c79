"""A workbook as the answer to a request."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from typing import IO, Any

from django.http import FileResponse

from caunoi.documents.rules import XLSX


def workbook(write: Callable[[IO[bytes]], Any], name: str) -> FileResponse:
    """What `write` puts into a file, under a name to keep it by; written to disk and sent from there."""
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115  the answer closes it
    write(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
