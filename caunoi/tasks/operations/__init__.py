"""Writes of this room. Keyword arguments only; errors of `caunoi.tasks.errors`."""

from caunoi.tasks.operations.assign import assign, assign_many, check_many
from caunoi.tasks.operations.calendars import renew_calendar, stop_calendar
from caunoi.tasks.operations.changing import cancel, change_deadline, place_under
from caunoi.tasks.operations.closing import return_task, submit_for_closing, verify_closing
from caunoi.tasks.operations.loading import load_counts, load_tasks
from caunoi.tasks.operations.progress import report_part, report_progress
from caunoi.tasks.operations.reassign import reassign
from caunoi.tasks.operations.remind import remind_due

__all__ = [
    "assign",
    "assign_many",
    "cancel",
    "change_deadline",
    "check_many",
    "load_counts",
    "load_tasks",
    "place_under",
    "reassign",
    "remind_due",
    "renew_calendar",
    "report_part",
    "report_progress",
    "return_task",
    "stop_calendar",
    "submit_for_closing",
    "verify_closing",
]
