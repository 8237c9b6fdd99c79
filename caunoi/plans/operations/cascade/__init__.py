"""A target on its way down: prepared, sent, answered, sent again, fixed or withdrawn."""

from caunoi.plans.operations.cascade.answering import accept, counter, prepare_answer
from caunoi.plans.operations.cascade.closing import fix, withdraw
from caunoi.plans.operations.cascade.opening import prepare, propose, send
from caunoi.plans.operations.cascade.rounds import next_round, paste_next, set_next, take_counters

__all__ = [
    "accept",
    "counter",
    "fix",
    "next_round",
    "paste_next",
    "prepare",
    "prepare_answer",
    "propose",
    "send",
    "set_next",
    "take_counters",
    "withdraw",
]
