"""A split as a workbook that can be pasted back: code, name, and the value in the last column."""

from __future__ import annotations

from datetime import datetime
from typing import IO
from uuid import UUID

import xlsxwriter
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from caunoi.desk.asking import when, who
from caunoi.desk.cascade import words
from caunoi.desk.cascade.parent import narrowed
from caunoi.desk.sending import workbook
from caunoi.plans.cascading.shapes import Frame, OfferView
from caunoi.plans.queries import cascade as queries
from caunoi.ui.access import role
from caunoi.ui.templatetags.caunoi_ui import worded

MOST = 20_000


@role(*words.READERS)
@require_GET
def table(request: HttpRequest, cascade_id: UUID) -> HttpResponseBase:
    """Every unit that the address asks for, as XLSX."""
    view = queries.cascade(cascade_id, actor=who(request), now=when(request))
    found = queries.listed(cascade_id, actor=who(request), now=when(request), size=MOST, **narrowed(request))
    name = f"{view.frame.plan_code}-{view.frame.indicator_code}-{when(request):%Y%m%d}.xlsx"
    return workbook(lambda to: write(to, view.frame, found.offers), name)


def write(to: IO[bytes], frame: Frame, offers: tuple[OfferView, ...]) -> None:
    """One line a unit; numbers are numbers, and texts are never formulas."""
    book = xlsxwriter.Workbook(to, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(_("Phân bổ chỉ tiêu")[:31])
    bold = book.add_format({"bold": True, "bg_color": "#F1EADF", "border": 1, "text_wrap": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_string(0, 0, f"{worded(frame.names)} ({frame.unit_of_measure})")
    heads = [
        _("Mã đơn vị"), _("Đơn vị"), _("Mã tỉnh"), _("Dân số"), _("Kết quả gần nhất"), _("Ngày"), _("Trạng thái"),
        _("Vòng"), _("Đơn vị đề nghị"), _("Lý do"), _("Chỉ tiêu"),
    ]  # fmt: skip
    for column, head in enumerate(heads):
        sheet.write_string(2, column, head, bold)
    for line, one in enumerate(offers, 3):
        _write_row(sheet, line, one, day)
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 32)
    sheet.set_column(2, 10, 15)
    sheet.freeze_panes(3, 2)
    sheet.autofilter(2, 0, max(2, 2 + len(offers)), len(heads) - 1)
    book.close()


def _write_row(sheet: xlsxwriter.worksheet.Worksheet, line: int, one: OfferView, day: object) -> None:
    for column, text in enumerate((one.code, one.name, one.province)):
        sheet.write_string(line, column, text)
    for column, number in ((3, one.population), (4, one.last_value), (8, one.counter), (10, one.value), (7, one.round)):
        if number is not None:
            sheet.write_number(line, column, float(number))
    if one.last_on:
        sheet.write_datetime(line, 5, datetime.combine(one.last_on, datetime.min.time()), day)
    sheet.write_string(line, 6, str(words.OFFERS[one.state][0]))
    sheet.write_string(line, 9, one.reason)
