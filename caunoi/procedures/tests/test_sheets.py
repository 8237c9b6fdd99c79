"""The catalogue as a workbook: what is written is read back the same, and what is wrong is named by sheet and cell."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from caunoi.core.actor import System
from caunoi.procedures import operations, queries
from caunoi.procedures.errors import NotYourProvince, SheetsWrong
from caunoi.procedures.models import ProcedureDraft
from caunoi.procedures.queries import SheetPreview
from caunoi.procedures.tests import office as offices
from caunoi.procedures.tests.office import NOW, TODAY, begun, published
from caunoi.procedures.tests.pieces import CODE, load

pytestmark = pytest.mark.django_db


@pytest.fixture
def ministry() -> offices.Office:
    return offices.ministry()


def exported(*codes: str) -> Workbook:
    file = BytesIO()
    queries.write_sheets(file, on=TODAY, codes=codes)
    return load_workbook(BytesIO(file.getvalue()))


def saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def looked_at(book: Workbook, office: offices.Office) -> SheetPreview:
    return queries.preview_sheets(saved(book), actor=office.manager, now=NOW)


def cell(book: Workbook, sheet: str, title: str, row: int = 2) -> Any:
    page = book[sheet]
    column = next(c.column for c in page[1] if c.value == title)
    return page.cell(row=row, column=column)


def test_everything_that_ships_is_read_back_unchanged(ministry: offices.Office) -> None:
    operations.load(now=NOW, actor=System("test"))
    found = looked_at(exported(), ministry)
    assert found.problems == ()
    assert len(found.lines) == 39
    assert [(line.code, [c.sentence for c in line.changes]) for line in found.lines if line.kind != "same"] == []


def test_a_change_becomes_a_draft_with_only_that_change(tmp_path: Path, ministry: offices.Office) -> None:
    load(tmp_path)
    book = exported(CODE)
    cell(book, "Trường hợp", "Thời hạn trực tiếp").value = 2
    cell(book, "Thành phần", "Bản chính").value = 3
    found = looked_at(book, ministry)
    assert found.problems == ()
    assert found.drafts == 1
    said = " ".join(change.sentence for change in found.lines[0].changes)
    assert "3 ngày làm việc → 2 ngày làm việc" in said
    assert len(found.lines[0].changes) == 2
    assert ProcedureDraft.objects.count() == 0
    (draft,) = operations.import_sheets(saved(book), actor=ministry.manager, now=NOW)
    assert (draft.kind, draft.state, draft.problems) == ("amend", "drafting", ())
    assert draft.body["cases"][0]["limits"]["direct"] == {"value": "2", "unit": "working_days"}
    assert draft.body["form"] == (draft.base or {})["form"]


def test_a_new_procedure_comes_from_a_workbook(tmp_path: Path, ministry: offices.Office) -> None:
    published(ministry, begun(ministry))
    book = exported(offices.NEW)
    for page in book.worksheets:
        for row in page.iter_rows(min_row=2, max_col=1):
            if row[0].value == offices.NEW:
                row[0].value = "9.000888"
    assert [line.kind for line in looked_at(book, ministry).lines] == ["new"]
    (draft,) = operations.import_sheets(saved(book), actor=ministry.manager, now=NOW)
    assert (draft.code, draft.kind, draft.problems) == ("9.000888", "new", ())


def _merge(book: Workbook) -> None:
    book["Thủ tục"].merge_cells("B1:D1")


def _twice(book: Workbook) -> None:
    page = book["Thủ tục"]
    for column in range(1, page.max_column + 1):
        page.cell(row=3, column=column).value = page.cell(row=2, column=column).value


def put(sheet: str, title: str, value: Any) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        cell(book, sheet, title).value = value

    return change


WRONG: dict[str, tuple[Callable[[Workbook], Any], str, str, str]] = {
    "a merged heading": (_merge, "Thủ tục", "B1:D1", "gộp"),
    "a text in a number column": (put("Trường hợp", "Thời hạn trực tiếp", "ba ngày"), "Trường hợp", "F2", "phải là số"),
    "a negative amount": (put("Thành phần", "Bản chính", -1), "Thành phần", "I2", "âm"),
    "half a paper": (put("Thành phần", "Bản chính", 1.5), "Thành phần", "I2", "số nguyên"),
    "an unknown word": (put("Thủ tục", "Cấp", "huyện"), "Thủ tục", "I2", "xã, tỉnh, bộ"),
    "a formula": (put("Thành phần", "Tên đầy đủ", "=1+1"), "Thành phần", "D2", "công thức"),
    "a code that became a number": (put("Thủ tục", "Mã thủ tục", 9.000001), "Thủ tục", "A2", "Văn bản"),
    "a heading nobody knows": (lambda b: cell(b, "Kết quả", "Mẫu in", 1).__setattr__("value", "Mẫu"), "Kết quả", "F1",
                               "Không có cột “Mẫu”"),
    "a column that lacks": (lambda b: b["Phí"].delete_cols(3), "Phí", "", "Thiếu cột “Mã khoản thu”"),
    "a sheet that lacks": (lambda b: b.remove(b["Phí"]), "Phí", "", "Thiếu trang"),
    "a procedure twice": (_twice, "Thủ tục", "A3", "đã có ở ô A2"),
    "a stray row": (put("Thành phần", "Mã thủ tục", "9.999999"), "Thành phần", "A2", "không có ở trang"),
    "a case that is not there": (put("Phí", "Mã trường hợp", "nowhere"), "Phí", "B2", "nowhere"),
    "a name that lacks": (put("Thủ tục", "Tên (en)", None), "Thủ tục", "B2", "thiếu mục “en”"),
    "a process that is not there": (put("Thủ tục", "Quy trình", "nowhere"), "Thủ tục", "R2", "nowhere"),
    "a component's case": (put("Thành phần", "Chỉ cho trường hợp", "nowhere"), "Thành phần", "B2", "nowhere"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_named_where_it_is_and_nothing_is_half_done(
    what: str, tmp_path: Path, ministry: offices.Office
) -> None:
    load(tmp_path)
    change, sheet, where, words = WRONG[what]
    book = exported(CODE)
    cell(book, "Trường hợp", "Thời hạn bưu chính").value = 9
    change(book)
    problems = looked_at(book, ministry).problems
    assert any((p.sheet, p.cell) == (sheet, where) and words in p.text for p in problems), problems
    with pytest.raises(SheetsWrong):
        operations.import_sheets(saved(book), actor=ministry.manager, now=NOW)
    assert ProcedureDraft.objects.count() == 0


def test_a_wrong_cell_is_named_once(tmp_path: Path, ministry: offices.Office) -> None:
    load(tmp_path)
    book = exported(CODE)
    cell(book, "Trường hợp", "Thời hạn trực tiếp").value = "ba ngày"
    (problem,) = looked_at(book, ministry).problems
    assert (problem.sheet, problem.cell) == ("Trường hợp", "F2")


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04 broken"])
def test_what_is_no_workbook_is_refused(content: bytes, ministry: offices.Office) -> None:
    (problem,) = queries.preview_sheets(content, actor=ministry.manager, now=NOW).problems
    assert "XLSX" in problem.text


def test_a_procedure_with_an_open_draft_is_not_overwritten(tmp_path: Path, ministry: offices.Office) -> None:
    load(tmp_path)
    begun(ministry, "amend", CODE)
    book = exported(CODE)
    cell(book, "Trường hợp", "Thời hạn trực tiếp").value = 2
    (problem,) = looked_at(book, ministry).problems
    assert (problem.sheet, problem.cell) == ("Thủ tục", "A2")
    assert "bản thảo chưa xong" in problem.text


def test_a_province_imports_no_national_procedure(tmp_path: Path) -> None:
    load(tmp_path)
    with pytest.raises(NotYourProvince):
        looked_at(exported(CODE), offices.hanoi())
