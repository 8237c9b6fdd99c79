"""What these pages call things."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.desk.tasks.words import SHOWN
from caunoi.meetings.policies import PREPARERS, READERS
from caunoi.meetings.shapes import TaskToday

MAY_READ = tuple(sorted(READERS))
MAY_ACT = tuple(sorted(PREPARERS))
"""Who prepares, chairs and asks; which of it, the operations decide by agency and role."""
Named = tuple[str | Promise, str]
STATES: dict[str, Named] = {
    "draft": (_("dự thảo"), "grey"), "invited": (_("đã mời"), "blue"), "running": (_("đang họp"), "orange"),
    "ended": (_("đã họp, chờ ký biên bản"), "yellow"), "concluded": (_("đã ký biên bản"), "green"),
    "cancelled": (_("đã hủy"), "red"),
}  # fmt: skip
REPLIES: dict[str, Named] = {
    "none": (_("chưa trả lời"), "grey"), "yes": (_("sẽ dự"), "green"), "no": (_("không dự"), "red"),
}  # fmt: skip
QUESTIONS: dict[str, Named] = {
    "waiting": (_("đang chờ"), "grey"), "now": (_("đang trả lời"), "orange"), "answered": (_("đã trả lời"), "green"),
    "assigned": (_("đã giao"), "blue"), "joined": (_("đã gộp"), "purple"), "withdrawn": (_("đã rút"), "grey"),
}  # fmt: skip
HELD = ("running", "ended", "concluded")
"""States in which there is an outcome to show."""


def today(task: TaskToday | None) -> dict[str, Any] | None:
    """A task with the words and colour of how it stands."""
    if task is None:
        return None
    title, colour = SHOWN.get(task.state, (task.state, "grey"))
    return {"task": task, "title": title, "colour": colour}
