"""A unit's report to print: in Vietnamese, the language of the papers, with plots."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from django.views.decorators.http import require_GET

from caunoi.board.asking import place_of, when, who
from caunoi.board.indices.ahead import WEEKS, trend_plot
from caunoi.board.indices.question import WEEK, check_level, day_asked, moment_of
from caunoi.board.indices.unit import Group, groups_of
from caunoi.board.indices.words import LEVELS, points
from caunoi.core.errors import DomainError
from caunoi.documents import plots
from caunoi.documents.forms import IndexReportData, ReportGroup, ReportLine, index_report
from caunoi.measures import queries as measures
from caunoi.measures.shapes import Fix, IndexInfo, TrendPoint, UnitScore
from caunoi.people import queries as people
from caunoi.ui.access import officer
from caunoi.ui.formats import day, moment, number
from caunoi.ui.templatetags.caunoi_ui import share
from caunoi.units import queries as units

_FIRST = 8


@officer
@require_GET
def report(request: HttpRequest, index_id: str, level: str, key: str) -> HttpResponse:
    """The report as PDF."""
    now, on = when(request), day_asked(request)
    info = measures.index_info(index_id, on=on)
    check_level(info, level)
    as_of = moment_of(on, now)
    unit = measures.unit_score(index_id, level=level, key=key, as_of=as_of, now=now)
    with override("vi"):
        body = index_report(_data(request, info, level, unit, as_of, now))
    answer = HttpResponse(body, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{index_id}-{unit.code}-{on}.pdf"'
    return answer


def _data(
    request: HttpRequest, info: IndexInfo, level: str, unit: UnitScore, as_of: datetime, now: datetime
) -> IndexReportData:
    groups = groups_of(unit, info, level=level, end="")
    weeks = _trend(info.id, level, unit.key, as_of, now)
    fixes = measures.fix_first(info.id, level=level, key=unit.key, as_of=as_of, now=now)[:_FIRST]
    officer_id = who(request).person_id
    agency = units.agency(who(request).agency_id) if who(request).agency_id else None  # type: ignore[arg-type]
    return IndexReportData(
        title=info.names["vi"], unit_name=unit.name, level_name=str(LEVELS[level]), reference=info.reference,
        period=f"Tính đến {moment(as_of)}, theo {info.reference}", total=number(points(unit.total), 2),
        most=number(points(info.max)), rank=number(unit.rank), moved=_moved(weeks, unit, as_of), groups=_groups(groups),
        groups_svg=_groups_plot(groups), groups_alt="Điểm từng nhóm so với điểm tối đa",
        trend_svg=trend_plot(weeks, font=plots.PAPER) if len(weeks) > 1 else "",
        trend_alt="Điểm theo tuần", fixes=[_fix(fix) for fix in fixes], notes=_notes(info, unit),
        source=f"Tính từ nhật ký của hệ thống; định nghĩa có hiệu lực từ {day(info.version)}, số băm {info.digest[:9]}",
        agency_name=agency.name if agency else "", officer_name=people.names([officer_id]).get(officer_id, ""),
        place_name=place_of(request).province_name, issued_at=now,
    )  # fmt: skip


def _trend(index_id: str, level: str, key: str, as_of: datetime, now: datetime) -> list[TrendPoint]:
    try:
        return measures.trend(index_id, level=level, key=key, until=as_of, points=WEEKS, now=now)
    except DomainError:  # the weeks before lie outside of what is defined
        return []


def _moved(weeks: list[TrendPoint], unit: UnitScore, as_of: datetime) -> str:
    before = next((one for one in reversed(weeks) if one.on <= (as_of - WEEK).date()), None)
    if before is None:
        return "–"
    gained = unit.total - before.total
    places = before.rank - unit.rank
    said = f"lên {places} bậc" if places > 0 else f"xuống {-places} bậc" if places < 0 else "giữ hạng"
    return f"{'+' if gained > 0 else ''}{number(points(gained), 2)} ({said})"


def _groups(groups: list[Group]) -> list[ReportGroup]:
    return [
        ReportGroup(
            group.info.names["vi"], f"{number(group.points, 2)} / {number(group.most)}",
            [
                ReportLine(
                    line.info.names["vi"], share(line.score.ratio), _of(line.points, line.most),
                    "" if line.score.state == "measured" else str(line.state),
                )
                for line in group.lines
            ],
        )
        for group in groups
    ]  # fmt: skip


def _of(won: object, most: object) -> str:
    return f"{number(won, 2) or '–'} / {number(most)}"


def _groups_plot(groups: list[Group]) -> str:
    rows = tuple((group.info.names["vi"], float(group.points or 0), float(group.most or 0)) for group in groups)
    return plots.bars(rows, label="Điểm từng nhóm", axis="Điểm", font=plots.PAPER)


def _fix(fix: Fix) -> tuple[str, str, str]:
    return (fix.names["vi"], f"+{number(points(fix.points_to_win), 2)}", number(fix.subjects_needed))


def _notes(info: IndexInfo, unit: UnitScore) -> list[str]:
    found = []
    if any(one.state == "manual" for group in unit.groups for one in group.indicators):
        found.append("Chỉ số ghi “Nhập tay” có con số do người nhập với minh chứng; các con số khác do hệ thống tự đo.")
    if info.unsure:
        found.append("Có chỗ của định nghĩa chưa đối chiếu được với văn bản gốc.")
    if unit.assumed:
        found.append("Có con số dựa trên tỷ lệ chia đơn vị được giả định vì không nguồn nào nêu.")
    return found
