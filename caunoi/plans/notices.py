"""What is told to officers about targets on their way down, as texts with named places."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.messages.templates import Template

NOTICES = (
    Template(
        "plan.offer_made",
        _("Cần trả lời chỉ tiêu được giao: %(indicator)s"),
        _("Cơ quan bạn được giao chỉ tiêu “%(indicator)s” là %(value)s, đến hết ngày %(due)s. Hãy chấp nhận hoặc đề "
          "nghị giá trị khác%(by)s."),
    ),
    Template(
        "plan.offer_changed",
        _("Chỉ tiêu được giao có giá trị mới: %(indicator)s"),
        _("Ở vòng %(round)s, chỉ tiêu “%(indicator)s” giao cho cơ quan bạn là %(value)s, đến hết ngày %(due)s. Hãy "
          "chấp nhận hoặc đề nghị giá trị khác%(by)s."),
    ),
    Template(
        "plan.offer_agreed",
        _("Đề nghị về chỉ tiêu được đồng ý: %(indicator)s"),
        _("Cấp trên đồng ý với giá trị %(value)s mà cơ quan bạn đề nghị cho chỉ tiêu “%(indicator)s”."),
    ),
    Template(
        "plan.offer_countered",
        _("%(unit)s đề nghị giá trị khác: %(indicator)s"),
        _("%(unit)s được giao %(value)s cho chỉ tiêu “%(indicator)s” và đề nghị %(counter)s. Lý do ghi trong phần trả "
          "lời của đơn vị."),
    ),
    Template(
        "plan.offer_fixed",
        _("Chỉ tiêu đã chốt: %(indicator)s"),
        _("Chỉ tiêu “%(indicator)s” của cơ quan bạn đã chốt là %(value)s, phải đạt đến hết ngày %(due)s."),
    ),
    Template(
        "plan.offer_withdrawn",
        _("Chỉ tiêu được giao đã thu hồi: %(indicator)s"),
        _("Cấp trên đã thu hồi chỉ tiêu “%(indicator)s” đang giao cho cơ quan bạn. Lý do ghi trong lịch sử."),
    ),
)  # fmt: skip
BY = _(" trước hết ngày %(by)s")
"""Added to an offer that is to be answered by a day."""
