"""What is told to officers about a classification, as texts with named places."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.messages.templates import Template

NOTICES = (
    Template(
        "classification.sent",
        _("Dự kiến xếp loại năm %(year)s: hãy xem và giải trình nếu cần"),
        _("Đã có dự kiến xếp loại cơ quan bạn năm %(year)s theo “%(scheme)s”. Nếu có ý kiến, hãy giải trình chậm nhất "
          "ngày %(by)s."),
    ),
    Template(
        "classification.explained",
        _("%(agency)s đã giải trình về xếp loại năm %(year)s"),
        _("%(agency)s đã gửi giải trình về dự kiến xếp loại năm %(year)s theo “%(scheme)s”. Hãy xem xét lại rồi quyết "
          "định."),
    ),
    Template(
        "classification.decided",
        _("Kết quả xếp loại năm %(year)s: %(grade)s"),
        _("Cơ quan bạn được xếp loại “%(grade)s”, %(points)s điểm, theo “%(scheme)s”."),
    ),
)  # fmt: skip
