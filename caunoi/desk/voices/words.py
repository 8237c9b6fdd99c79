"""What these pages call things."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.voices.policies import DECIDERS, RAISERS, READERS
from caunoi.voices.shapes import VoiceRow

MAY_READ = tuple(sorted(READERS))
MAY_RAISE = tuple(sorted(RAISERS))
MAY_KEEP = tuple(sorted(DECIDERS))
Named = tuple[Promise, str]
WAYS: dict[str, Promise] = {
    "step": _("Từng cấp: cấp trên trực tiếp trả lời trước"),
    "straight": _("Thẳng đến bộ phụ trách lĩnh vực"),
}
ROW_WAYS: dict[str, Promise] = {"step": _("gửi từng cấp"), "straight": _("gửi thẳng")}
STATES: dict[str, Named] = {
    "open": (_("chờ trả lời"), "blue"), "answered": (_("đã trả lời"), "green"), "closed": (_("đã kết thúc"), "grey"),
    "withdrawn": (_("đã rút"), "grey"),
}  # fmt: skip
UNROUTED: Named = (_("chưa có cơ quan trả lời"), "yellow")
KINDS: dict[str, Promise] = {
    "difficulty": _("Khó khăn, vướng mắc của địa phương"), "petition": _("Phản ánh, kiến nghị của người dân"),
}  # fmt: skip
PILES: dict[str, Promise] = {
    "open": _("Chờ trả lời"), "late": _("Quá hạn"), "answered": _("Đã trả lời"), "closed": _("Đã kết thúc"),
    "raised": _("Chúng tôi gửi"),
}  # fmt: skip
"""Piles of the queue; `to_check` has a page of its own."""
TASKS: dict[str, Named] = {
    "done_on_time": (_("hoàn thành đúng hạn"), "green"), "done_late": (_("hoàn thành quá hạn"), "orange"),
    "open_within": (_("đang làm"), "blue"), "open_overdue": (_("quá hạn"), "red"), "cancelled": (_("đã hủy"), "grey"),
}  # fmt: skip
HINTS: dict[str, Promise] = {
    "phone": _("số điện thoại"), "email": _("địa chỉ thư điện tử"), "identity": _("số căn cước hoặc số định danh"),
}  # fmt: skip
SOON_DAYS = 2


@dataclass(frozen=True, slots=True)
class Left:
    """What is left until the answer is due, as the tag `due` shows it."""

    value: int
    state: str
    unit: str = "calendar_days"


@dataclass(frozen=True, slots=True)
class Line:
    """A voice as a list shows it: its tag, what is left (None when it is over), how many ask."""

    one: VoiceRow
    words: Promise
    colour: str
    left: Left | None
    asked: int


def line(row: VoiceRow) -> Line:
    """The voice with its tag."""
    words, colour = STATES[row.state]
    if row.state == "open" and row.holder_id is None:
        words, colour = UNROUTED
    return Line(row, words, colour, _left(row), row.same + 1)


def _left(row: VoiceRow) -> Left | None:
    if row.state != "open" or row.days_left is None:
        return None
    return Left(row.days_left, "late" if row.late else "soon" if row.days_left <= SOON_DAYS else "ok")


def headed(title: str, text: str) -> bool:
    """Whether a title says something beside the text, of whose first words it is made when nobody wrote one."""
    return not text.startswith(title.rstrip("…"))
