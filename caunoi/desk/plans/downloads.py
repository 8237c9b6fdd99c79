"""A plan's targets to take away as XLSX. Nothing personal is in it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from caunoi.desk.asking import when, who
from caunoi.desk.plans import words
from caunoi.plans import queries, texts
from caunoi.plans.shapes import VersionView
from caunoi.ui.access import role
from caunoi.ui.formats import day
from caunoi.ui.templatetags.caunoi_ui import worded

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@role(*words.READERS)
@require_GET
def targets(request: HttpRequest, plan_code: str) -> HttpResponse:
    """All targets of the plan that the officer may see, as they stand on a day."""
    code = plan_code
    actor, now, on = who(request), when(request), words.day_asked(request)
    version = queries.plan(code, actor=actor, now=now, as_of=on).version
    found = queries.targets(actor=actor, now=now, as_of=on, plan=code)
    answer = HttpResponse(_book(version, words.rows(found), day(on)), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{code}-{on:%Y%m%d}.xlsx"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _book(version: VersionView, rows: list[words.Row], on: str) -> bytes:
    """A sheet with the table and one that says what it is; numbers are numbers, texts are never formulas."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(str(_("Chỉ tiêu"))[:31])
    head = book.add_format({"bold": True, "bg_color": "#F1EADF", "text_wrap": True, "valign": "top", "border": 1})
    heads = [
        _("Trụ cột"), _("Mã"), _("Chỉ tiêu"), _("Cơ quan"), _("Đơn vị tính"), _("Giá trị gốc"), _("Mục tiêu"),
        _("Thời hạn"), _("Giá trị mới nhất"), _("Ngày"), _("Dự báo khi đến hạn"), _("Trạng thái"), _("Dòng mẫu"),
    ]  # fmt: skip
    for column, name in enumerate(heads):
        sheet.write_string(0, column, name, head)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(_record(row)):
            if isinstance(value, str):
                sheet.write_string(number, column, value)
            elif value is not None:
                sheet.write_number(number, column, float(value))
    sheet.set_column(0, len(heads), 14)
    sheet.set_column(2, 3, 44)
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, max(len(rows), 1), len(heads) - 1)
    about = book.add_worksheet(str(_("Về bảng này"))[:31])
    about.set_column(0, 1, 40)
    said = {_("Kế hoạch"): version.title, _("Số, ký hiệu"): version.document_number, _("Tính đến"): on}
    for number, (name, text) in enumerate(said.items()):
        about.write_string(number, 0, name)
        about.write_string(number, 1, text)
    book.close()
    return out.getvalue()


def _record(row: words.Row) -> list[Any]:
    view = row.view
    one = view.indicator
    return [
        one.pillar, one.code, worded(one.names), row.holder, one.unit_of_measure, view.baseline, view.target,
        day(view.due_on), view.latest.value if view.latest else None, day(view.latest.on) if view.latest else "",
        view.projected, str(texts.STATES[view.state]), _("mẫu") if view.is_sample else "",
    ]  # fmt: skip
