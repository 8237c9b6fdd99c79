"""What both messages call things: codes and their names in three languages. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from caunoi.reports.exchange.shapes import Coded
from caunoi.reports.rules.calendar import ReportPeriod
from caunoi.reports.rules.form import FormVersion, Names

MEASURE = "OBS_VALUE"
DIMENSIONS = ("AGENCY", "INDICATOR", "TIME_PERIOD")
ATTRIBUTES = ("UNIT_MEASURE", "OBS_STATUS", "SOURCE")
DATES = ("PERIOD_START", "PERIOD_END")
CONCEPTS: Mapping[str, Names] = {
    "AGENCY": {"vi": "Cơ quan báo cáo", "en": "Reporting agency", "th": "หน่วยงานที่รายงาน"},
    "INDICATOR": {"vi": "Ô số liệu", "en": "Indicator (cell of the form)", "th": "ช่องข้อมูลของแบบรายงาน"},
    "TIME_PERIOD": {"vi": "Kỳ báo cáo", "en": "Reporting period", "th": "รอบการรายงาน"},
    "OBS_VALUE": {"vi": "Giá trị", "en": "Value", "th": "ค่า"},
    "UNIT_MEASURE": {"vi": "Đơn vị tính", "en": "Unit of measure", "th": "หน่วยวัด"},
    "OBS_STATUS": {"vi": "Trạng thái số liệu", "en": "Observation status", "th": "สถานะของข้อมูล"},
    "SOURCE": {"vi": "Nguồn số liệu", "en": "Source", "th": "แหล่งข้อมูล"},
    "PERIOD_START": {"vi": "Ngày đầu kỳ", "en": "First day of the period", "th": "วันแรกของรอบ"},
    "PERIOD_END": {"vi": "Ngày cuối kỳ", "en": "Last day of the period", "th": "วันสุดท้ายของรอบ"},
}
STATUSES: Mapping[str, Coded] = {
    "accepted": Coded("A", {"vi": "đã tiếp nhận", "en": "accepted", "th": "รับแล้ว"}),
    "submitted": Coded(
        "P", {"vi": "tạm tính, chờ kiểm tra", "en": "provisional, to be checked", "th": "ชั่วคราว รอตรวจ"}
    ),
}
"""Codes of SDMX's own list CL_OBS_STATUS: A normal, P provisional."""
SOURCES: Mapping[str, Coded] = {
    "typed": Coded("TYPED", {"vi": "cơ quan nhập", "en": "typed in by the agency", "th": "หน่วยงานกรอก"}),
    "measured": Coded("MEASURED", {"vi": "hệ thống đo", "en": "measured by the system", "th": "ระบบวัด"}),
}


def flow_id(form: FormVersion) -> str:
    """The id of the structure and of the flow: the form's, which may not begin with a digit."""
    return form.form.upper() if form.form[:1].isalpha() else f"F-{form.form.upper()}"


def version(form: FormVersion) -> str:
    """1.20250701 for the version in force from 1 July 2025."""
    return f"1.{form.valid_from:%Y%m%d}"


def period_code(period: ReportPeriod) -> str:
    """As SDMX writes periods: 2026-A1, 2026-S1, 2026-Q3, 2026-M09, and 2026-03-01/P31D when ad hoc."""
    match period.kind:
        case "monthly":
            return f"{period.year}-M{period.number:02d}"
        case "quarterly":
            return f"{period.year}-Q{period.number}"
        case "half_year":
            return f"{period.year}-S{period.number}"
        case "yearly":
            return f"{period.year}-A1"
    return f"{period.start.isoformat()}/P{(period.end - period.start).days}D"
