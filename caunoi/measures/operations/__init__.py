"""Writes of this room: manual values with evidence and verification, and snapshots."""

from caunoi.measures.operations.deciding import approve_value, publish_values, return_value, verify_value
from caunoi.measures.operations.proposing import explain_value, propose_value
from caunoi.measures.operations.snapshots import publish_snapshot

__all__ = [
    "approve_value",
    "explain_value",
    "propose_value",
    "publish_snapshot",
    "publish_values",
    "return_value",
    "verify_value",
]
