"""The empty sheet to fill in, with what belongs into each column beside it."""

from __future__ import annotations

from datetime import date
from typing import IO

import xlsxwriter

from caunoi.tasks.importing.columns import COLUMNS

SHEET, GUIDE = "Nhiệm vụ", "Hướng dẫn"
ROWS = 2000
"""So many rows are prepared: dates as dates, codes and names as text."""


def write_template(to: IO[bytes]) -> None:
    """Write the workbook: headings, formats of the columns, and a second sheet that explains them."""
    book = xlsxwriter.Workbook(to, {"strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bg_color": "#F1EADF", "border": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    day = book.add_format({"valign": "top", "num_format": "dd/mm/yyyy"})
    plain = book.add_format({"valign": "top"})
    formats = {"date": day, "number": plain}
    sheet = book.add_worksheet(SHEET)
    guide = book.add_worksheet(GUIDE)
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width, formats.get(column.kind, text))
        sheet.write_string(0, place, column.heading, head)
        guide.write_string(place + 1, 0, column.heading, text)
        guide.write_string(place + 1, 1, "phải ghi" if column.needed else "có thể bỏ trống", text)
        guide.write_string(place + 1, 2, column.hint, text)
    for place, title in enumerate(("Cột", "Bắt buộc", "Ghi gì")):
        guide.write_string(0, place, title, head)
    guide.set_column(0, 1, 26)
    guide.set_column(2, 2, 90)
    last = len(COLUMNS) + 2
    guide.write_string(last, 0, "Không gộp ô, không dùng công thức. Mỗi dòng một nhiệm vụ, đủ “6 rõ”.", plain)
    place = next(place for place, column in enumerate(COLUMNS) if column.kind == "date")
    sheet.data_validation(1, place, ROWS, place, {"validate": "date", "criteria": ">", "value": date(2020, 1, 1)})
    sheet.freeze_panes(1, 3)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
