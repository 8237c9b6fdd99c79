"""From data to PDF with Typst, in process. Data goes in as JSON through `sys.inputs`, never into the markup."""

from __future__ import annotations

import io
import json
import threading
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst

from caunoi.documents.errors import FormFailed

TEMPLATES = Path(__file__).parent / "templates"
_lock = threading.Lock()


@cache
def _compiler(form: str) -> typst.Compiler:
    """One compiler a form: fonts and template are read once. Only Typst's own fonts, so all machines print alike."""
    return typst.Compiler(str(TEMPLATES / f"{form}.typ"), root=str(TEMPLATES), font_paths=[], ignore_system_fonts=True)


def compile_form(form: str, data: dict[str, Any], *, made_at: datetime) -> bytes:
    """The PDF of template `form` with `data`. The same data and time give the same bytes. Raises FormFailed."""
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    with _lock:  # a compiler keeps its inputs as state
        try:
            pdf = _compiler(form).compile(
                format="pdf", sys_inputs=inputs, timestamp=made_at.astimezone(UTC).replace(microsecond=0)
            )
        except typst.TypstError as error:
            raise FormFailed(form=form) from error
    if not isinstance(pdf, bytes):
        raise FormFailed(form=form)
    return pdf


def qr_svg(text: str) -> str:
    """A QR code (error correction M) as SVG, with the quiet zone of two modules: the paper around it is white."""
    code = segno.make(text, error="m", micro=False)
    buffer = io.BytesIO()
    code.save(buffer, kind="svg", border=2, dark="#1d1a16", light="#ffffff")
    return buffer.getvalue().decode()
