"""Writes of this room, one use case a function."""

from caunoi.people.operations.accounts import create_account, receive_citizen
from caunoi.people.operations.delegations import delegate, revoke_delegation
from caunoi.people.operations.memberships import end_membership, grant_membership

__all__ = [
    "create_account",
    "delegate",
    "end_membership",
    "grant_membership",
    "receive_citizen",
    "revoke_delegation",
]
