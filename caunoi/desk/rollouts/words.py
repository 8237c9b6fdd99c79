"""What these pages call things."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.rollouts.policies import DECIDERS, PREPARERS, READERS, SWITCHERS

MAY_READ = tuple(sorted(READERS))
MAY_PREPARE = tuple(sorted(PREPARERS))
MAY_SWITCH = tuple(sorted(SWITCHERS))
MAY_DECIDE = tuple(sorted(DECIDERS))
Named = tuple[str | Promise, str]
STAGES: dict[str, Named] = {
    "draft": (_("dự thảo"), "grey"), "pilot": (_("đang thí điểm"), "blue"),
    "piloted": (_("đã thí điểm xong"), "yellow"), "rolling": (_("đang nhân rộng"), "blue"),
    "finished": (_("đã hoàn thành"), "green"), "stopped": (_("đã dừng"), "red"),
}  # fmt: skip
PLACES: dict[str, Named] = {
    "planned": (_("chưa bắt đầu"), "grey"), "preparing": (_("đang chuẩn bị"), "yellow"),
    "ready": (_("sẵn sàng"), "blue"), "live": (_("đang vận hành"), "green"), "paused": (_("tạm dừng"), "orange"),
    "stopped": (_("đã dừng"), "red"),
}  # fmt: skip
ITEMS: dict[str, Named] = {
    "todo": (_("chưa làm"), "grey"), "doing": (_("đang làm"), "yellow"), "done": (_("đã xong"), "green"),
    "not_needed": (_("không cần ở đây"), "blue"),
}  # fmt: skip
OUTCOMES: dict[str, str | Promise] = {
    "roll_out": _("Nhân rộng"), "extend": _("Gia hạn thí điểm"), "stop": _("Dừng, không nhân rộng"),
}  # fmt: skip
EVERYWHERE = "provinces"
EVERY_COMMUNE = "all"


def met(value: bool | None) -> Named:
    """A criterion's finding as a tag."""
    if value is None:
        return _("chưa đánh giá"), "grey"
    return (_("đạt"), "green") if value else (_("chưa đạt"), "red")
