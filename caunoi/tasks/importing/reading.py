"""From a workbook to rows of values, with everything that is wrong named by row and column. No database."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from caunoi.core.errors import Problem
from caunoi.tasks.importing.columns import COLUMNS, Column
from caunoi.units.rules.text import fold

MOST_BYTES = 10_000_000
MOST_UNPACKED = 200_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 100
MOST_LETTERS = 1000
SEEK_HEADING = 15
"""An annex begins with its title: the headings are looked for in so many rows."""
MOST_MERGED = 50


@dataclass(slots=True)
class SheetRow:
    """One row: its values by column key (absent: an empty or wrong cell) and the keys whose cells are wrong."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Table:
    """What was read. `letters`: the column's letter by its key."""

    rows: list[SheetRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    letters: dict[str, str] = field(default_factory=dict)


def read(content: bytes) -> Table:
    """Read the first sheet. What cannot be opened, is too large, or lacks a column is a problem, never an exception."""
    table = Table()
    if (reason := _unfit(content)) is not None:
        table.problems.append(reason)
        return table
    try:
        book = load_workbook(BytesIO(content), data_only=False, keep_links=False)
        page = book.worksheets[0]
    except Exception:
        # openpyxl raises whatever the broken part of the file makes it stumble over.
        table.problems.append(Problem(_("Tệp không mở được. Hãy lưu lại ở dạng XLSX rồi thử lại.")))
        return table
    if page.max_row > MOST_ROWS + SEEK_HEADING or page.max_column > MOST_COLUMNS:
        table.problems.append(
            Problem(_("Bảng có quá nhiều dòng hoặc cột: nhiều nhất %(rows)s dòng."), params=(("rows", MOST_ROWS),))
        )
        return table
    head = _heading_row(page)
    table.problems += _merged(page, head)
    columns = _columns(page, head, table)
    if columns:
        table.rows = list(_rows(page, head, columns, table.problems))
        if not table.rows:
            table.problems.append(Problem(_("Bảng không có nhiệm vụ nào.")))
    return table


def _unfit(content: bytes) -> Problem | None:
    """Why a file is not even opened: too large, or no workbook; a small file may unpack to a huge one."""
    if len(content) > MOST_BYTES:
        return Problem(_("Tệp lớn quá %(most)s MB."), params=(("most", MOST_BYTES // 1_000_000),))
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
            if "xl/workbook.xml" not in packed.namelist():
                return Problem(_("Tệp này không phải bảng tính XLSX."))
    except zipfile.BadZipFile:
        return Problem(_("Tệp này không phải bảng tính XLSX."))
    return Problem(_("Tệp bung ra quá lớn.")) if unpacked > MOST_UNPACKED else None


def _names() -> dict[str, Column]:
    return {fold(name): column for column in COLUMNS for name in (column.heading, *column.also)}


def _heading_row(page: Worksheet) -> int:
    """The row with the most of our headings; the first when none has any."""
    known = _names()

    def hits(row: tuple[Any, ...]) -> int:
        return len({known[fold(str(v))].key for v in row if v is not None and fold(str(v)) in known})

    rows = page.iter_rows(min_row=1, max_row=SEEK_HEADING, values_only=True)
    scored = [(hits(row), -number) for number, row in enumerate(rows, 1)]
    best, number = max(scored, default=(0, -1))
    return -number if best else 1


def _merged(page: Worksheet, head: int) -> list[Problem]:
    """Merged cells in or below the heading; those of a title above it do no harm."""
    ranges = sorted((one for one in page.merged_cells.ranges if one.max_row >= head), key=lambda one: one.min_row)
    in_head = _("Ô tiêu đề %(range)s bị gộp. Hãy bỏ gộp ô, mỗi cột một tiêu đề.")
    below = _("Các ô %(range)s bị gộp. Hãy bỏ gộp ô, mỗi giá trị một ô.")
    return [
        Problem(
            in_head if one.min_row <= head else below, line=one.min_row, column=get_column_letter(one.min_col),
            params=(("range", str(one)),),
        )
        for one in ranges[:MOST_MERGED]
    ]  # fmt: skip


def _columns(page: Worksheet, head: int, table: Table) -> dict[int, Column]:
    """The columns by their place from 0; headings that are unknown, there twice or lacking are problems."""
    known, found = _names(), dict[int, Column]()
    for place, value in enumerate(next(page.iter_rows(min_row=head, max_row=head, values_only=True), ())):
        if value is None or not str(value).strip():
            continue
        column, letter = known.get(fold(str(value))), get_column_letter(place + 1)
        title = (("title", str(value)[:60]),)
        if column is None:
            text = _("Không có cột “%(title)s” trong mẫu. Hãy sửa tên cột hoặc bỏ cột này.")
            table.problems.append(Problem(text, line=head, column=letter, params=title))
        elif column in found.values():
            table.problems.append(Problem(_("Cột “%(title)s” có hai lần."), line=head, column=letter, params=title))
        else:
            found[place] = column
            table.letters[column.key] = letter
    for column in COLUMNS:
        if column.needed and column not in found.values():
            text = _("Thiếu cột “%(title)s”.")
            table.problems.append(Problem(text, line=head, params=(("title", column.heading),)))
    return found


def _rows(page: Worksheet, head: int, columns: dict[int, Column], problems: list[Problem]) -> Iterator[SheetRow]:
    for number, cells in enumerate(page.iter_rows(min_row=head + 1, values_only=True), head + 1):
        if not any(_filled(value) for value in cells):
            continue
        row = SheetRow(number)
        for place, column in columns.items():
            value = cells[place] if place < len(cells) else None
            if _filled(value):
                _read(row, column, value, problems)
        yield row


def _filled(value: Any) -> bool:
    return value is not None and (not isinstance(value, str) or bool(value.strip()))


def _read(row: SheetRow, column: Column, value: Any, problems: list[Problem]) -> None:
    """Put one cell's value into the row, or say what is wrong with it."""
    try:
        row.values[column.key] = _value(column, value)
    except _WrongCell as wrong:
        row.wrong.add(column.key)
        problems.append(
            Problem(
                wrong.text, field=column.key, line=row.number, column=column.heading,
                params=(("value", str(value)[:60]),) if "%(value)s" in str(wrong.text) else (),
            )
        )  # fmt: skip


class _WrongCell(Exception):
    def __init__(self, text: str | Promise) -> None:
        super().__init__()
        self.text = text


def _value(column: Column, value: Any) -> Any:
    """A cell's value as a draft has it. Raises _WrongCell with the reason."""
    if isinstance(value, str) and value.startswith("="):
        raise _WrongCell(_("Ô có công thức. Hãy thay bằng giá trị."))
    if isinstance(value, str) and value.startswith("#") and value.endswith(("!", "?", "/A")):
        raise _WrongCell(_("Ô báo lỗi “%(value)s”."))
    if column.kind == "date":
        return _date(value)
    if isinstance(value, date) or not isinstance(value, str | int | float):
        raise _WrongCell(_("Ô này phải là chữ, không phải ngày giờ."))
    if column.kind == "number":
        return _number(value)
    text = str(value).strip()
    if len(text) > MOST_LETTERS:
        raise _WrongCell(_("Nội dung dài quá 1000 ký tự."))
    return [one.strip() for one in text.split(";") if one.strip()] if column.kind == "agencies" else text


def _date(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        raise _WrongCell(_("“%(value)s” là chữ, không phải ngày. Hãy định dạng ô là Ngày rồi nhập lại."))
    raise _WrongCell(_("“%(value)s” là số, không phải ngày. Hãy định dạng ô là Ngày rồi nhập lại."))


def _number(value: Any) -> str:
    """A row's number as text: 3, 3.0 and "3" are the same; "II.3" is a number, too."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()[:20]
