"""Words of this room for people: statuses, actions, roles, what the journal's entries mean."""

from __future__ import annotations

from contextlib import AbstractContextManager
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_lazy as _

from caunoi.dossiers.shapes import Status
from caunoi.processes import queries as processes

STATUS: dict[int, Promise] = {
    Status.DRAFT: _("Bản nháp"),
    Status.NEW: _("Mới đăng ký"),
    Status.ACCEPTED: _("Được tiếp nhận"),
    Status.REFUSED: _("Không được tiếp nhận"),
    Status.IN_PROCESS: _("Đang xử lý"),
    Status.SUPPLEMENT: _("Yêu cầu bổ sung giấy tờ"),
    Status.PAYMENT: _("Yêu cầu thực hiện nghĩa vụ tài chính"),
    Status.WITHDRAWN: _("Công dân yêu cầu rút hồ sơ"),
    Status.STOPPED: _("Dừng xử lý"),
    Status.DONE: _("Đã xử lý xong"),
    Status.RETURNED: _("Đã trả kết quả"),
}

ACTION: dict[str, Promise] = {
    "edit": _("Khai tiếp"),
    "submit": _("Nộp hồ sơ"),
    "accept": _("Tiếp nhận"),
    "refuse": _("Từ chối"),
    "assign": _("Phân công"),
    "submit_for_signature": _("Trình ký"),
    "request_supplement": _("Yêu cầu bổ sung"),
    "return_to_specialist": _("Trả lại chuyên viên"),
    "sign": _("Ký duyệt"),
    "hand_over": _("Trả kết quả"),
    "answer_supplement": _("Gửi phần bổ sung"),
    "request_payment": _("Yêu cầu nộp phí, lệ phí"),
    "record_payment": _("Ghi nhận đã thu phí, lệ phí"),
    "withdraw": _("Rút hồ sơ"),
    "stop": _("Dừng giải quyết"),
    "resume": _("Tiếp tục xử lý"),
    "extend": _("Xin lỗi và hẹn lại ngày trả"),
    "consult": _("Lấy ý kiến cơ quan khác"),
    "answer_consultation": _("Trả lời lấy ý kiến"),
    "transfer": _("Chuyển cơ quan giải quyết"),
    "forward": _("Chuyển bước tiếp theo"),
    "submit_check": _("Xác nhận đã kiểm tra"),
    "reassign": _("Chuyển việc cho đồng nghiệp"),
    "start_correction": _("Đính chính kết quả"),
    "revoke_result": _("Thu hồi kết quả"),
    "report_error": _("Báo kết quả có chỗ sai"),
    "keep_result": _("Trả lời: kết quả đúng"),
    "rate": _("Đánh giá"),
}

DID: dict[str, Promise] = {
    "save_answers": _("sửa phần khai"),
    "attach": _("đính kèm giấy tờ"),
    "detach": _("bỏ giấy tờ"),
    "submit": _("nộp"),
    "accept": _("tiếp nhận"),
    "refuse": _("từ chối"),
    "assign": _("phân công"),
    "submit_for_signature": _("trình ký"),
    "return_to_specialist": _("trả lại chuyên viên"),
    "sign": _("ký duyệt"),
    "hand_over": _("trả kết quả"),
    "request_supplement": _("yêu cầu bổ sung"),
    "answer_supplement": _("gửi phần bổ sung"),
    "request_payment": _("yêu cầu nộp phí, lệ phí"),
    "record_payment": _("ghi nhận đã thu phí, lệ phí"),
    "fee_due_again": _("hủy biên lai thu phí, lệ phí"),
    "fee_returned": _("hoàn lại phí, lệ phí"),
    "withdraw": _("rút hồ sơ"),
    "stop": _("dừng xử lý"),
    "resume": _("tiếp tục xử lý"),
    "extend": _("hẹn lại ngày trả"),
    "consult": _("lấy ý kiến cơ quan khác"),
    "answer_consultation": _("trả lời lấy ý kiến"),
    "transfer": _("chuyển cơ quan giải quyết"),
    "forward": _("chuyển bước tiếp theo"),
    "submit_check": _("xác nhận đã kiểm tra"),
    "reassign": _("chuyển việc cho đồng nghiệp"),
    "start_correction": _("bắt đầu đính chính"),
    "report_error": _("báo kết quả có chỗ sai"),
    "keep_result": _("trả lời phản ánh về kết quả"),
    "revoke_result": _("thu hồi kết quả"),
}

REQUEST: dict[str, Promise] = {
    "supplement": _("Yêu cầu bổ sung, hoàn thiện hồ sơ"),
    "payment": _("Yêu cầu nộp phí, lệ phí"),
    "consultation": _("Lấy ý kiến"),
    "extension": _("Xin lỗi và hẹn lại ngày trả kết quả"),
    "stop": _("Dừng giải quyết hồ sơ"),
    "withdrawal": _("Rút hồ sơ"),
    "transfer": _("Chuyển cơ quan giải quyết"),
    "correction": _("Đính chính kết quả"),
    "refusal": _("Từ chối hồ sơ"),
}
PAUSED = _("Hồ sơ đang tạm ngừng tính thời hạn (%(status)s).")
OTHER_ITEM = _("Nội dung khác")
CONSULTATION_STEP = _("Cho ý kiến")

ROLE: dict[str, Promise] = {
    "applicant": _("người nộp hồ sơ"),
    "counter_officer": _("cán bộ một cửa"),
    "specialist": _("chuyên viên"),
    "head_of_unit": _("trưởng phòng"),
    "leader": _("lãnh đạo"),
    "clerk": _("văn thư"),
    "centre_manager": _("giám đốc trung tâm"),
    "support_staff": _("nhân viên hỗ trợ"),
    "cashier": _("thu ngân"),
    "system": _("hệ thống"),
}

