"""From a workbook to rows of values, with everything that is wrong named by sheet and cell. No database."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from caunoi.procedures.files.sheets_columns import SHEETS, Column, Sheet
from caunoi.procedures.shapes_sheets import SheetProblem

MOST_BYTES = 5_000_000
MOST_UNPACKED = 100_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_PROBLEMS = 500
_STEP = re.compile(r"(\d+)(?:\s*≤\s*(\d+))?")


@dataclass(slots=True)
class Row:
    """One row: its values by column key (absent: an empty cell), and where it stands."""

    sheet: Sheet
    number: int
    values: dict[str, Any] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)

    def cell(self, key: str = "row") -> str:
        """The cell of a column of this row."""
        return f"{self.letters.get(key) or self.letters['row']}{self.number}"

    def wrong(self, key: str, text: str) -> SheetProblem:
        """Something wrong with a cell of this row."""
        return SheetProblem(self.sheet.title, self.cell(key), text)


@dataclass(slots=True)
class Tables:
    """The rows of each sheet by its part, and what is wrong."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    problems: list[SheetProblem] = field(default_factory=list)


def read(content: bytes) -> Tables:
    """Read all sheets. What cannot be opened, is too large, or lacks a sheet or a column is a problem too."""
    tables = Tables()
    if reason := _unfit(content):
        tables.problems.append(SheetProblem("", "", reason))
        return tables
    try:
        book = load_workbook(BytesIO(content), data_only=False, keep_links=False)
    except Exception:
        # openpyxl raises whatever the broken part of the file makes it stumble over.
        tables.problems.append(SheetProblem("", "", _("Tệp không mở được. Hãy lưu lại ở dạng XLSX rồi thử lại.")))
        return tables
    for sheet in SHEETS:
        if sheet.title not in book.sheetnames or not isinstance(book[sheet.title], Worksheet):
            tables.problems.append(SheetProblem(sheet.title, "", _("Thiếu trang này.")))
        else:
            tables.rows[sheet.part] = list(_rows(sheet, book[sheet.title], tables.problems))
    return tables


