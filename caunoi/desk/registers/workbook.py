"""Form 07 as a workbook: written line by line, so that a year of dossiers costs no memory."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import IO, Any

import xlsxwriter
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.core.clock import VIETNAM
from caunoi.documents.forms import RegisterLine

COLUMNS: tuple[tuple[str, Promise, int], ...] = (
    ("", _("STT"), 6),
    ("dossier_code", _("Mã hồ sơ"), 26),
    ("procedure_name", _("Tên thủ tục"), 46),
    ("applicant_name", _("Người nộp"), 26),
    ("applicant_address", _("Địa chỉ"), 34),
    ("applicant_phone", _("Điện thoại"), 14),
    ("channel", _("Kênh nộp"), 18),
    ("competent_agency_name", _("Nơi giải quyết"), 34),
    ("received_at", _("Tiếp nhận"), 17),
    ("due_at", _("Hẹn trả"), 17),
    ("finished_at", _("Xong"), 17),
    ("returned_at", _("Trả kết quả"), 17),
    ("result_text", _("Kết quả"), 20),
    ("note", _("Ghi chú"), 20),
)
HEADER = 3
"""Rows above the table's own heading: title, agency, period."""


def write(to: IO[bytes], lines: Iterable[RegisterLine], *, agency: str, start: date, end: date, title: str) -> int:
    """Write the register of `[start, end]` and return how many lines it has.

    Dates are real dates in Việt Nam's time; texts are never formulas, whatever they begin with.
    """
    book = xlsxwriter.Workbook(to, {"constant_memory": True, "default_date_format": "dd/mm/yyyy hh:mm"})
    sheet = book.add_worksheet(str(_("Sổ theo dõi"))[:31])
    formats = _formats(book)
    sheet.write_string(0, 0, title, formats["title"])
    sheet.write_string(1, 0, agency, formats["plain"])
    sheet.write_string(2, 0, f"{start:%d/%m/%Y} – {end:%d/%m/%Y}", formats["plain"])
    for column, (_name, words, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(HEADER, column, str(words), formats["head"])
    sheet.freeze_panes(HEADER + 1, 2)
    sheet.repeat_rows(HEADER)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    count = 0
    for count, line in enumerate(lines, 1):
        _row(sheet, HEADER + count, count, line, formats)
    sheet.autofilter(HEADER, 0, HEADER + count, len(COLUMNS) - 1)
    book.close()
    return count


def _formats(book: Any) -> dict[str, Any]:
    thin = {"border": 1, "border_color": "#D9D0C3", "valign": "top"}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "plain": book.add_format({}),
        "head": book.add_format({**thin, "bold": True, "bg_color": "#F1EADF", "text_wrap": True}),
        "text": book.add_format({**thin, "text_wrap": True}),
        "number": book.add_format(thin),
        "moment": book.add_format({**thin, "num_format": "dd/mm/yyyy hh:mm", "align": "left"}),
    }


def _row(sheet: Any, row: int, number: int, line: RegisterLine, formats: dict[str, Any]) -> None:
    sheet.write_number(row, 0, number, formats["number"])
    for column, (name, _words, _width) in enumerate(COLUMNS[1:], 1):
        value = getattr(line, name)
        if isinstance(value, datetime):
            sheet.write_datetime(row, column, value.astimezone(VIETNAM).replace(tzinfo=None), formats["moment"])
        else:
            sheet.write_string(row, column, value or "", formats["text"])
