"""What is told to applicants and officers, as texts with named places."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.messages.templates import Template

APPLICANT = (
    Template(
        "dossier.submitted",
        _("Đã nhận hồ sơ %(code)s trên hệ thống"),
        _(
            "Hồ sơ %(code)s về “%(procedure)s” đã được gửi đến cơ quan tiếp nhận. "
            "Chúng tôi sẽ báo cho bạn khi hồ sơ được tiếp nhận."
        ),
    ),
    Template(
        "dossier.accepted",
        _("Hồ sơ %(code)s đã được tiếp nhận"),
        _("Hồ sơ %(code)s về “%(procedure)s” đã được tiếp nhận. Ngày hẹn trả kết quả: %(due)s."),
    ),
    Template(
        "dossier.supplement_requested",
        _("Hồ sơ %(code)s cần bổ sung"),
        _(
            "Cơ quan giải quyết đề nghị bạn bổ sung hồ sơ %(code)s về “%(procedure)s”. Hãy mở hồ sơ để xem cần bổ sung "
            "những gì và gửi trước thời hạn ghi trong đó. Trong lúc chờ bạn, thời hạn giải quyết tạm dừng."
        ),
        urgent=True,
    ),
    Template(
        "dossier.payment_requested",
        _("Hồ sơ %(code)s cần nộp phí, lệ phí"),
        _("Hồ sơ %(code)s về “%(procedure)s” chờ bạn nộp phí, lệ phí. Hãy mở hồ sơ để xem số tiền và nơi nộp."),
        urgent=True,
    ),
    Template(
        "dossier.extended",
        _("Xin lỗi và hẹn lại ngày trả kết quả hồ sơ %(code)s"),
        _(
            "Cơ quan giải quyết xin lỗi vì chưa kịp trả kết quả hồ sơ %(code)s về “%(procedure)s”. "
            "Ngày hẹn mới: %(due)s. Lý do ghi trong phiếu xin lỗi kèm theo hồ sơ."
        ),
        urgent=True,
    ),
    Template(
        "dossier.stopped",
        _("Hồ sơ %(code)s tạm dừng xử lý"),
        _("Hồ sơ %(code)s về “%(procedure)s” được dừng xử lý. Hãy mở hồ sơ để đọc lý do và việc bạn có thể làm."),
    ),
    Template(
        "dossier.resumed",
        _("Hồ sơ %(code)s được xử lý tiếp"),
        _("Hồ sơ %(code)s về “%(procedure)s” được xử lý tiếp. Ngày hẹn trả kết quả: %(due)s."),
    ),
    Template(
        "dossier.withdrawn",
        _("Hồ sơ %(code)s đã được rút"),
        _("Hồ sơ %(code)s về “%(procedure)s” đã được rút theo yêu cầu của bạn."),
    ),
    Template(
        "dossier.refused",
        _("Hồ sơ %(code)s không được giải quyết"),
        _(
            "Hồ sơ %(code)s về “%(procedure)s” không được giải quyết. "
            "Hãy mở hồ sơ để đọc lý do; bạn có thể nộp lại khi đủ điều kiện."
        ),
        urgent=True,
    ),
    Template(
        "dossier.signed",
        _("Đã có kết quả hồ sơ %(code)s"),
        _("Kết quả hồ sơ %(code)s về “%(procedure)s” đã được ký và đang chờ trả cho bạn."),
        urgent=True,
    ),
    Template(
        "dossier.handed_over",
        _("Đã trả kết quả hồ sơ %(code)s"),
        _(
            "Kết quả hồ sơ %(code)s về “%(procedure)s” đã được trả và nằm trong kho giấy tờ điện tử của bạn. "
            "Mời bạn đánh giá việc phục vụ."
        ),
    ),
    Template(
        "dossier.correction_started",
        _("Kết quả hồ sơ %(code)s đang được đính chính"),
        _("Cơ quan đã mở việc đính chính kết quả hồ sơ %(code)s về “%(procedure)s”. Bạn không phải nộp tiền."),
    ),
    Template(
        "dossier.result_kept",
        _("Trả lời về kết quả hồ sơ %(code)s"),
        _("Cơ quan đã xem lại kết quả hồ sơ %(code)s về “%(procedure)s” và trả lời bạn. Hãy mở hồ sơ để đọc."),
    ),
    Template(
        "dossier.result_revoked",
        _("Kết quả hồ sơ %(code)s đã bị thu hồi"),
        _(
            "Cơ quan đã ký thu hồi một kết quả của hồ sơ %(code)s về “%(procedure)s”; giấy tờ đó không còn giá trị. "
            "Hãy mở hồ sơ để đọc lý do."
        ),
        urgent=True,
    ),
    Template(
        "dossier.transferred",
        _("Hồ sơ %(code)s được chuyển cơ quan giải quyết"),
        _("Hồ sơ %(code)s về “%(procedure)s” được chuyển đến đúng cơ quan có thẩm quyền. Bạn không phải nộp lại."),
    ),
)
OFFICER = (
    Template(
        "officer.assigned",
        _("Bạn được phân công hồ sơ %(code)s"),
        _("Bạn được phân công giải quyết hồ sơ %(code)s về “%(procedure)s”, hạn %(due)s."),
    ),
    Template(
        "officer.returned",
        _("Hồ sơ %(code)s được trả lại cho bạn"),
        _("Lãnh đạo trả lại hồ sơ %(code)s về “%(procedure)s” để xem lại. Ý kiến ghi trong hồ sơ; hạn %(due)s."),
    ),
    Template(
        "officer.supplement_answered",
        _("Hồ sơ %(code)s đã được bổ sung"),
        _("Người nộp đã bổ sung hồ sơ %(code)s về “%(procedure)s”. Hạn giải quyết: %(due)s."),
    ),
    Template(
        "officer.consultation_answered",
        _("Đã có ý kiến về hồ sơ %(code)s"),
        _("Cơ quan được hỏi đã trả lời về hồ sơ %(code)s (“%(procedure)s”)."),
    ),
    Template(
        "officer.consultation_silent",
        _("Chưa có ý kiến về hồ sơ %(code)s"),
        _("Cơ quan được hỏi về hồ sơ %(code)s (“%(procedure)s”) chưa trả lời khi hết thời hạn lấy ý kiến."),
    ),
    Template(
        "officer.error_reported",
        _("Hồ sơ %(code)s: người nộp báo kết quả có chỗ sai"),
        _("Người nộp báo kết quả hồ sơ %(code)s về “%(procedure)s” có chỗ sai. Hãy xem lại, đính chính hoặc trả lời."),
    ),
    Template(
        "officer.due_soon",
        _("Hồ sơ %(code)s sắp đến hạn"),
        _("Hồ sơ %(code)s về “%(procedure)s” đến hạn ngày %(due)s."),
    ),
    Template(
        "officer.reminded",
        _("Bạn được nhắc: hồ sơ %(code)s đã quá hạn"),
        _(
            "Lãnh đạo nhắc bạn về hồ sơ %(code)s (“%(procedure)s”), hẹn trả ngày %(due)s và đang quá hạn. "
            "Hãy mở hồ sơ để xử lý."
        ),
        urgent=True,
    ),
)