RECORD: dict[str, Promise] = {
    "valid": _("Còn hiệu lực"),
    "replaced": _("Đã được thay thế"),
    "revoked": _("Đã bị thu hồi"),
}

LOOKED: dict[str, Promise] = {
    "page": _("Mở hồ sơ"),
    "file": _("Mở giấy tờ trong hồ sơ"),
}

PRIORITY: dict[str, Promise] = {
    "elderly": _("Người cao tuổi"),
    "disabled": _("Người khuyết tật"),
    "pregnant": _("Phụ nữ mang thai"),
    "merit": _("Người có công"),
    "correction": _("Đính chính kết quả"),
}

EVENT: dict[str, Promise] = {
    "dossier.submitted": _("Hồ sơ được nộp"),
    "dossier.accepted": _("Hồ sơ được tiếp nhận"),
    "dossier.forwarded": _("Chuyển hồ sơ đến cơ quan giải quyết"),
    "dossier.assigned": _("Phân công người thẩm định"),
    "dossier.examined": _("Thẩm định xong, trình ký"),
    "dossier.returned_to_specialist": _("Lãnh đạo trả lại chuyên viên"),
    "dossier.signed": _("Kết quả được ký"),
    "dossier.handed_over": _("Đã trả kết quả cho người nộp"),
    "dossier.refused": _("Hồ sơ bị từ chối"),
    "dossier.supplement_requested": _("Yêu cầu bổ sung hồ sơ"),
    "dossier.supplement_answered": _("Người nộp đã bổ sung hồ sơ"),
    "dossier.payment_requested": _("Yêu cầu nộp phí, lệ phí"),
    "dossier.paid": _("Đã nộp phí, lệ phí"),
    "dossier.fee_recorded": _("Đã nộp phí, lệ phí"),
    "dossier.fee_due_again": _("Biên lai bị hủy, phí, lệ phí phải nộp lại"),
    "dossier.fee_returned": _("Đã hoàn lại phí, lệ phí"),
    "dossier.withdrawn": _("Người nộp rút hồ sơ"),
    "dossier.stopped": _("Dừng giải quyết hồ sơ"),
    "dossier.resumed": _("Tiếp tục giải quyết hồ sơ"),
    "dossier.extended": _("Xin lỗi và hẹn lại ngày trả kết quả"),
    "dossier.consulted": _("Lấy ý kiến cơ quan khác"),
    "dossier.consultation_answered": _("Cơ quan được hỏi đã trả lời"),
    "dossier.consultation_silent": _("Cơ quan được hỏi chậm trả lời"),
    "dossier.transferred": _("Chuyển cơ quan giải quyết"),
    "dossier.step_done": _("Xong một bước xử lý"),
    "dossier.reassigned": _("Chuyển việc cho cán bộ khác"),
    "dossier.result_signed": _("Một kết quả được ký"),
    "dossier.result_replaced": _("Kết quả sai được thay bằng kết quả đã đính chính"),
    "dossier.result_revoked": _("Kết quả bị thu hồi"),
    "dossier.error_reported": _("Người nộp báo kết quả có chỗ sai"),
    "dossier.result_kept": _("Cơ quan trả lời: kết quả đúng"),
    "dossier.correction_started": _("Bắt đầu đính chính kết quả"),
    "dossier.overdue": _("Hồ sơ quá hạn"),
    "dossier.rated": _("Người nộp đánh giá"),
}

CHANNEL: dict[str, Promise] = {
    "direct": _("Trực tiếp"),
    "post": _("Bưu chính công ích"),
    "online": _("Trực tuyến"),
}


def in_vietnamese() -> AbstractContextManager[None]:
    """Texts come in Vietnamese inside: what is printed is in the language of the papers."""
    return override("vi")


def step_name(process_code: str, step: str) -> str:
    """A step of a process in the language in force, its id when the process no longer has it."""
    if step == "consultation":
        return str(CONSULTATION_STEP)
    return processes.step_name(process_code, step)


def limit_text(value: Decimal, unit: str) -> str:
    """A limit in words: "1 ngày làm việc"."""
    if unit == "same_day":
        return gettext("trong ngày; nhận sau 15 giờ thì ngày làm việc tiếp theo")
    return _amount(value, unit)


def left_text(value: Decimal, unit: str, state: str) -> str:
    """What is left, in words; nothing when no clock runs."""
    if state in ("done", "paused"):
        return ""
    amount = _amount(abs(value), unit)
    if state == "late":
        return gettext("Quá hạn %(amount)s") % {"amount": amount} if value else gettext("Quá hạn")
    if value <= 0:
        return gettext("Hết hạn hôm nay")
    return gettext("Còn %(amount)s") % {"amount": amount}


def money(amount: int) -> str:
    """An amount of đồng with a point between thousands: "20.000"."""
    return f"{amount:,}".replace(",", ".")


def _amount(value: Decimal, unit: str) -> str:
    number = f"{value.normalize():f}".replace(".", ",")
    plural = 1 if value == 1 else 2
    words = {
        "working_days": ngettext("%(number)s ngày làm việc", "%(number)s ngày làm việc", plural),
        "calendar_days": ngettext("%(number)s ngày", "%(number)s ngày", plural),
        "working_hours": ngettext("%(number)s giờ làm việc", "%(number)s giờ làm việc", plural),
    }
    return words[unit] % {"number": number}
