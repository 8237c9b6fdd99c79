"""What the rules find in a report, as sentences beside the cells. Private to the room."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Problem
from caunoi.reports.rules.checks import Found, check
from caunoi.reports.rules.form import FormVersion, Names
from caunoi.reports.shapes import CellView, Finding
from caunoi.reports.words import named

_SENTENCES: dict[str, Promise] = {
    "required": _("Ô này bắt buộc. Nếu không có, hãy ghi 0."),
    "letters": _("“%(text)s” không phải là số. Hãy chỉ ghi số, ví dụ 1.250 hoặc 12,5."),
    "point": _("Chưa rõ số “%(text)s”: dấu chấm tách hàng nghìn, dấu phẩy là phần thập phân. Ví dụ 1.250 hoặc 12,5."),
    "large": _("Số “%(text)s” lớn quá. Hãy kiểm tra lại đơn vị tính."),
    "decimals": _("Số “%(text)s” có quá nhiều chữ số sau dấu phẩy; nhiều nhất là 6."),
    "integer": _("Ô này phải là số nguyên, không có phần thập phân."),
    "small": _("Không được nhỏ hơn %(limit)s."),
    "large_for_cell": _("Không được lớn hơn %(limit)s."),
    "part": _("%(part)s lớn hơn “%(name)s” là %(whole)s: phần không thể lớn hơn toàn bộ."),
    "sum": _("Tổng ghi %(whole)s nhưng các dòng cộng lại là %(sum)s."),
    "jump": _("Kỳ trước là %(before)s, kỳ này là %(now)s: thay đổi quá %(share)s %%. Hãy giải thích."),
}
_WORDS: Promise = _("Phần này bắt buộc. Nếu không có nội dung, hãy ghi “Không”.")


def findings(form: FormVersion, cells: Mapping[str, CellView], before: Mapping[str, CellView]) -> tuple[Finding, ...]:
    """What the rules find, in the form's order."""
    return tuple(_finding(form, one) for one in check(form, cells, before))


def problem(form: FormVersion, one: Finding) -> Problem:
    """A finding as a problem of a refused operation: it names the cell."""
    return Problem(f"{place(form, one.code)}: {one}", one.code)


def place(form: FormVersion, code: str) -> str:
    """A cell by words: its name, in a table its row and column."""
    cell = form.cell(code)
    if cell is None:
        return code
    column = column_names(form, code)
    return f"{named(cell.names)} / {named(column)}" if column else named(cell.names)


def column_names(form: FormVersion, code: str) -> Names:
    """The names of a table cell's column; nothing for a cell of its own."""
    cell = form.cell(code)
    for section in form.sections if cell and cell.table else ():
        for item in section.items:
            for line in getattr(item, "columns", ()):
                if cell and getattr(item, "id", "") == cell.table and line.id == cell.column:
                    return dict(line.names)
    return {}


def _finding(form: FormVersion, one: Found) -> Finding:
    cell = form.cell(one.code)
    sentence = _SENTENCES[one.why]
    if one.why == "required" and cell and not cell.is_number:
        sentence = _WORDS
    params = one.params
    if one.why == "part":
        column = column_names(form, one.other)
        other = form.cell(one.other)
        params = (*params, ("name", named(column) if column else named(other.names) if other else one.other))
    return Finding(one.code, one.rule, sentence, params, one.explainable)
