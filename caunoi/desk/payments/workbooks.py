"""A day's closing and a day's differences as workbooks that open in Excel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import IO, Any

import xlsxwriter
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caunoi.core.clock import VIETNAM
from caunoi.desk.payments.words import METHODS
from caunoi.payments.queries import DayClosing, Difference, ReconciliationView

_DAY: tuple[tuple[Promise, int], ...] = (
    (gettext_lazy("Số biên lai"), 16), (gettext_lazy("Lúc"), 18), (gettext_lazy("Hồ sơ"), 28),
    (gettext_lazy("Người nộp tiền"), 30), (gettext_lazy("Cách nộp"), 16), (gettext_lazy("Số tiền (đồng)"), 16),
    (gettext_lazy("Đã hủy"), 12),
)  # fmt: skip
_DIFFERENCES: tuple[tuple[Promise, int], ...] = (
    (gettext_lazy("Khác ở đâu"), 44), (gettext_lazy("Mã giao dịch"), 30), (gettext_lazy("Dòng trong tệp"), 14),
    (gettext_lazy("Theo tệp (đồng)"), 16), (gettext_lazy("Ở đây (đồng)"), 16), (gettext_lazy("Hồ sơ"), 28),
)  # fmt: skip


def write_day(to: IO[bytes], closing: DayClosing, *, agency: str) -> None:
    """The receipts of a day, voided ones marked, with sums by method below."""
    head = [_("Sổ thu trong ngày"), agency, f"{closing.day:%d/%m/%Y}"]
    rows: list[Sequence[Any]] = [
        (
            one.number_text, one.received_at, one.subject_code, one.payer_name, str(METHODS[one.method]),
            0 if one.voided else one.amount, _("đã hủy") if one.voided else "",
        )
        for one in closing.receipts
    ]  # fmt: skip
    sums = [(str(METHODS[code]), "", "", "", "", sum_) for code, sum_ in closing.by_method.items()]
    foot = [
        *sums,
        (_("Cộng"), "", "", "", "", closing.total),
        (_("Đã chi hoàn tiền mặt"), "", "", "", "", closing.handed_out),
    ]
    _write(to, _("Sổ thu"), head, _DAY, rows, foot)


def write_differences(to: IO[bytes], found: ReconciliationView, rows: Iterable[tuple[Any, Difference]]) -> None:
    """Each difference of a day in a line."""
    head = [_("Đối soát"), found.provider, f"{found.day:%d/%m/%Y}"]
    lines = [
        (str(words), one.reference, one.line or "", _sum(one.theirs), _sum(one.ours), one.subject_code)
        for words, one in rows
    ]
    _write(to, _("Khác nhau"), head, _DIFFERENCES, lines, [])


def _sum(value: int | None) -> int | str:
    return "" if value is None else value


def _write(
    to: IO[bytes], name: str, head: list[str], columns: Sequence[tuple[Promise, int]], rows: Iterable[Sequence[Any]],
    foot: Iterable[Sequence[Any]],
) -> None:  # fmt: skip
    book = xlsxwriter.Workbook(to, {"in_memory": True})
    sheet = book.add_worksheet(name[:31])
    bold = book.add_format({"bold": True})
    table = book.add_format({"bold": True, "bg_color": "#F1EADF", "text_wrap": True, "border": 1})
    formats = {
        datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm", "align": "left"}),
        int: book.add_format({"num_format": "#,##0"}),
    }
    for number, text in enumerate(head):
        sheet.write_string(number, 0, text, bold)
    for column, (title, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(len(head), column, str(title), table)
    row = len(head)
    for row, line in enumerate([*rows, *foot], len(head) + 1):
        for column, value in enumerate(line):
            _cell(sheet, row, column, value, formats)
    sheet.freeze_panes(len(head) + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    book.close()


def _cell(sheet: Any, row: int, column: int, value: Any, formats: dict[type, Any]) -> None:
    """A date as a date, a number as a number, a text never as a formula."""
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value.astimezone(VIETNAM).replace(tzinfo=None), formats[datetime])
    elif isinstance(value, int):
        sheet.write_number(row, column, value, formats[int])
    else:
        sheet.write_string(row, column, value)
