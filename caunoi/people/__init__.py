"""Accounts, memberships (person, agency, role, period), delegations, sign-in.

Does not own what a role may do in another room: each room has its own policies.
"""
