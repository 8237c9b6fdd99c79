"""Reads of this room. All give frozen dataclasses of `caunoi.tasks.shapes`."""

from caunoi.tasks.queries.calendars import calendar_feed, has_calendar
from caunoi.tasks.queries.counting import counts
from caunoi.tasks.queries.lists import origins, parts_of, states_of_origin, tallied, tasks_of, tasks_of_origin
from caunoi.tasks.queries.owing import owed, owed_to
from caunoi.tasks.queries.reading import detail, evidence_file, given, history, task

__all__ = [
    "calendar_feed",
    "counts",
    "detail",
    "evidence_file",
    "given",
    "has_calendar",
    "history",
    "origins",
    "owed",
    "owed_to",
    "parts_of",
    "states_of_origin",
    "tallied",
    "task",
    "tasks_of",
    "tasks_of_origin",
]
