"""A long paper as DOCX: real styles and heading levels, repeated table heads, alternative texts, Vietnamese set."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from caunoi.core.clock import local_date
from caunoi.documents.forms import words
from caunoi.documents.papers.model import Block, Paper, Plot, Table, Text, parts
from caunoi.documents.papers.pdf import plot_png
from caunoi.documents.papers.word_parts import (
    bordered,
    described,
    page_field,
    repeated,
    sequence,
    shaded,
    styled,
    unbroken,
)

LINE_MM = 165
"""What a line of text is long: A4 without 30 mm at the left and 15 mm at the right (Decree 30/2020, annex I)."""
_SHADES = {"group": "F6EFE3", "total": "ECE6DC"}


def paper_docx(paper: Paper) -> bytes:
    """The paper as DOCX. The same paper gives the same text and styles; a plot becomes a picture. Raises FormFailed."""
    document = Document()
    styled(document)
    _page(document, paper)
    _head(document, paper)
    for text in paper.opening:
        document.add_paragraph(text)
    for part in parts(paper):
        document.add_heading(part.heading, level=part.level)
        for block in part.blocks:
            _block(document, block)
    _foot(document, paper)
    _described(document, paper)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _page(document: Any, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = (
        Mm(30),
        Mm(15),
        Mm(20),
        Mm(20),
    )
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    page_field(number)
    for footer in (section.footer, section.first_page_footer):
        footer.paragraphs[0].text = paper.source


def _head(document: Any, paper: Paper) -> None:
    """Who writes and the nation's words side by side, then what it is and to whom."""
    table = document.add_table(rows=2, cols=2)
    _widths(table, (70, 95))
    upper = (paper.parent_agency_name.upper(), paper.agency_name.upper())
    _lines(table.cell(0, 0), [(upper[0], False, False), (upper[1], True, False)])
    _lines(
        table.cell(0, 1),
        [("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True, False), ("Độc lập - Tự do - Hạnh phúc", True, False)],
    )
    day = words.long_date(local_date(paper.issued_at))
    _lines(table.cell(1, 0), [(f"Số: {paper.number}", False, False)])
    _lines(table.cell(1, 1), [(f"{paper.place_name}, {day}", False, True)])
    document.add_paragraph(paper.kind.upper(), style="Title")
    document.add_paragraph(paper.about, style="Subtitle")
    for number, one in enumerate(paper.to):
        document.add_paragraph(
            f"Kính gửi: {one}" if not number else one, style="Cell"
        ).paragraph_format.left_indent = Mm(35)


def _lines(cell: Any, lines: list[tuple[str, bool, bool]], align: Any = WD_ALIGN_PARAGRAPH.CENTER) -> None:
    """(text, bold, italic) one a paragraph; empty ones are left out."""
    kept = [line for line in lines if line[0]]
    for number, (text, bold, italic) in enumerate(kept):
        paragraph = cell.paragraphs[0] if not number else cell.add_paragraph()
        paragraph.style, paragraph.alignment = "Cell", align
        run = paragraph.add_run(text)
        run.bold, run.italic = bold, italic


def _block(document: Any, block: Block) -> None:
    match block:
        case Table():
            _table(document, block)
        case Plot():
            _plot(document, block)
        case Text():
            for text in block.paragraphs:
                document.add_paragraph(text)
            if block.source:
                document.add_paragraph(f"({block.source})", style="Source")


def _table(document: Any, block: Table) -> None:
    caption = document.add_paragraph(style="Caption")
    sequence(caption, "Bảng", block.caption)
    caption.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=len(block.columns))
    bordered(table, block.caption)
    for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
        _lines(cell, [(column.title, True, False)])
    repeated(table.rows[0])
    for row in block.rows:
        cells = table.add_row().cells
        for cell, text, column in zip(cells, row.cells, block.columns, strict=True):
            align = WD_ALIGN_PARAGRAPH.RIGHT if column.number else WD_ALIGN_PARAGRAPH.LEFT
            _lines(cell, [(text, row.kind != "plain", False)], align)
            if not text:
                cell.paragraphs[0].style = "Cell"
            if row.kind in _SHADES:
                shaded(cell, _SHADES[row.kind])
    for made in table.rows:
        unbroken(made)
    whole = sum(column.width for column in block.columns)
    _widths(table, tuple(LINE_MM * column.width / whole for column in block.columns))
    document.add_paragraph(block.note, style="Source" if block.note else "Cell")


def _plot(document: Any, block: Plot) -> None:
    shape = document.add_picture(io.BytesIO(plot_png(block)), width=Mm(150))
    described(shape, block.alt)
    paragraph = document.paragraphs[-1]
    paragraph.style, paragraph.alignment = "Cell", WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    caption = document.add_paragraph(style="Caption")
    sequence(caption, "Hình", block.caption)


def _foot(document: Any, paper: Paper) -> None:
    """Who gets it, and who signs."""
    document.add_paragraph(style="Cell")
    table = document.add_table(rows=1, cols=2)
    _widths(table, (80, 85))
    receivers = [("Nơi nhận:", True, True), *((f"- {one};", False, False) for one in paper.receivers)]
    _lines(table.cell(0, 0), receivers if paper.receivers else [], WD_ALIGN_PARAGRAPH.LEFT)
    signer = [(paper.signer_block.upper(), True, False), (paper.signer_title.upper(), True, False)]
    _lines(table.cell(0, 1), [*signer, *((" ", False, False),) * 4, (paper.signer_name, True, False)])
    unbroken(table.rows[0])


def _widths(table: Any, millimetres: tuple[float, ...]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, millimetres, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _described(document: Any, paper: Paper) -> None:
    """What catalogues and screen readers read first."""
    about = document.core_properties
    about.title, about.author, about.language = paper.title, paper.agency_name, "vi-VN"
    about.comments, about.last_modified_by = "", paper.agency_name
    moment: datetime = paper.issued_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    about.created = about.modified = moment
    about.subject = paper.source
