"""A list of tasks as an XLSX workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import IO, Any

import xlsxwriter
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.desk.tasks.words import SHOWN, line
from caunoi.tasks.shapes import TaskView

COLUMNS: tuple[tuple[Promise, int, Callable[[TaskView], Any]], ...] = (
    (_("Nhiệm vụ"), 50, lambda one: one.title),
    (_("Giao theo"), 20, lambda one: one.origin.number),
    (_("Phần, mục"), 20, lambda one: one.part),
    (_("Cơ quan giao"), 30, lambda one: one.issuer_name),
    (_("Cơ quan chủ trì"), 30, lambda one: one.lead_agency_name),
    (_("Người chịu trách nhiệm"), 24, lambda one: one.person_name),
    (_("Trách nhiệm"), 30, lambda one: one.responsibility),
    (_("Kết quả phải đạt"), 30, lambda one: one.result),
    (_("Thẩm quyền"), 30, lambda one: one.authority),
    (_("Ngày giao"), 12, lambda one: one.assigned_on),
    (_("Hạn hoàn thành"), 12, lambda one: one.due_on),
    (_("Số lần đổi hạn"), 10, lambda one: one.deadline_changes),
    (_("Mức hoàn thành (%)"), 10, lambda one: one.percent),
    (_("Trạng thái"), 20, lambda one: str(SHOWN[one.state][0])),
    (_("Bước"), 16, lambda one: str(line(one).words)),
    (_("Ngày hoàn thành"), 12, lambda one: one.completed_on),
    (_("Ngày xác nhận"), 12, lambda one: one.verified_on),
)


def write(to: IO[bytes], tasks: Iterable[TaskView], title: str) -> None:
    """Write one sheet. Dates are dates, numbers numbers; texts are never formulas, whatever they begin with."""
    book = xlsxwriter.Workbook(to, {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(str(_("Nhiệm vụ"))[:31])
    head = book.add_format({"bold": True, "bg_color": "#F1EADF", "border": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    day = book.add_format({"border": 1, "num_format": "dd/mm/yyyy", "valign": "top"})
    sheet.write_string(0, 0, title)
    for place, (words, width, _value) in enumerate(COLUMNS):
        sheet.set_column(place, place, width)
        sheet.write_string(1, place, str(words), head)
    row = 1
    for row, task in enumerate(tasks, 2):
        for place, (_words, _width, value) in enumerate(COLUMNS):
            _cell(sheet, row, place, value(task), text, day)
    sheet.freeze_panes(2, 1)
    sheet.autofilter(1, 0, row, len(COLUMNS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    book.close()


def _cell(sheet: Any, row: int, place: int, value: Any, text: Any, day: Any) -> None:
    if value is None:
        sheet.write_blank(row, place, None, text)
    elif isinstance(value, str):
        sheet.write_string(row, place, value, text)
    elif isinstance(value, int):
        sheet.write_number(row, place, value, text)
    else:
        sheet.write_datetime(row, place, value, day)
