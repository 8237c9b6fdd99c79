"""Words of this room for people: statuses, actions, roles, what the journal's entries mean."""

from __future__ import annotations

from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
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
}

ROLE: dict[str, Promise] = {
    "applicant": _("người nộp hồ sơ"),
    "counter_officer": _("cán bộ một cửa"),
    "specialist": _("chuyên viên"),
    "head_of_unit": _("trưởng phòng"),
    "leader": _("lãnh đạo"),
    "clerk": _("văn thư"),
    "centre_manager": _("giám đốc trung tâm"),
    "support_staff": _("nhân viên hỗ trợ"),
    "system": _("hệ thống"),
}

PRIORITY: dict[str, Promise] = {
    "elderly": _("Người cao tuổi"),
    "disabled": _("Người khuyết tật"),
    "pregnant": _("Phụ nữ mang thai"),
    "merit": _("Người có công"),
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
}

CHANNEL: dict[str, Promise] = {
    "direct": _("Trực tiếp"),
    "post": _("Bưu chính công ích"),
    "online": _("Trực tuyến"),
}


def step_name(process_code: str, step: str) -> str:
    """A step of a process in the language in force, its id when the process no longer has it."""
    found = processes.steps(process_code).get(step)
    return found.name if found else step


def limit_text(value: Decimal, unit: str) -> str:
    """A limit in words: "1 ngày làm việc"."""
    if unit == "same_day":
        return gettext("trong ngày; nhận sau 15 giờ thì ngày làm việc tiếp theo")
    return _amount(value, unit)


def left_text(value: Decimal, unit: str, state: str) -> str:
    """What is left, in words; nothing when no clock runs."""
    if state == "done":
        return ""
    amount = _amount(abs(value), unit)
    if state == "late":
        return gettext("Quá hạn %(amount)s") % {"amount": amount} if value else gettext("Quá hạn")
    if value <= 0:
        return gettext("Hết hạn hôm nay")
    return gettext("Còn %(amount)s") % {"amount": amount}


def _amount(value: Decimal, unit: str) -> str:
    number = f"{value.normalize():f}".replace(".", ",")
    plural = 1 if value == 1 else 2
    words = {
        "working_days": ngettext("%(number)s ngày làm việc", "%(number)s ngày làm việc", plural),
        "calendar_days": ngettext("%(number)s ngày", "%(number)s ngày", plural),
        "working_hours": ngettext("%(number)s giờ làm việc", "%(number)s giờ làm việc", plural),
    }
    return words[unit] % {"number": number}
