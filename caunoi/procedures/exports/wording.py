"""Fixed texts of the export in the three languages of the catalogue: data, so not through the interface's texts."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any

Texts = dict[str, str]

TITLE: Texts = {
    "vi": "Danh mục thủ tục hành chính", "en": "Catalogue of administrative procedures", "th": "บัญชีกระบวนงานทางปกครอง",
}  # fmt: skip
ABOUT: Texts = {
    "vi": "Các thủ tục hành chính đang công bố: hồ sơ, thời hạn, phí, kết quả, cơ quan giải quyết, căn cứ pháp lý.",
    "en": "The procedures now published: papers, time limits, fees, results, competent agencies and legal basis.",
    "th": "กระบวนงานที่ประกาศใช้อยู่: เอกสาร กำหนดเวลา ค่าธรรมเนียม ผลลัพธ์ หน่วยงานที่รับผิดชอบ และฐานกฎหมาย",
}
PUBLISHER: Texts = {
    "vi": "Cổng dịch vụ công Cầu Nối",
    "en": "Cầu Nối public service portal",
    "th": "พอร์ทัลบริการสาธารณะ Cầu Nối",
}
UNKNOWN_AGENCY: Texts = {
    "vi": "Cơ quan có thẩm quyền (nguồn công bố chưa nêu)", "en": "Competent agency (not named by the source)",
    "th": "หน่วยงานที่มีอำนาจ (แหล่งประกาศมิได้ระบุ)",
}  # fmt: skip
CHANNELS: dict[str, Texts] = {
    "direct": {"vi": "Trực tiếp", "en": "In person", "th": "ยื่นด้วยตนเอง"},
    "post": {"vi": "Bưu chính", "en": "By post", "th": "ทางไปรษณีย์"},
    "online": {"vi": "Trực tuyến", "en": "Online", "th": "ออนไลน์"},
}
KINDS: dict[str, Texts] = {
    "peoples_committee": {"vi": "Ủy ban nhân dân", "en": "People's committee", "th": "คณะกรรมการประชาชน"},
    "police": {"vi": "Công an", "en": "Police", "th": "ตำรวจ"},
    "department": {"vi": "Sở", "en": "Provincial department", "th": "สำนักงานระดับจังหวัด"},
    "division": {"vi": "Phòng chuyên môn", "en": "Specialised division", "th": "ฝ่ายวิชาการ"},
    "ministry": {"vi": "Bộ", "en": "Ministry", "th": "กระทรวง"},
    "social_insurance": {"vi": "Bảo hiểm xã hội", "en": "Social insurance agency", "th": "สำนักงานประกันสังคม"},
    "service_centre": {
        "vi": "Trung tâm Phục vụ hành chính công", "en": "Public administration service centre",
        "th": "ศูนย์บริการงานปกครองสาธารณะ",
    },
}  # fmt: skip
LEVELS: dict[str, Texts] = {
    "commune": {"vi": "cấp xã", "en": "commune level", "th": "ระดับตำบล"},
    "province": {"vi": "cấp tỉnh", "en": "province level", "th": "ระดับจังหวัด"},
    "nation": {"vi": "cấp bộ", "en": "national level", "th": "ระดับชาติ"},
}
_UNITS: dict[str, Texts] = {
    "working_days": {"vi": "{n} ngày làm việc", "en": "{n} working days", "th": "{n} วันทำการ"},
    "calendar_days": {"vi": "{n} ngày", "en": "{n} calendar days", "th": "{n} วัน"},
    "working_hours": {"vi": "{n} giờ làm việc", "en": "{n} working hours", "th": "{n} ชั่วโมงทำการ"},
    "same_day": {"vi": "trong ngày", "en": "the same day", "th": "ภายในวันเดียว"},
}
_PAYS: dict[str, Texts] = {
    "fixed": {"vi": "", "en": "", "th": ""},
    "per_unit": {"vi": "tính theo số lượng", "en": "for each unit", "th": "ต่อหน่วย"},
    "scale": {"vi": "theo bậc số trang: {steps}", "en": "by number of pages: {steps}", "th": "ตามจำนวนหน้า: {steps}"},
    "provincial": {
        "vi": "do Hội đồng nhân dân cấp tỉnh quy định", "en": "set by the people's council of the province",
        "th": "กำหนดโดยสภาประชาชนจังหวัด",
    },
}  # fmt: skip


def limit_text(limit: Mapping[str, str]) -> Texts:
    """A limit in words: the law's own unit."""
    return {language: text.format(n=limit["value"]) for language, text in _UNITS[limit["unit"]].items()}


def duration(limit: Mapping[str, str]) -> str:
    """A limit as ISO 8601, estimated in calendar time: five working days take up to seven days, eight hours a day."""
    value = float(limit["value"])
    match limit["unit"]:
        case "working_days":
            return f"P{ceil(value * 7 / 5)}D"
        case "calendar_days":
            return f"P{ceil(value)}D"
        case "working_hours":
            return f"PT{ceil(value)}H"
    return "P1D"


def fee_text(fee: Mapping[str, Any], case: Mapping[str, str]) -> Texts:
    """What is paid and how it is counted, with the case it is of."""
    steps = "; ".join(f"{step['amount']} (≤ {step['upto']})" if "upto" in step else str(step["amount"])
                      for step in fee.get("steps", ()))  # fmt: skip
    how = _PAYS.get(fee["kind"], _PAYS["fixed"])
    said = {}
    for language, name in fee["name"].items():
        more = how[language].format(steps=steps)
        said[language] = f"{name} – {case[language]}" + (f" ({more})" if more else "")
    return said


def agency_text(kind: str, level: str, name: str = "") -> Texts:
    """An agency by its kind and level, or by the beginning of its name."""
    of = LEVELS.get(level, {"vi": level, "en": level, "th": level})
    called = {"vi": name} if name else KINDS.get(kind, {"vi": kind})
    return {language: f"{text} ({of[language]})" for language, text in called.items()}


def published_text(field: str, limits: str, results: str) -> str:
    """What is known of an entry that only stands in the published list, in one sentence."""
    said = f"Thủ tục hành chính thuộc lĩnh vực {field}." if field else "Thủ tục hành chính trong danh mục công bố."
    return said + (f" Thời hạn theo nguồn: {limits}." if limits else "") + (f" Kết quả: {results}." if results else "")
