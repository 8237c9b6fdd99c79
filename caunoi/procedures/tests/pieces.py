"""A small invented procedure and a folder that holds it, for tests of the loader."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from caunoi.core.actor import System
from caunoi.procedures import operations

NOW = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)
ON = date(2026, 9, 22)
CODE = "9.000001"
HEAD = "code,name,field,agency,limits,results,portal_updated,state,source_url,evidence\n"


def texts(vi: str) -> dict[str, str]:
    return {"vi": vi, "en": f"{vi} (en)", "th": f"{vi} (th)"}


def field(title: str, **rules: Any) -> dict[str, Any]:
    return {"type": "string", "x-title-i18n": texts(title), **rules}


FORM: dict[str, Any] = {
    "properties": {
        "abroad": {"type": "boolean", "x-title-i18n": texts("Ở nước ngoài")},
        "country": field("Nước"),
        "start": field("Từ ngày", format="date"),
        "end": field("Đến ngày", format="date", **{"x-not-before": "start"}),
        "members": {
            "type": "array", "minItems": 1, "maxItems": 3, "x-title-i18n": texts("Thành viên"),
            "items": {
                "type": "object", "required": ["full_name"], "x-title-i18n": texts("Thành viên"),
                "additionalProperties": False,
                "properties": {
                    "full_name": field("Họ tên", minLength=2),
                    "birth_date": field("Ngày sinh", format="date", **{"x-not-future": True}),
                },
            },
        },
    },
    "required": ["abroad", "members"],
    "x-sections": [
        {"id": "where", "x-title-i18n": texts("Nơi"), "fields": ["abroad"]},
        {
            "id": "country", "x-title-i18n": texts("Nước"), "fields": ["country"], "required": ["country"],
            "x-when": {"field": "abroad", "equals": True},
        },
        {"id": "time", "x-title-i18n": texts("Thời gian"), "fields": ["start", "end"]},
        {"id": "members", "x-title-i18n": texts("Thành viên"), "fields": ["members"]},
    ],
}  # fmt: skip


def version(**more: Any) -> dict[str, Any]:
    """A version of the invented procedure, as its file says it."""
    local = {
        "id": "local", "kind": "provincial", "name": texts("Lệ phí"), "reference": "Thông tư 85/2019/TT-BTC",
    }  # fmt: skip
    digital = {
        "id": "digital", "name": texts("Công dân số"), "percent": 100, "needs": texts("Định danh mức 2"),
        "reference": "Nghị quyết 66.22/2026/NQ-CP", "from": "2026-08-15", "to": "2027-03-01", "channels": ["online"],
    }  # fmt: skip
    everywhere = ["direct", "post", "online"]
    return {
        "effective_from": "2026-01-01", "effective_to": None, "decision_ref": "12/QĐ-UBND", "decision_on": "2025-12-20",
        "unsure": False, "name": texts("Thủ tục ví dụ"), "summary": texts("Để thử"), "field": "Thử nghiệm",
        "level": "commune", "competent_kind": "peoples_committee", "online_level": "full", "pause_mode": "restart",
        "supplement_days": 10, "life_events": ["child"], "keywords": ["sổ hồng"], "process": "generic",
        "agencies": {"police": {"kind": "police", "level": "commune", "name": "Công an"}},
        "cases": [
            {
                "id": "normal", "name": texts("Thường"), "fees": {"direct": [local], "online": [local]},
                "limits": {channel: {"value": "3", "unit": "working_days"} for channel in everywhere},
            },
            {
                "id": "quick", "name": texts("Nhanh"), "fees": {},
                "limits": {"direct": {"value": "0", "unit": "same_day"}},
            },
        ],
        "components": [
            {
                "id": "proof", "code": "000.00.00.G15-KQ000001", "name": "Giấy chứng minh",
                "title": texts("Giấy chứng minh"), "group": "submitted", "originals": 1, "copies": 0, "required": True,
                "channels": everywhere, "cases": ["normal"], "accepts_result_of": ["000.00.00.G15-KQ000002"],
            }
        ],
        "results": [
            {
                "id": "paper", "name": texts("Giấy"), "form": "result_sheet", "step": "sign",
                "component_code": "000.00.00.G15-KQ000002",
            }
        ],
        "reliefs": [digital], "legal_basis": ["Luật thử"], "form": FORM, **more,
    }  # fmt: skip


def folder(path: Path, *versions: dict[str, Any], entries: str = "", rates: str = "") -> Path:
    """A catalogue's folder with the invented procedure in it."""
    (path / "catalogue.csv").write_text(HEAD + entries, encoding="utf-8")
    body = {"code": CODE, "versions": list(versions) or [version()]}
    (path / f"{CODE}.json").write_text(json.dumps(body, ensure_ascii=False), encoding="utf-8")
    head = "procedure,fee,case,channel,province,from,to,amount,reference,source_url\n"
    (path / "provincial_rates.csv").write_text(head + rates, encoding="utf-8")
    return path


def load(path: Path, *versions: dict[str, Any], **more: str) -> operations.Loaded:
    return operations.load(now=NOW, actor=System("test"), folder=folder(path, *versions, **more))
