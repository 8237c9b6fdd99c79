"""What these pages call things."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.tasks.shapes import Side, Stage, State, TaskFilter, TaskView

READERS = ("specialist", "head_of_unit", "leader", "clerk", "auditor", "centre_manager")
PREPARERS = ("specialist", "head_of_unit", "leader")
SIDES: dict[str, Promise] = {
    Side.LEAD: _("Chủ trì"),
    Side.COORDINATING: _("Phối hợp"),
    Side.FOLLOWING: _("Theo dõi"),
    Side.ISSUED: _("Đã giao"),
}
ALL = _("Tất cả")
STATES: dict[str, Promise] = {
    "late": _("Quá hạn"),
    "soon": _("Sắp đến hạn"),
    "open": _("Đang thực hiện"),
    "waiting": _("Chờ xác nhận"),
    "done": _("Đã hoàn thành"),
}
SOON_DAYS = 7
SHOWN: dict[str, tuple[Promise, str]] = {
    State.DONE_ON_TIME: (_("hoàn thành đúng hạn"), "green"),
    State.DONE_LATE: (_("hoàn thành quá hạn"), "orange"),
    State.OPEN_WITHIN: (_("trong hạn"), "blue"),
    State.OPEN_OVERDUE: (_("quá hạn"), "red"),
    State.CANCELLED: (_("đã hủy"), "grey"),
}
WAITING: tuple[Promise, str] = (_("chờ xác nhận"), "yellow")
ORIGINS: dict[str, Promise] = {
    "conclusion": _("Kết luận cuộc họp"),
    "document": _("Văn bản"),
    "plan": _("Kế hoạch"),
    "voice": _("Phản ánh, kiến nghị"),
}
HAPPENED: dict[str, Promise] = {
    "assigned": _("Giao nhiệm vụ"),
    "progress": _("Báo cáo tiến độ"),
    "part": _("Báo cáo phần việc phối hợp"),
    "submitted": _("Báo cáo hoàn thành"),
    "verified": _("Xác nhận hoàn thành"),
    "returned": _("Trả lại để làm tiếp"),
    "deadline_changed": _("Đổi hạn hoàn thành"),
    "reassigned": _("Giao lại"),
    "cancelled": _("Hủy nhiệm vụ"),
    "moved": _("Đặt dưới nhiệm vụ khác"),
}


@dataclass(frozen=True, slots=True)
class Left:
    """What is left until the deadline, as the tag `due` shows it."""

    value: int
    state: str
    unit: str = "calendar_days"


@dataclass(frozen=True, slots=True)
class Line:
    """A task as a list shows it: its tag and what is left of its time (None when it is over)."""

    task: TaskView
    words: Promise
    colour: str
    left: Left | None


def line(task: TaskView) -> Line:
    """The task with its tag."""
    waits = task.stage == Stage.SUBMITTED
    words, colour = WAITING if waits else SHOWN[task.state]
    if task.state not in (State.OPEN_WITHIN, State.OPEN_OVERDUE) or waits:
        return Line(task, words, colour, None)
    state = "late" if task.days_left < 0 else "soon" if task.days_left <= SOON_DAYS else "ok"
    return Line(task, words, colour, Left(task.days_left, state))


def narrowed(state: str, today: date, **other: Any) -> TaskFilter:
    """The filter of one of STATES; anything else narrows nothing."""
    done = frozenset({State.DONE_ON_TIME, State.DONE_LATE})
    only: dict[str, dict[str, Any]] = {
        "late": {"states": frozenset({State.OPEN_OVERDUE})},
        "soon": {
            "states": frozenset({State.OPEN_WITHIN}), "due_from": today, "due_to": today + timedelta(days=SOON_DAYS),
        },
        "open": {"states": frozenset({State.OPEN_WITHIN, State.OPEN_OVERDUE})},
        "waiting": {"submitted": True},
        "done": {"states": done},
    }  # fmt: skip
    return TaskFilter(**only.get(state, {}), **other)
