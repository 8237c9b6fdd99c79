"""What is told to officers about reports, as texts with named places."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.messages.templates import Template

NOTICES = (
    Template(
        "report.asked",
        _("Cần báo cáo: %(form)s, %(period)s"),
        _("Cơ quan bạn được yêu cầu báo cáo “%(form)s”, %(period)s. Hạn gửi: %(due)s."),
    ),
    Template(
        "report.returned",
        _("Báo cáo bị trả lại: %(form)s, %(period)s"),
        _(
            "Báo cáo “%(form)s”, %(period)s bị trả lại. Hãy mở báo cáo để xem nhận xét, sửa và gửi lại. "
            "Hạn gửi: %(due)s."
        ),
    ),
    Template(
        "report.accepted",
        _("Báo cáo đã được tiếp nhận: %(form)s, %(period)s"),
        _("Báo cáo “%(form)s”, %(period)s đã được tiếp nhận và khóa."),
    ),
    Template(
        "report.reopened",
        _("Báo cáo được mở lại: %(form)s, %(period)s"),
        _("Báo cáo “%(form)s”, %(period)s được mở lại để sửa. Lý do ghi trong lịch sử của báo cáo."),
    ),
    Template(
        "report.chased",
        _("Báo cáo quá hạn: %(form)s, %(period)s"),
        _("Báo cáo “%(form)s”, %(period)s đã quá hạn gửi %(due)s. Hãy gửi ngay."),
        urgent=True,
    ),
)
