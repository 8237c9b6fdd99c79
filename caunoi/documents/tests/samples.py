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


_RECORD: dict[str, Any] = {
    "number": "12/QĐ-UBND",
    "dossier_code": CODE,
    "tracking_url": _SLIP["tracking_url"],
    "agency_name": AGENCY,
    "place_name": "Cửa Nam",
    "issued_on": date(2026, 9, 23),
    "signer_name": "Lê Thị Lãnh Đạo",
    "parent_agency_name": "Thành phố Hà Nội",
}
_APPLICANT = {"applicant_name": "Nguyễn Thị Mẫu", "channel": "Trực tuyến"}


def supplement(**changes: Any) -> forms.SupplementData:
    items = (
        forms.SupplementItem(name="Giấy chứng sinh", what="Ảnh mờ, không đọc được số."),
        forms.SupplementItem(name="Ngày sinh của mẹ", what="Không khớp với giấy tờ tùy thân."),
    )
    values = _SLIP | _APPLICANT | {"items": items, "received_at": NOW, "answer_by": date(2026, 10, 2)}
    return forms.SupplementData(**(values | changes))


def apology(**changes: Any) -> forms.ApologyData:
    new_due = datetime(2026, 9, 28, 17, 0, tzinfo=VIETNAM)
    values = _SLIP | _APPLICANT | {"received_at": NOW, "due_at": NOW, "new_due_at": new_due}
    return forms.ApologyData(**(values | {"reason": "Phải xác minh tại nơi cư trú cũ."} | changes))


def stop(**changes: Any) -> forms.StopData:
    values = _SLIP | _APPLICANT | {"received_at": NOW, "stopped_at": NOW, "reason": "Đang có tranh chấp."}
    return forms.StopData(**(values | changes))


def register_line(**changes: Any) -> forms.RegisterLine:
    values: dict[str, Any] = {
        "dossier_code": CODE,
        "procedure_name": "Thủ tục đăng ký khai sinh",
        "applicant_name": "Nguyễn Thị Mẫu",
        "received_at": NOW,
        "due_at": NOW,
        "result_text": "Đúng hạn",
    }
    return forms.RegisterLine(**(values | changes))


def register(**changes: Any) -> forms.RegisterData:
    values: dict[str, Any] = {
        "agency_name": AGENCY,
        "place_name": "Cửa Nam",
        "issued_at": NOW,
        "starts_on": date(2026, 9, 1),
        "ends_on": date(2026, 9, 30),
        "officer_name": "Trần Thị Ví Dụ",
        "lines": (register_line(),),
    }
    return forms.RegisterData(**(values | changes))


def result(**changes: Any) -> forms.ResultSheetData:
    rows = (("Tên", "Hộ kinh doanh Mẫu"), ("Địa chỉ", "Số 1 phố Thử Nghiệm"), ("Điện thoại", ""))
    values = _RECORD | {
        "title": "Giấy chứng nhận đăng ký hộ kinh doanh",
        "sections": (("Hộ kinh doanh", rows),),
        "decision_text": "Chấp thuận đăng ký.\nHộ kinh doanh chịu trách nhiệm về nội dung đã khai.",
        "recipient": "Nguyễn Thị Mẫu",
    }
    return forms.ResultSheetData(**(values | changes))


def certification(**changes: Any) -> forms.CertifiedCopyData:
    values = _RECORD | {"number": "0153", "document_name": "Bằng tốt nghiệp trung học phổ thông"}
    return forms.CertifiedCopyData(**(values | changes))


def image(kind: str, size: tuple[int, int] = (20, 12)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "#8c1c13").save(buffer, kind)
    return buffer.getvalue()
