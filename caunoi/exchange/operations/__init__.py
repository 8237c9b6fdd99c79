"""Writes of this room."""

from caunoi.exchange.operations.calls import (
    actor_of,
    begin_once,
    caller_of,
    count_call,
    end_once,
    free_once,
    record_call,
    remove_old,
    require_scope,
)
from caunoi.exchange.operations.delivering import Proof, hand_over
from caunoi.exchange.operations.filing import Filing, Paper, answer_supplement, file_dossier
from caunoi.exchange.operations.machines import change_machine, close_machine, register_machine, renew_secret
from caunoi.exchange.operations.sending import send_due
from caunoi.exchange.operations.subscriptions import go_on, resend, subscribe, unsubscribe

__all__ = [
    "Filing",
    "Paper",
    "Proof",
    "actor_of",
    "answer_supplement",
    "begin_once",
    "caller_of",
    "change_machine",
    "close_machine",
    "count_call",
    "end_once",
    "file_dossier",
    "free_once",
    "go_on",
    "hand_over",
    "record_call",
    "register_machine",
    "remove_old",
    "renew_secret",
    "require_scope",
    "resend",
    "send_due",
    "subscribe",
    "unsubscribe",
]
