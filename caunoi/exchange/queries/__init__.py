"""Reads of this room."""

from caunoi.exchange.following import kinds
from caunoi.exchange.queries.changes import changes, proof_of
from caunoi.exchange.queries.machines import last_calls, machine, machines
from caunoi.exchange.queries.subscriptions import deliveries, subscriptions
from caunoi.exchange.shapes import (
    MACHINE_ROLES,
    SCOPE_NAMES,
    Allowance,
    Caller,
    CallView,
    ChangeView,
    DeliveryView,
    MachineView,
    ProofView,
    Registered,
    Replay,
    Scope,
    SubscriptionView,
)

__all__ = [
    "MACHINE_ROLES",
    "SCOPE_NAMES",
    "Allowance",
    "CallView",
    "Caller",
    "ChangeView",
    "DeliveryView",
    "MachineView",
    "ProofView",
    "Registered",
    "Replay",
    "Scope",
    "SubscriptionView",
    "changes",
    "deliveries",
    "kinds",
    "last_calls",
    "machine",
    "machines",
    "proof_of",
    "subscriptions",
]
