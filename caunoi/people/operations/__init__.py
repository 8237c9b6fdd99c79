"""Writes of this room, one use case a function."""

from caunoi.people.operations.absences import end_absence, report_absence
from caunoi.people.operations.accounts import create_account, receive_citizen, set_language
from caunoi.people.operations.counter import look_up_person, register_person
from caunoi.people.operations.delegations import delegate, revoke_delegation
from caunoi.people.operations.memberships import end_membership, grant_membership
from caunoi.people.operations.second_factors import reset_second_factor

__all__ = [
    "create_account",
    "delegate",
    "end_absence",
    "end_membership",
    "grant_membership",
    "look_up_person",
    "receive_citizen",
    "register_person",
    "report_absence",
    "reset_second_factor",
    "revoke_delegation",
    "set_language",
]
