"""Writes of this room: a pilot from its design to its decision, then places in waves until all are live."""

from caunoi.rollouts.operations.ending import finish_rollout, stop_rollout
from caunoi.rollouts.operations.opening import open_wave
from caunoi.rollouts.operations.piloting import end_pilot, record_result, start_pilot
from caunoi.rollouts.operations.planning import change_checklist, draft_rollout
from caunoi.rollouts.operations.readiness import record_item
from caunoi.rollouts.operations.switching import go_live, pause_place, resume_place, stop_place

__all__ = [
    "change_checklist",
    "draft_rollout",
    "end_pilot",
    "finish_rollout",
    "go_live",
    "open_wave",
    "pause_place",
    "record_item",
    "record_result",
    "resume_place",
    "start_pilot",
    "stop_place",
    "stop_rollout",
]
