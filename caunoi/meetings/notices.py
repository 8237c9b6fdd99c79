"""What is told to officers about meetings, as texts with named places."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.messages.templates import Template

NOTICES = (
    Template(
        "meeting.point_invited",
        _("Mời họp: %(title)s"),
        _("%(host)s mời cơ quan bạn dự cuộc họp “%(title)s” lúc %(at)s. Hãy trả lời có dự hay không và chuẩn "
          "bị câu hỏi."),
    ),
    Template(
        "meeting.changed",
        _("Cuộc họp có thay đổi: %(title)s"),
        _("Cuộc họp “%(title)s” của %(host)s đã đổi thời gian, địa điểm hoặc phòng họp trực tuyến; nay bắt đầu lúc "
          "%(at)s. Hãy xem lại thông tin cuộc họp."),
    ),
    Template(
        "meeting.cancelled",
        _("Hủy cuộc họp: %(title)s"),
        _("Cuộc họp “%(title)s” của %(host)s dự kiến lúc %(at)s không tổ chức nữa. Lý do được ghi ở trang cuộc họp."),
    ),
    Template(
        "meeting.soon",
        _("Sắp họp: %(title)s"),
        _("Cuộc họp “%(title)s” của %(host)s bắt đầu lúc %(at)s. Hãy kết nối điểm cầu trước giờ họp."),
    ),
    Template(
        "meeting.question_answered",
        _("Câu hỏi số %(number)s đã được trả lời: %(title)s"),
        _("Câu hỏi số %(number)s của điểm cầu bạn trong cuộc họp “%(title)s” đã được trả lời. Hãy xem nội "
          "dung trả lời."),
    ),
    Template(
        "meeting.question_assigned",
        _("Câu hỏi số %(number)s đã được giao giải quyết: %(title)s"),
        _("Câu hỏi số %(number)s của điểm cầu bạn trong cuộc họp “%(title)s” đã được giao cho %(agency)s giải quyết, "
          "hạn %(due)s."),
    ),
    Template(
        "meeting.minutes_signed",
        _("Biên bản đã ký: %(title)s"),
        _("Biên bản cuộc họp “%(title)s” đã được ký. Hãy gửi kết luận đến các điểm cầu."),
    ),
    Template(
        "meeting.sent",
        _("Kết luận cuộc họp: %(title)s"),
        _("%(host)s gửi kết luận và biên bản đã ký của cuộc họp “%(title)s”: mọi câu hỏi với câu trả lời hoặc nhiệm "
          "vụ, ai phải làm gì và đến hạn nào."),
    ),
)  # fmt: skip
