"""Writes of this room. Keyword arguments only; errors of `caunoi.meetings.errors`."""

from caunoi.meetings.operations.answering import answer_now, assign_question, conclude, join_questions, take
from caunoi.meetings.operations.asking import ask, say_same, withdraw_question
from caunoi.meetings.operations.holding import cancel, end, remind_soon, send, start
from caunoi.meetings.operations.inviting import invite, join, leave, remove_point, reply
from caunoi.meetings.operations.minutes import make_minutes, sign_minutes
from caunoi.meetings.operations.preparing import add_agenda_item, change_meeting, draft_meeting, set_agenda

__all__ = [
    "add_agenda_item",
    "answer_now",
    "ask",
    "assign_question",
    "cancel",
    "change_meeting",
    "conclude",
    "draft_meeting",
    "end",
    "invite",
    "join",
    "join_questions",
    "leave",
    "make_minutes",
    "remind_soon",
    "remove_point",
    "reply",
    "say_same",
    "send",
    "set_agenda",
    "sign_minutes",
    "start",
    "take",
    "withdraw_question",
]
