"""Writes of this room."""

from caunoi.voices.operations.answering import answer
from caunoi.voices.operations.checking import check_petition
from caunoi.voices.operations.ending import close, reopen, withdraw
from caunoi.voices.operations.escalating import escalate_late
from caunoi.voices.operations.filing import file_petition
from caunoi.voices.operations.following import rate, reopen_petition, withdraw_petition
from caunoi.voices.operations.moving import forward, pass_up, route_by_hand
from caunoi.voices.operations.publishing import publish_answer, unpublish
from caunoi.voices.operations.raising import add_same, raise_difficulty
from caunoi.voices.operations.routes import end_route, set_route

__all__ = [
    "add_same",
    "answer",
    "check_petition",
    "close",
    "end_route",
    "escalate_late",
    "file_petition",
    "forward",
    "pass_up",
    "publish_answer",
    "raise_difficulty",
    "rate",
    "reopen",
    "reopen_petition",
    "route_by_hand",
    "set_route",
    "unpublish",
    "withdraw",
    "withdraw_petition",
]
