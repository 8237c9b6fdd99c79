"""From a round's accepted reports to the paper, in Vietnamese, the language of papers. What is missing is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from caunoi.documents import plots
from caunoi.documents.papers import Column, Paper, Plot, Row, Section, Table, Text
from caunoi.plans.shapes import ReviewView
from caunoi.reports.rules import form as forms
from caunoi.reports.rules.numbers import shown
from caunoi.reports.rules.rolling import rolled_up
from caunoi.reports.shapes import AcceptedReport, CellView, ReportView, RoundView
from caunoi.reports.words import period_name
from caunoi.tasks.shapes import TaskCounts

ACROSS = 4
"""Columns of numbers that an A4 page carries beside the agency's name."""
BARS = 20
STATUSES = {"draft": "chưa gửi", "submitted": "đã gửi, chưa tiếp nhận", "returned": "bị trả lại, chưa gửi lại"}
_ROLL_UPS = {"sum": "tổng", "mean": "trung bình", "none": "không tổng hợp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything that the paper is made from. `reports`: all asked for; `tasks`: of each of their agencies."""

    round: RoundView
    form: forms.FormVersion
    reports: Sequence[ReportView]
    accepted: Sequence[AcceptedReport]
    reviews: Sequence[ReviewView]
    tasks: Sequence[tuple[str, TaskCounts]]
    place_name: str
    made_at: datetime
    inputs: str


def composed(given: Material) -> Paper:
    """The consolidated report to the steering committee and the ministry."""
    period = given.round.period
    name = given.form.names["vi"]
    accepted = f"{len(given.accepted)}/{len(given.reports)} báo cáo đã tiếp nhận"
    sections = [_standing(given), *(_section(one, given.accepted) for one in given.form.sections)]
    sections += [*_plans(given.reviews), *_tasks(given.tasks), *_annex(given)]
    return Paper(
        kind="BÁO CÁO", about=f"Tổng hợp: {name}, {period_name(period)}", agency_name=given.round.agency_name,
        place_name=given.place_name, issued_at=given.made_at, sections=tuple(sections),
        source=f"Lập từ {accepted}; số liệu tính đến hết ngày {period.last_day:%d/%m/%Y}; mã băm {given.inputs[:12]}",
        to=("Ban Chỉ đạo chuyển đổi số;", "Cơ quan chủ trì ở trung ương."),
        opening=(_opening(given),),
        receivers=("Như trên", "Lưu: VT"), signer_block=_block(given.round.agency_name), signer_title="Chủ tịch",
    )  # fmt: skip


def _opening(given: Material) -> str:
    period, agency = given.round.period, given.round.agency_name
    return (
        f"Thực hiện chế độ báo cáo theo {given.form.reference or 'quy định'}, {agency} tổng hợp báo cáo của các "
        f"cơ quan từ ngày {period.start:%d/%m/%Y} đến hết ngày {period.last_day:%d/%m/%Y} như sau:"
    )


def _block(agency: str) -> str:
    return "TM. Ủy ban nhân dân" if agency.startswith(("Ủy ban nhân dân", "UBND")) else ""


def _standing(given: Material) -> Section:
    missing = [one for one in given.reports if one.status != "accepted"]
    said = (
        f"Đợt báo cáo yêu cầu {len(given.reports)} cơ quan; đã tiếp nhận {len(given.accepted)} báo cáo, còn thiếu "
        f"{len(missing)}. Các con số dưới đây chỉ gồm báo cáo đã tiếp nhận."
    )
    rows = tuple(Row((one.agency_name, _state(one), f"{one.due_on:%d/%m/%Y}")) for one in missing)
    columns = (Column("Cơ quan", 4), Column("Trạng thái", 3), Column("Hạn gửi", 2))
    table = (Table("Cơ quan chưa có báo cáo được tiếp nhận", columns, rows),) if rows else ()
    return Section("Tình hình báo cáo", (Text((said,)), *table))


def _state(one: ReportView) -> str:
    return STATUSES[one.status] + (", quá hạn" if one.standing == "overdue" else "")


def _section(section: forms.Section, accepted: Sequence[AcceptedReport]) -> Section:
    blocks: list[Text | Table | Plot] = []
    single = [one for one in section.items if isinstance(one, forms.Cell) and one.is_number]
    if single:
        rows = tuple(_line(one, accepted) for one in single)
        columns = (
            Column("Chỉ tiêu", 5),
            Column("Đơn vị tính", 2),
            Column("Giá trị", 2, number=True),
            Column("Cách tính", 3),
        )
        blocks.append(Table(f"{section.names['vi']}: tổng hợp", columns, rows))
    blocks += [_grid(one, accepted) for one in section.items if isinstance(one, forms.Table)]
    first = next((one for one in single if any(_value(report, one) for report in accepted)), None)
    if first is not None:
        blocks.append(_plot(first, accepted))
    inner = tuple(filter(None, (_words(one, accepted) for one in section.cells if not one.is_number)))
    return Section(section.names["vi"], tuple(blocks), inner)


def _line(cell: forms.Cell, accepted: Sequence[AcceptedReport]) -> Row:
    values = [_value(one, cell) for one in accepted]
    said = sum(one is not None for one in values)
    how = f"{_ROLL_UPS[cell.roll_up]}, {said}/{len(accepted)} báo cáo"
    return Row((cell.names["vi"], cell.unit.get("vi", ""), number(rolled_up(cell, values)), how))


def _grid(table: forms.Table, accepted: Sequence[AcceptedReport]) -> Table:
    columns = (Column(table.names["vi"], 3), *(Column(_headed(one), 2, number=True) for one in table.columns))
    rows = []
    for line in table.rows:
        cells = [table.cell(line.id, column.id) for column in table.columns]
        texts = [number(rolled_up(one, (_value(r, one) for r in accepted))) if one else "" for one in cells]
        rows.append(Row((line.names["vi"], *texts), "total" if line.total else "plain"))
    return Table(table.names["vi"], columns, tuple(rows))


def _headed(line: forms.Line) -> str:
    unit = line.unit.get("vi", "")
    return f"{line.names['vi']} ({unit})" if unit else line.names["vi"]


def _plot(cell: forms.Cell, accepted: Sequence[AcceptedReport]) -> Plot:
    found = [(one.report.agency_name, value) for one in accepted if (value := _value(one, cell)) is not None]
    first = sorted(found, key=lambda one: (-one[1], one[0]))[:BARS]
    most = float(max(value for _, value in first))
    rows = tuple((name, float(value), most) for name, value in first)
    unit = cell.unit.get("vi", "")
    said = "; ".join(f"{name}: {number(value)}" for name, value in first)
    drawn = plots.bars(rows, label=said, axis=unit or cell.names["vi"], font=plots.PAPER)
    return Plot(f"{cell.names['vi']} theo cơ quan", f"{cell.names['vi']} ({unit}). {said}.", str(drawn))


def _words(cell: forms.Cell, accepted: Sequence[AcceptedReport]) -> Section | None:
    found = [(one, text) for one in accepted if (text := _cell(one, cell).text.strip())]
    texts = tuple(
        Text(tuple(filter(None, map(str.strip, text.splitlines()))), one.report.agency_name) for one, text in found
    )
    return Section(cell.names["vi"], texts) if texts else None


def _plans(reviews: Sequence[ReviewView]) -> Iterator[Section]:
    rows: list[Row] = []
    for one in reviews:
        rows.append(Row((one.plan.title + (" (dữ liệu mẫu)" if one.samples else ""), "", ""), "group"))
        rows += [Row((p.names["vi"], str(p.met), str(p.total))) for p in one.pillars]
    if rows:
        columns = (Column("Kế hoạch, trụ cột", 5), Column("Đã đạt", 1, number=True), Column("Tổng số", 1, number=True))
        yield Section("Chỉ tiêu kế hoạch", (Table("Chỉ tiêu đã đạt theo trụ cột", columns, tuple(rows)),))


def _tasks(tasks: Sequence[tuple[str, TaskCounts]]) -> Iterator[Section]:
    found = [(name, one) for name, one in tasks if one.total]
    if not found:
        return
    titles = ("Xong đúng hạn", "Xong quá hạn", "Đang làm, trong hạn", "Đang làm, quá hạn")
    columns = (Column("Cơ quan", 4), *(Column(one, 2, number=True) for one in titles))
    rows = [(name, (t.done_on_time, t.done_late, t.open_within, t.open_overdue)) for name, t in found]
    total = tuple(str(sum(one[1][i] for one in rows)) for i in range(4))
    lines = [Row((name, *map(str, values))) for name, values in rows]
    yield Section(
        "Nhiệm vụ được giao",
        (Table("Nhiệm vụ theo cơ quan chủ trì", columns, (*lines, Row(("Tổng số", *total), "total"))),),
    )


def _annex(given: Material) -> Iterator[Section]:
    """Every single number by agency, so many columns a table as a page carries; who is missing has no numbers."""
    cells = [one for one in given.form.cells if one.is_number and not one.table]
    by_id = {one.report.id: one for one in given.accepted}
    tables = []
    for begin in range(0, len(cells), ACROSS):
        part = cells[begin : begin + ACROSS]
        columns = (Column("Cơ quan", 3), *(Column(_titled(one), 2, number=True) for one in part))
        rows = tuple(_agency_row(one, by_id.get(one.id), part) for one in given.reports)
        tables.append(Table("Số liệu theo cơ quan", columns, rows))
    if tables:
        yield Section("Phụ lục: số liệu theo cơ quan", tuple(tables))


def _titled(cell: forms.Cell) -> str:
    unit = cell.unit.get("vi", "")
    return f"{cell.names['vi']} ({unit})" if unit else cell.names["vi"]


def _agency_row(report: ReportView, accepted: AcceptedReport | None, part: Sequence[forms.Cell]) -> Row:
    if accepted is None:
        return Row((f"{report.agency_name} ({_state(report)})", *("–" for _ in part)))
    return Row((report.agency_name, *(number(_value(accepted, one)) for one in part)))


def _cell(report: AcceptedReport, cell: forms.Cell) -> CellView:
    return report.cells.get(cell.code) or CellView(cell.code, None)


def _value(report: AcceptedReport, cell: forms.Cell) -> Decimal | None:
    return _cell(report, cell).value


def number(value: Decimal | None) -> str:
    """1.234,57: at most two decimals; a dash for none."""
    return "–" if value is None else shown(value.quantize(Decimal("0.01"), ROUND_HALF_UP))
