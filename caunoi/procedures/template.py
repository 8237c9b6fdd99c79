"""What a new procedure begins from: a small whole body on the generic process. Private to the room."""

from __future__ import annotations

from typing import Any

from caunoi.procedures.fragments import DIALECT

_EVERY_CHANNEL = ("direct", "post", "online")


def texts(vi: str, en: str = "", th: str = "") -> dict[str, str]:
    """A text in the three languages."""
    return {"vi": vi, "en": en, "th": th}


def new_body(name: dict[str, str]) -> dict[str, Any]:
    """A body that can be published once its names stand in all languages: one case, one result, a short form."""
    limit = {"value": "3", "unit": "working_days"}
    return {
        "unsure": False,
        "name": name,
        "field": "",
        "level": "commune",
        "competent_kind": "peoples_committee",
        "online_level": "full",
        "pause_mode": "restart",
        "supplement_days": 30,
        "process": "generic",
        "cases": [
            {
                "id": "normal",
                "name": texts("Thông thường", "Standard", "กรณีทั่วไป"),
                "limits": {channel: dict(limit) for channel in _EVERY_CHANNEL},
                "fees": {channel: [] for channel in _EVERY_CHANNEL},
            }
        ],
        "components": [],
        "results": [
            {"id": "result", "name": texts("Kết quả giải quyết", "Result", "ผลการดำเนินการ"), "form": "result_sheet"}
        ],
        "legal_basis": [],
        "reliefs": [],
        "form": _form(),
    }


def abolition() -> dict[str, Any]:
    """The body of a draft that abolishes."""
    return {"reason": ""}


def variant() -> dict[str, Any]:
    """The body of a province's draft that says nothing differently yet."""
    return {"reference": "", "unsure": False, "overrides": {}}


def _form() -> dict[str, Any]:
    return {
        "$schema": DIALECT,
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "full_name": {
                "type": "string",
                "minLength": 2,
                "maxLength": 120,
                "pattern": "^[^0-9<>@]+$",
                "x-title-i18n": texts(
                    "Họ, chữ đệm, tên của người yêu cầu", "Full name of the applicant", "ชื่อเต็มของผู้ยื่นคำขอ"
                ),
                "x-prefill": "full_name",
            },
            "content": {
                "type": "string",
                "minLength": 2,
                "maxLength": 2000,
                "x-title-i18n": texts("Nội dung đề nghị", "What is requested", "เรื่องที่ขอ"),
            },
        },
        "required": ["full_name", "content"],
        "x-sections": [
            {
                "id": "applicant",
                "x-title-i18n": texts("Người yêu cầu", "Applicant", "ผู้ยื่นคำขอ"),
                "fields": ["full_name"],
            },
            {"id": "request", "x-title-i18n": texts("Đề nghị", "Request", "คำขอ"), "fields": ["content"]},
        ],
    }
