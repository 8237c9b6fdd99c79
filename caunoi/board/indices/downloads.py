"""The ranking to take away: CSV and XLSX for people, Parquet for programs. Nothing personal is in it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from caunoi.board.indices.question import Question, required
from caunoi.board.indices.words import GEOGRAPHIES, LEVELS, STATES, points
from caunoi.core.errors import NotFound
from caunoi.measures.shapes import IndexView, UnitScore
from caunoi.ui.access import officer
from caunoi.ui.templatetags.caunoi_ui import worded

MARK = "\ufeff"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@officer
@require_GET
def download(request: HttpRequest, index_id: str, suffix: str) -> HttpResponse:
    """The whole ranking that the page's question gives, as `csv`, `xlsx` or `parquet`. Raises NotFound for others."""
    write, content_type = KINDS.get(suffix, (None, ""))
    if write is None:
        raise NotFound
    question = required(request, index_id)
    view = question.view()
    before = question.last_week()
    body = write(question, view, [_record(unit, before.get(unit.key), question) for unit in view.units])
    answer = HttpResponse(body, content_type=content_type)
    name = f"{index_id}-{question.level}-{question.province or 'vn'}-{question.on}.{suffix}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _record(unit: UnitScore, before: UnitScore | None, question: Question) -> dict[str, Any]:
    """One unit under the names that programs use; people's heads are put on in `heads`."""
    record: dict[str, Any] = {
        "rank": unit.rank, "code": unit.code, "name": unit.name, "province": unit.province, "total": points(unit.total),
        "rank_last_week": before.rank if before else None, "total_last_week": points(before.total) if before else None,
    }  # fmt: skip
    record |= {f"group.{group.id}": points(group.score) for group in unit.groups}
    for group in unit.groups:
        for one in group.indicators:
            record[f"{one.id}.score"] = points(one.score)
            record[f"{one.id}.numerator"] = None if one.numerator is None else float(one.numerator)
            record[f"{one.id}.denominator"] = None if one.denominator is None else float(one.denominator)
            record[f"{one.id}.state"] = one.state
    return record


def heads(question: Question) -> list[str]:
    """The columns' names for people, in their language and in the order of a record."""
    found = [
        _("Hạng"), _("Mã"), _("Đơn vị"), _("Mã tỉnh"), _("Điểm"), _("Hạng tuần trước"), _("Điểm tuần trước"),
    ]  # fmt: skip
    found += [worded(group.names) for group in question.info.groups]
    for group in question.info.groups:
        for one in group.indicators:
            name = worded(one.names)
            found += [f"{name}: {part}" for part in (_("điểm"), _("tử số"), _("mẫu số"), _("nguồn"))]
    return found


def _csv(question: Question, view: IndexView, records: list[dict[str, Any]]) -> bytes:
    """UTF-8 with its mark, so that spreadsheets open it as they should."""
    out = StringIO()
    out.write(MARK)
    writer = csv.writer(out)
    writer.writerow(heads(question))
    for record in records:
        writer.writerow([_said(name, value) for name, value in record.items()])
    return out.getvalue().encode()


def _said(name: str, value: Any) -> Any:
    return str(STATES[value]) if name.endswith(".state") else "" if value is None else value


def _xlsx(question: Question, view: IndexView, records: list[dict[str, Any]]) -> bytes:
    """A sheet with the table and one that says what it is; numbers are numbers, texts are never formulas."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(str(_("Xếp hạng"))[:31])
    head = book.add_format({"bold": True, "bg_color": "#F1EADF", "text_wrap": True, "valign": "top", "border": 1})
    for column, name in enumerate(heads(question)):
        sheet.write_string(0, column, name, head)
    sheet.set_column(0, len(heads(question)), 12)
    sheet.set_column(2, 2, 32)
    for number, record in enumerate(records, 1):
        for column, (name, value) in enumerate(record.items()):
            if isinstance(value, str):
                sheet.write_string(number, column, _said(name, value))
            elif value is not None:
                sheet.write_number(number, column, float(value))
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, len(records), len(heads(question)) - 1)
    about = book.add_worksheet(str(_("Về bảng này"))[:31])
    about.set_column(0, 1, 40)
    for number, (name, text) in enumerate(_about(question, view).items()):
        about.write_string(number, 0, name)
        about.write_string(number, 1, text)
    book.close()
    return out.getvalue()


def _about(question: Question, view: IndexView) -> dict[str, str]:
    return {
        _("Bộ chỉ số"): worded(question.info.names),
        _("Căn cứ"): question.info.reference,
        _("Cấp"): str(LEVELS[question.level]),
        _("Tính từ"): f"{view.start:%d/%m/%Y}",
        _("Tính đến"): f"{view.as_of:%d/%m/%Y %H:%M %z}",
        _("Địa giới"): str(GEOGRAPHIES[question.geography]),
        _("Định nghĩa có hiệu lực từ"): f"{view.version:%d/%m/%Y}",
        _("Mã băm của định nghĩa"): view.digest,
        _("Mục cuối của nhật ký"): str(view.position),
    }


def _parquet(question: Question, view: IndexView, records: list[dict[str, Any]]) -> bytes:
    """Typed columns under stable names; what the table is stands in the file's own metadata."""
    import pyarrow
    from pyarrow import parquet

    names = list(records[0]) if records else []
    columns = {name: pyarrow.array([_plain(record[name]) for record in records], _type(name)) for name in names}
    said = {
        "index": view.id, "level": view.level, "as_of": view.as_of.isoformat(), "start": view.start.isoformat(),
        "geography": view.geography, "version": view.version.isoformat(), "digest": view.digest,
        "position": str(view.position),
    }  # fmt: skip
    table = pyarrow.table(columns).replace_schema_metadata(said)
    out = BytesIO()
    parquet.write_table(table, out)
    return out.getvalue()


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int) else float(value)


def _type(name: str) -> Any:
    import pyarrow

    if name in ("code", "name", "province") or name.endswith(".state"):
        return pyarrow.string()
    return pyarrow.int32() if name.startswith("rank") else pyarrow.float64()


Writer = Callable[[Question, IndexView, list[dict[str, Any]]], bytes]
KINDS: dict[str, tuple[Writer | None, str]] = {
    "csv": (_csv, "text/csv; charset=utf-8"),
    "xlsx": (_xlsx, XLSX),
    "parquet": (_parquet, "application/vnd.apache.parquet"),
}
