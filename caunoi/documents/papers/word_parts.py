"""What python-docx leaves to its callers: styles by Decree 30/2020, language, fields, heads of tables, their words."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

FACE = "Times New Roman"
"""By Decree 30/2020, annex I; every office program draws Vietnamese with it."""
_INK = RGBColor(0x1D, 0x1A, 0x16)
_SLOTS = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")


def styled(document: Any) -> None:
    """Normal, headings 1 to 3, title, subtitle and caption as an administrative paper has them; two styles of ours."""
    styles = document.styles
    _language(styles)
    body = _faced(styles["Normal"], 14)
    body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    body.paragraph_format.first_line_indent = Mm(10)
    body.paragraph_format.space_after, body.paragraph_format.line_spacing = Pt(6), 1.15
    for name, size, bold, italic, before in (
        ("Title", 14, True, False, 18), ("Subtitle", 14, True, False, 0), ("Heading 1", 14, True, False, 12),
        ("Heading 2", 14, True, False, 10), ("Heading 3", 14, True, True, 8), ("Caption", 12, False, True, 6),
    ):  # fmt: skip
        style = _faced(styles[name], size)
        style.font.bold, style.font.italic = bold, italic
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(6)
        style.paragraph_format.first_line_indent = Mm(0)
        style.paragraph_format.keep_with_next = name != "Caption"
        centred = name in ("Title", "Subtitle", "Caption")
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    _line_under(styles["Title"])
    _own(styles, "Cell", 12, italic=False, align=WD_ALIGN_PARAGRAPH.LEFT)
    _own(styles, "Source", 11, italic=True, align=WD_ALIGN_PARAGRAPH.RIGHT)


def _faced(style: Any, size: int) -> Any:
    style.font.name, style.font.size, style.font.color.rgb = FACE, Pt(size), _INK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[attribute]
    for slot in _SLOTS:
        fonts.set(qn(slot), FACE)
    return style


def _own(styles: Any, name: str, size: int, *, italic: bool, align: Any) -> None:
    style = _faced(styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH), size)
    style.base_style, style.font.italic = styles["Normal"], italic
    style.paragraph_format.first_line_indent, style.paragraph_format.space_after = Mm(0), Pt(2)
    style.paragraph_format.alignment, style.paragraph_format.line_spacing = align, 1.0


def _line_under(style: Any) -> None:
    """The template draws a line under titles; papers have none there."""
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _language(styles: Any) -> None:
    """Vietnamese, for spelling and for screen readers."""
    for found in styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), "vi-VN")
        found.set(qn("w:eastAsia"), "vi-VN")


def bordered(table: Any, title: str) -> None:
    """Lines around cells, the words for screen readers, and that the first row is a head."""
    table.style = "Table Grid"
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        for name, value in (("w:firstRow", "1"), ("w:firstColumn", "0"), ("w:noHBand", "1"), ("w:noVBand", "1")):
            look.set(qn(name), value)
    for tag in ("w:tblCaption", "w:tblDescription"):
        properties.append(_element(tag, {"w:val": title}))


def repeated(row: Any) -> None:
    """The row stands again at the top of every page that the table goes on to."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader", {"w:val": "true"}))


def unbroken(row: Any) -> None:
    """The row never goes over the end of a page."""
    row._tr.get_or_add_trPr().insert(0, _element("w:cantSplit", {"w:val": "true"}))


def shaded(cell: Any, colour: str) -> None:
    """A ground of one colour, six hexadecimal digits."""
    cell._tc.get_or_add_tcPr().append(_element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": colour}))


def described(shape: Any, words: str) -> None:
    """A picture's alternative text."""
    shape._inline.docPr.set("descr", words)


def sequence(paragraph: Any, label: str, text: str) -> None:
    """ "Bảng 3. …": the number is a field, so that whoever edits the paper gets new numbers."""
    paragraph.add_run(f"{label} ")
    body = paragraph.part.document.element.body
    earlier = [one for one in body.iter(qn("w:fldSimple")) if f" {label} " in one.get(qn("w:instr"), "")]
    field = _element("w:fldSimple", {"w:instr": f" SEQ {label} \\* ARABIC "})
    run = OxmlElement("w:r")
    shown = OxmlElement("w:t")
    shown.text = str(len(earlier) + 1)
    run.append(shown)
    field.append(run)
    paragraph._p.append(field)
    paragraph.add_run(f". {text}")


def page_field(paragraph: Any) -> None:
    """The page's number."""
    paragraph._p.append(_element("w:fldSimple", {"w:instr": " PAGE "}))


def _element(tag: str, attributes: dict[str, str]) -> Any:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(name), value)
    return made
