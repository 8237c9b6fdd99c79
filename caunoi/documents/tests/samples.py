"""Made-up papers for the tests. The people are fictional."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

from PIL import Image

from caunoi.core.clock import VIETNAM
from caunoi.documents import forms

NOW = datetime(2026, 9, 22, 10, 5, tzinfo=VIETNAM)
CODE = "000.00.05.H26-260922-0114"
AGENCY = "Ủy ban nhân dân phường Cửa Nam"
_SLIP: dict[str, Any] = {
    "dossier_code": CODE,
    "tracking_url": f"http://127.0.0.1:8000/verify/{CODE}",
    "agency_name": AGENCY,
    "parent_agency_name": "Thành phố Hà Nội",
    "place_name": "Cửa Nam",
    "issued_at": NOW,
    "procedure_name": "Thủ tục đăng ký khai sinh",
    "officer_name": "Trần Thị Ví Dụ",
}


def receipt(**changes: Any) -> forms.ReceiptData:
    values: dict[str, Any] = _SLIP | {
        "applicant_name": "Nguyễn Thị Mẫu",
        "channel": "Trực tuyến",
        "components": (
            forms.ComponentLine(name="Giấy chứng sinh", originals=1, note="bản điện tử"),
            forms.ComponentLine(name="Giấy tờ chứng minh nơi cư trú", copies=2),
        ),
        "received_at": NOW,
        "due_at": datetime(2026, 9, 23, 17, 0, tzinfo=VIETNAM),
        "return_place": "Trung tâm Phục vụ hành chính công phường Cửa Nam",
        "limit_text": "1 ngày làm việc",
    }
    return forms.ReceiptData(**(values | changes))


def refusal(**changes: Any) -> forms.RefusalData:
    values: dict[str, Any] = _SLIP | {
        "applicant_name": "Nguyễn Thị Mẫu",
        "channel": "Trực tiếp",
        "reason": "Giấy chứng sinh không đọc được.\nTrẻ đã được đăng ký khai sinh tại nơi khác.",
    }
    return forms.RefusalData(**(values | changes))


def control(**changes: Any) -> forms.ControlData:
    steps = (
        forms.ControlStep(
            step="Tiếp nhận", holder="Trần Thị Ví Dụ", started_at=NOW, finished_at=NOW, within_limit=True
        ),
        forms.ControlStep(step="Thẩm định", holder="Phạm Văn Thử", started_at=NOW),
    )
    return forms.ControlData(**(_SLIP | {"received_at": NOW, "due_at": NOW, "steps": steps} | changes))


def certificate(**changes: Any) -> forms.BirthCertificateData:
    home = "Số 1 phố Thử Nghiệm, phường Cửa Nam, thành phố Hà Nội"
    values: dict[str, Any] = {
        "number": "114/2026",
        "dossier_code": CODE,
        "tracking_url": _SLIP["tracking_url"],
        "agency_name": AGENCY,
        "registered_on": date(2026, 9, 23),
        "child": forms.Child(
            full_name="Nguyễn Minh Mẫu", gender="Nữ", born_on=date(2026, 4, 5), birthplace="Bệnh viện Thử Nghiệm"
        ),
        "mother": forms.Parent(full_name="Nguyễn Thị Mẫu", born_text="1998", residence=home),
        "father": forms.Parent(full_name="Trần Văn Ví Dụ", born_text="1996", residence=home),
        "requester_name": "Nguyễn Thị Mẫu",
        "signer_name": "Lê Thị Lãnh Đạo",
    }
    return forms.BirthCertificateData(**(values | changes))


def image(kind: str, size: tuple[int, int] = (20, 12)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "#8c1c13").save(buffer, kind)
    return buffer.getvalue()
