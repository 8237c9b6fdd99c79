"""Reads of this room. Frozen values; permission is checked here."""

from caunoi.meetings.queries.meetings import meeting, meetings, minutes
from caunoi.meetings.queries.outcomes import carried, outcome
from caunoi.meetings.queries.owing import owed, owed_to
from caunoi.meetings.queries.room import question, queue, room

__all__ = ["carried", "meeting", "meetings", "minutes", "outcome", "owed", "owed_to", "question", "queue", "room"]
