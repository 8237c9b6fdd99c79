"""What is told to officers about difficulties, as texts with named places; never what somebody wrote."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.messages.templates import Template

NOTICES = (
    Template(
        "voice.reached",
        _("Có vướng mắc chờ cơ quan bạn trả lời, hạn %(due)s"),
        _("Vướng mắc %(code)s về lĩnh vực %(topic)s chờ cơ quan bạn trả lời, hạn %(due)s."),
    ),
    Template(
        "voice.unrouted",
        _("Có vướng mắc chưa có cơ quan trả lời"),
        _("Chưa có dòng nào trong bảng phân công chỉ ra cơ quan trả lời vướng mắc %(code)s về lĩnh vực %(topic)s. Hãy "
          "chọn cơ quan trả lời và bổ sung bảng phân công."),
    ),
    Template(
        "voice.answered",
        _("Vướng mắc %(code)s đã có trả lời"),
        _("Vướng mắc %(code)s về lĩnh vực %(topic)s đã được trả lời. Hãy đọc câu trả lời và xác nhận, hoặc mở lại nếu "
          "chưa giải quyết được."),
    ),
    Template(
        "voice.answered_same",
        _("Vướng mắc bạn cũng gặp đã có trả lời"),
        _("Vướng mắc %(code)s về lĩnh vực %(topic)s, mà cơ quan bạn cũng gặp, đã được trả lời."),
    ),
    Template(
        "voice.reopened",
        _("Vướng mắc %(code)s được mở lại, hạn mới %(due)s"),
        _("Nơi nêu vướng mắc %(code)s chưa đồng ý với câu trả lời và đã mở lại, hạn trả lời mới là %(due)s."),
    ),
    Template(
        "voice.escalated",
        _("Vướng mắc %(code)s quá hạn trả lời"),
        _("Vướng mắc %(code)s về lĩnh vực %(topic)s đã quá hạn trả lời %(due)s. Hãy chỉ đạo trả lời."),
        urgent=True,
    ),
    Template(
        "voice.kept",
        _("Một cam kết trong trả lời vướng mắc %(code)s đã hoàn thành"),
        _("Cam kết trong trả lời vướng mắc %(code)s về lĩnh vực %(topic)s đã được thực hiện và xác nhận."),
    ),
)  # fmt: skip
