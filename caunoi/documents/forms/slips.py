"""The A5 slips of the one-stop shop: forms 01 to 06."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from caunoi.core.clock import local_date
from caunoi.documents.forms import words
from caunoi.documents.forms.data import (
    ApologyData,
    ControlData,
    ControlStep,
    ReceiptData,
    RefusalData,
    SlipData,
    StopData,
    SupplementData,
)
from caunoi.documents.forms.printing import Sheet, sheet_pdf
from caunoi.documents.forms.results import lines_of


def receipt_slip(data: ReceiptData) -> bytes:
    """Form 01, receipt and appointment, A5 PDF. Raises FormFailed."""
    return sheet_pdf(receipt_sheet(data))


def receipt_sheet(data: ReceiptData) -> Sheet:
    """The same, ready to print."""
    more = {
        "components": [asdict(line) for line in data.components],
        "received_text": words.moment_text(data.received_at),
        "due_text": words.moment_text(data.due_at),
        "sets_text": f"{data.sets:02d} bộ",
    }
    return _sheet("receipt_slip", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Mẫu số 01", data, more)


def supplement_slip(data: SupplementData) -> bytes:
    """Form 02, request for supplement (asked once, completely), A5 PDF. Raises FormFailed."""
    more = {
        "items": [asdict(item) for item in data.items],
        "reason_lines": lines_of(data.reason),
        "received_text": _moment(data.received_at),
        "answer_by_text": words.long_date(data.answer_by) if data.answer_by else "",
    }
    return _slip("supplement_slip", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "Mẫu số 02", data, more)


def refusal_slip(data: RefusalData) -> bytes:
    """Form 03, refusal to receive, A5 PDF. Raises FormFailed."""
    more = {"reason_lines": lines_of(data.reason), "submitted_text": _moment(data.submitted_at)}
    return _slip("refusal_slip", "Phiếu từ chối tiếp nhận giải quyết hồ sơ", "Mẫu số 03", data, more)


def apology_slip(data: ApologyData) -> bytes:
    """Form 04, apology and new date, A5 PDF. Raises FormFailed."""
    more = {
        "reason_lines": lines_of(data.reason),
        "received_text": words.moment_text(data.received_at),
        "due_text": words.moment_text(data.due_at),
        "new_due_text": words.moment_text(data.new_due_at),
    }
    return _slip("apology_slip", "Phiếu xin lỗi và hẹn lại ngày trả kết quả", "Mẫu số 04", data, more)


def stop_slip(data: StopData) -> bytes:
    """Form 05, notice of stopping, A5 PDF. Raises FormFailed."""
    more = {
        "reason_lines": lines_of(data.reason),
        "received_text": words.moment_text(data.received_at),
        "stopped_text": words.moment_text(data.stopped_at),
        "due_text": _moment(data.due_at),
    }
    return _slip("stop_slip", "Thông báo dừng giải quyết hồ sơ", "Mẫu số 05", data, more)


def control_slip(data: ControlData) -> bytes:
    """Form 06, control slip, A5 PDF. Raises FormFailed."""
    more = {
        "steps": [_step(step) for step in data.steps],
        "received_text": words.compact_moment(data.received_at),
        "due_text": words.compact_moment(data.due_at),
    }
    return _slip("control_slip", "Phiếu kiểm soát quá trình giải quyết hồ sơ", "Mẫu số 06", data, more)


def _slip(form: str, title: str, form_number: str, data: SlipData, more: dict[str, Any]) -> bytes:
    return sheet_pdf(_sheet(form, title, form_number, data, more))


def _sheet(form: str, title: str, form_number: str, data: SlipData, more: dict[str, Any]) -> Sheet:
    values = {name: value for name, value in asdict(data).items() if isinstance(value, str)}
    values |= {
        "title": f"{title} {data.dossier_code}",
        "form_number": form_number,
        "number": data.number or "……………",
        "issued_text": words.long_date(local_date(data.issued_at)),
        "qr_text": data.tracking_url,
        "qr_alt": f"Mã QR: {data.tracking_url}",
    }
    return Sheet(form, values | more, data.issued_at)


def _moment(moment: datetime | None) -> str:
    return words.moment_text(moment) if moment else ""


def _step(step: ControlStep) -> dict[str, str]:
    verdict = {None: "", True: "Đúng hạn", False: "Quá hạn"}[step.within_limit]
    return {
        "step": step.step,
        "holder": step.holder,
        "from_text": words.compact_moment(step.started_at),
        "to_text": words.compact_moment(step.finished_at) if step.finished_at else "",
        "verdict": verdict,
        "note": step.note,
    }