def _unfit(content: bytes) -> str:
    """Why a file is not even opened: too large, or no workbook; a small file may unpack to a huge one."""
    if len(content) > MOST_BYTES:
        return _("Tệp lớn quá %(most)s MB.") % {"most": MOST_BYTES // 1_000_000}
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
            if "xl/workbook.xml" not in packed.namelist():
                return _("Tệp này không phải bảng tính XLSX.")
    except zipfile.BadZipFile:
        return _("Tệp này không phải bảng tính XLSX.")
    return _("Tệp bung ra quá lớn.") if unpacked > MOST_UNPACKED else ""


def _rows(sheet: Sheet, page: Worksheet, problems: list[SheetProblem]) -> Iterator[Row]:
    for merged in page.merged_cells.ranges:
        text = _("Các ô bị gộp. Hãy bỏ gộp ô, mỗi giá trị một ô.")
        problems.append(SheetProblem(sheet.title, str(merged), text))
    if page.max_row > MOST_ROWS or page.max_column > MOST_COLUMNS:
        problems.append(SheetProblem(sheet.title, "", _("Trang có quá nhiều dòng hoặc cột.")))
        return
    columns = _heading(sheet, page, problems)
    letters = {column.key: get_column_letter(index) for index, column in columns.items()}
    if "row" not in letters:
        return
    for number, cells in enumerate(page.iter_rows(min_row=2), 2):
        row = Row(sheet, number, letters=letters)
        for index, column in columns.items():
            cell = cells[index - 1] if index <= len(cells) else None
            if isinstance(cell, Cell) and cell.value not in (None, ""):
                _read(row, column, cell, problems)
        if row.values or any(isinstance(c, Cell) and c.value not in (None, "") for c in cells):
            yield row


def _heading(sheet: Sheet, page: Worksheet, problems: list[SheetProblem]) -> dict[int, Column]:
    """The columns by their place; headings that are unknown, there twice or lacking are problems."""
    known = {_folded(column.title): column for column in sheet.columns}
    found: dict[int, Column] = {}
    for cell in page[1] if page.max_row else ():
        if isinstance(cell, MergedCell) or cell.value in (None, ""):
            continue
        title = str(cell.value)
        column = known.get(_folded(title))
        place = SheetProblem(sheet.title, cell.coordinate, "")
        if column is None:
            problems.append(
                _saying(place, _("Không có cột “%(title)s”. Hãy sửa tên cột hoặc bỏ cột này."), title=title)
            )
        elif column in found.values():
            problems.append(_saying(place, _("Cột “%(title)s” có hai lần."), title=title))
        else:
            found[cell.column] = column
    for column in sheet.columns:
        if column not in found.values():
            problems.append(_saying(SheetProblem(sheet.title, "", ""), _("Thiếu cột “%(title)s”."), title=column.title))
    return found


def _saying(place: SheetProblem, text: str, **params: Any) -> SheetProblem:
    return SheetProblem(place.sheet, place.cell, text % params)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _read(row: Row, column: Column, cell: Cell, problems: list[SheetProblem]) -> None:
    """Read one cell into the row, or say what is wrong with it."""
    if cell.data_type == "f":
        problems.append(row.wrong(column.key, _("Ô có công thức. Hãy thay bằng giá trị.")))
        return
    if cell.data_type == "e":
        problems.append(row.wrong(column.key, _("Ô báo lỗi %(value)s.") % {"value": cell.value}))
        return
    try:
        value = _value(column, cell)
    except ValueError as wrong:
        problems.append(row.wrong(column.key, str(wrong)))
        return
    if value not in (None, "", []):
        row.values[column.key] = value


def _value(column: Column, cell: Cell) -> Any:
    """A cell's value as the body keeps it. Raises ValueError with the reason."""
    if column.kind in ("int", "number"):
        return _number(column, cell.value)
    if column.kind == "code" and not isinstance(cell.value, str):
        raise ValueError(_("Mã phải là chữ: hãy định dạng cột là Văn bản rồi gõ lại mã."))
    if not isinstance(cell.value, str | int | float | bool):
        raise ValueError(_("Ô này phải là chữ, không phải ngày giờ."))
    text = str(cell.value).strip()
    match column.kind:
        case "word":
            return _word(column, text)
        case "words":
            return [_word(column, one) for one in _parts(text)]
        case "list":
            return _parts(text)
        case "lines":
            return [line.strip() for line in text.splitlines() if line.strip()]
        case "yes":
            return _yes(cell.value)
        case "steps":
            return [_step(one) for one in _parts(text)]
    return text


def _number(column: Column, value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(_("Cột này phải là số, không phải “%(value)s”.") % {"value": str(value)[:60]})
    exact = Decimal(str(value))
    if exact < 0:
        raise ValueError(_("Số không được âm."))
    if column.kind == "int":
        if exact != exact.to_integral_value():
            raise ValueError(_("Phải là số nguyên."))
        return int(exact)
    return f"{exact.normalize():f}"


def _parts(text: str) -> list[str]:
    return [one.strip() for one in text.split(";") if one.strip()]


def _word(column: Column, text: str) -> str:
    for written, meant in column.words.items():
        if _folded(text) == written:
            return meant
    allowed = ", ".join(column.words)
    raise ValueError(_("Không hiểu “%(value)s”. Chỉ nhận: %(allowed)s.") % {"value": text[:60], "allowed": allowed})


def _yes(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if _folded(str(value)) not in ("có", "không"):
        raise ValueError(_("Chỉ ghi “có” hoặc “không”."))
    return _folded(str(value)) == "có"


def _step(text: str) -> dict[str, int]:
    found = _STEP.fullmatch(text)
    if found is None:
        raise ValueError(_("Bậc “%(value)s” viết chưa đúng; ví dụ: 2000 ≤2; 1000.") % {"value": text[:60]})
    amount, upto = found.groups()
    return {"amount": int(amount), **({"upto": int(upto)} if upto else {})}
