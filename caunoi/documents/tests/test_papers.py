"""Long papers as DOCX and PDF: opened again, they hold what was given, in a shape that everybody can read."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import pikepdf
import pytest
from docx import Document
from docx.oxml.ns import qn

from caunoi.core.clock import VIETNAM
from caunoi.documents import plots
from caunoi.documents.papers import Column, Paper, Plot, Row, Section, Table, Text, paper_docx, paper_pdf, parts
from caunoi.documents.tests.pdf_text import pages_of, text_of

COLUMNS = (Column("Đơn vị", 3), Column("Giá trị", 1, number=True))
ALT = "Phường Cửa Nam 80, phường Hoàn Kiếm 30"


def paper() -> Paper:
    drawn = str(plots.bars((("Phường Cửa Nam", 80.0, 100.0),), label=ALT, axis="%", font=plots.PAPER))
    rows = (
        Row(("Nhóm", ""), "group"),
        *(Row((f"Phường {i}", "1.234,5")) for i in range(60)),
        Row(("Cộng", "9"), "total"),
    )
    results = Section(
        "Kết quả",
        (Text(("Đoạn một #set.", "Đoạn hai"), "Phường Cửa Nam"), Table("Số hồ sơ", COLUMNS, rows, "Thiếu 1 đơn vị")),
        (Section("Tỷ lệ", (Plot("Theo đơn vị", ALT, drawn),)),),
    )
    return Paper(
        kind="BÁO CÁO", about="Chuyển đổi số quý III", agency_name="Ủy ban nhân dân thành phố Mẫu",
        place_name="Hà Nội",
        issued_at=datetime(2026, 9, 22, 9, tzinfo=VIETNAM), source="Lập từ 1/2 báo cáo", to=("Ban Chỉ đạo",),
        receivers=("Như trên",),
        sections=(results, Section("Kiến nghị", (Text(("Không.",)),))), signer_title="Chủ tịch",
    )  # fmt: skip


def opened() -> Any:
    return Document(io.BytesIO(paper_docx(paper())))


def test_sections_are_numbered_as_the_decree_numbers_them() -> None:
    assert [(part.level, part.heading) for part in parts(paper())] == [
        (1, "I. Kết quả"), (2, "1. Tỷ lệ"), (1, "II. Kiến nghị"),
    ]  # fmt: skip


def test_a_row_with_too_few_cells_is_refused() -> None:
    with pytest.raises(ValueError, match="row 1"):
        Table("Bảng", COLUMNS, (Row(("một",)),))


def test_the_docx_has_heading_levels_and_all_words() -> None:
    found = [(one.style.name, one.text) for one in opened().paragraphs]
    assert ("Heading 1", "I. Kết quả") in found
    assert ("Heading 2", "1. Tỷ lệ") in found
    assert ("Normal", "Đoạn một #set.") in found
    assert ("Source", "(Phường Cửa Nam)") in found


def test_the_docx_repeats_heads_of_tables_and_keeps_rows_whole() -> None:
    table = next(one for one in opened().tables if one.cell(0, 0).text == "Đơn vị")
    assert len(table.rows) == 63
    assert table.cell(1 + 61, 1).text == "9"
    head = table.rows[0]._tr.trPr
    assert head.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_the_docx_is_vietnamese_and_its_pictures_have_words() -> None:
    document = opened()
    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {"vi-VN"}
    assert document.core_properties.language == "vi-VN"
    assert document.core_properties.title == "Báo cáo Chuyển đổi số quý III"
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == [ALT]
    assert document.styles["Heading 1"].font.name == "Times New Roman"


def test_the_pdf_is_tagged_and_holds_the_same() -> None:
    made = paper_pdf(paper())
    text = text_of(made)
    assert "I. Kết quả" in text
    assert "Đoạn một #set." in text
    assert len(pages_of(made)) == 3
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert str(pdf.Root.Lang) == "vi"
        assert bool(pdf.Root.MarkInfo.Marked)
        tags = _tags(pdf.Root.StructTreeRoot)
    assert {"H1", "H2", "Table", "TH", "TD", "Figure"} <= set(tags)


def test_the_same_paper_gives_the_same_pdf() -> None:
    assert paper_pdf(paper()) == paper_pdf(paper())


def _tags(node: Any) -> list[str]:
    found = [str(node.S)[1:]] if "/S" in node else []
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/K" in kid:
            found += _tags(kid)
    return found
