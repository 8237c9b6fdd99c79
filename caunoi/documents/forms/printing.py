"""From data to PDF with Typst, in process. Data goes in as JSON through `sys.inputs`, never into the markup."""

from __future__ import annotations

import io
import json
import re
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst

from caunoi.documents.errors import FormFailed

TEMPLATES = Path(__file__).parent / "templates"
_LONG_WORD = re.compile(r"(?<!\S)(?!https?:)\S{26,}")
_BREAK = "\u200b"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form that is ready to print: JSON values, and the moment that the PDF says it was made at.

    `qr_text` among the values becomes the picture `qr_svg`.
    """

    form: str
    values: dict[str, Any]
    made_at: datetime


def sheet_pdf(sheet: Sheet) -> bytes:
    """Its PDF; the same sheet gives the same bytes. Raises FormFailed."""
    values = dict(sheet.values)
    if text := values.pop("qr_text", ""):
        values["qr_svg"] = qr_svg(text)
    return compile_form(sheet.form, values, made_at=sheet.made_at)


@cache
def _compiler(form: str) -> tuple[typst.Compiler, threading.Lock]:
    """One compiler a form: fonts and template are read once. Only Typst's own fonts, so all machines print alike.

    A compiler keeps its inputs as state, so each has its lock: a long register does not hold up a receipt.
    """
    template = str(TEMPLATES / f"{form}.typ")
    return typst.Compiler(template, root=str(TEMPLATES), font_paths=[], ignore_system_fonts=True), threading.Lock()


def compile_with(compiler: typst.Compiler, **options: Any) -> Any:
    """Typst's own call, apart so that tests can look at a form as a picture."""
    return compiler.compile(**options)


def compile_form(form: str, data: dict[str, Any], *, made_at: datetime, standards: tuple[str, ...] = ()) -> bytes:
    """The PDF of template `form` with `data`. The same data and time give the same bytes. Raises FormFailed.

    `standards` names what the PDF must keep to besides ("ua-1"); one that it cannot keep raises FormFailed too.
    """
    moment = made_at.astimezone(UTC).replace(microsecond=0)
    return _compiled(form, data, format="pdf", timestamp=moment, pdf_standards=list(standards))


def picture(form: str, data: dict[str, Any], *, pixels_an_inch: int) -> bytes:
    """The one page of template `form` as PNG. Raises FormFailed."""
    return _compiled(form, data, format="png", ppi=pixels_an_inch)


def _compiled(form: str, data: dict[str, Any], **options: Any) -> bytes:
    inputs = {"data": json.dumps(_breakable(data), ensure_ascii=False)}
    compiler, lock = _compiler(form)
    with lock:
        try:
            made = compile_with(compiler, sys_inputs=inputs, **options)
        except typst.TypstError as error:
            raise FormFailed(form=form) from error
    if not isinstance(made, bytes):
        raise FormFailed(form=form)
    return made


def _breakable(value: Any, name: str = "") -> Any:
    """The same data, where a word too long for a line may break: it must not run over the edge of its column."""
    match value:
        case str() if not name.endswith("_svg"):
            return _LONG_WORD.sub(lambda word: breakable(word[0]), value)
        case dict():
            return {key: _breakable(inner, str(key)) for key, inner in value.items()}
        case list() | tuple():
            return [_breakable(inner) for inner in value]
    return value


def breakable(text: str, every: int = 6) -> str:
    """`text` with an invisible place to break after each `every` letters of it."""
    return _BREAK.join(text[i : i + every] for i in range(0, len(text), every))


def qr_svg(text: str) -> str:
    """A QR code (error correction M) as SVG, with the quiet zone of two modules: the paper around it is white."""
    # Choosing the best of the eight masks takes longer than everything else of a slip; any of them is a valid code.
    code = segno.make(text, error="m", micro=False, mask=0)
    buffer = io.BytesIO()
    code.save(buffer, kind="svg", border=2, dark="#1d1a16", light="#ffffff")
    return buffer.getvalue().decode()
