"""The burden as an XLSX workbook: procedures, and the papers that an agency already holds."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

import xlsxwriter
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.procedures.queries import Burden

if TYPE_CHECKING:
    from caunoi.desk.catalogue_data.burden import Period

Columns = tuple[tuple[str, Promise, int], ...]
PROCEDURES: Columns = (
    ("code", _("Mã thủ tục"), 14),
    ("name", _("Tên thủ tục"), 60),
    ("case_name", _("Trường hợp nhiều nhất"), 30),
    ("dossiers", _("Hồ sơ một năm"), 12),
    ("components", _("Giấy tờ mỗi hồ sơ"), 12),
    ("fee", _("Mức thu mỗi hồ sơ (đồng)"), 16),
    ("visits", _("Lần đi lại mỗi hồ sơ"), 12),
    ("papers_a_year", _("Giấy tờ một năm"), 14),
    ("days_a_year", _("Ngày làm việc chờ một năm"), 16),
    ("fees_a_year", _("Tiền thu một năm (đồng)"), 16),
    ("visits_a_year", _("Lần đi lại một năm"), 14),
)
HELD: Columns = (
    ("code", _("Mã thủ tục"), 14),
    ("name", _("Tên thủ tục"), 50),
    ("title", _("Giấy tờ"), 40),
    ("paper_code", _("Mã giấy tờ"), 26),
    ("papers_a_year", _("Giấy tờ một năm"), 14),
    ("condition", _("Điều kiện"), 40),
    ("sources", _("Cơ quan nhà nước cấp theo thủ tục"), 60),
    ("reused", _("Đã cho dùng lại"), 12),
)


def write(to: IO[bytes], burden: Burden, period: Period) -> None:
    """Write both sheets. Numbers are numbers; texts are never formulas, whatever they begin with."""
    book = xlsxwriter.Workbook(to, {"strings_to_formulas": False, "strings_to_urls": False})
    _sheet(book, str(_("Thủ tục")), PROCEDURES, burden.procedures, period)
    _sheet(book, str(_("Giấy tờ đã có")), HELD, burden.held, period)
    book.close()


def _sheet(book: Any, title: str, columns: Columns, lines: tuple[Any, ...], period: Period) -> None:
    sheet = book.add_worksheet(title[:31])
    head = book.add_format({"bold": True, "bg_color": "#F1EADF", "border": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    figure = book.add_format({"border": 1, "num_format": "#,##0", "valign": "top"})
    sheet.write_string(0, 0, f"{title} · {period.start:%d/%m/%Y} – {period.end:%d/%m/%Y} · {period.place}")
    for column, (_name, words, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, str(words), head)
    for row, line in enumerate(lines, 2):
        for column, (name, _words, _width) in enumerate(columns):
            value = _plain(getattr(line, name))
            if isinstance(value, str):
                sheet.write_string(row, column, value, text)
            else:
                sheet.write_number(row, column, value, figure)
    sheet.freeze_panes(2, 2)
    sheet.autofilter(1, 0, 1 + len(lines), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)


def _plain(value: Any) -> Any:
    """A value as a cell holds it; what is not known is an empty text."""
    if isinstance(value, bool):
        return str(_("có") if value else _("chưa"))
    if isinstance(value, tuple):
        return "; ".join(f"{name} ({code})" for code, name in value)
    return "" if value is None else value
