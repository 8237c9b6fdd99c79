"""Writes of this room: propose, send, explain, re-examine, decide."""

from caunoi.classification.operations.deciding import decide, decide_rest
from caunoi.classification.operations.examining import explain, reexamine, set_points
from caunoi.classification.operations.proposing import propose, send

__all__ = ["decide", "decide_rest", "explain", "propose", "reexamine", "send", "set_points"]
