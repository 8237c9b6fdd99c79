"""Who may act in an agency: decided from memberships and delegations in the database at the time of the act."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor, Person, System
from caunoi.people import queries
from caunoi.people.errors import NotAdministrator, RoleNotHeld
from caunoi.people.rules import Role


def holds_role(actor: Actor, *, agency_id: UUID, roles: Collection[str], now: datetime) -> bool:
    """Whether the actor holds one of `roles` in the agency at `now`, by own membership or by delegation.

    What the actor says of itself (`role`, `agency_id`) is not believed. `System` and `Anonymous` hold no role.
    """
    if not isinstance(actor, Person):
        return False
    held = queries.memberships(actor.person_id, at=now)
    return any(m.agency_id == agency_id and m.role in roles for m in held)


def require_role(actor: Actor, *, agency_id: UUID, roles: Collection[str], now: datetime) -> None:
    """Raise RoleNotHeld (a NotPermitted) unless the actor holds one of `roles` in the agency at `now`."""
    if not holds_role(actor, agency_id=agency_id, roles=roles, now=now):
        raise RoleNotHeld


def require_administrator(actor: Actor, *, agency_id: UUID, now: datetime) -> None:
    """Raise NotAdministrator unless the actor administers the agency or is the program itself."""
    if isinstance(actor, System):
        return
    if not holds_role(actor, agency_id=agency_id, roles=[Role.ADMINISTRATOR], now=now):
        raise NotAdministrator


def require_any_administrator(actor: Actor, *, now: datetime) -> None:
    """Raise NotAdministrator unless the actor administers some agency or is the program itself."""
    if isinstance(actor, System):
        return
    held = queries.memberships(actor.person_id, at=now) if isinstance(actor, Person) else []
    if not any(m.role == Role.ADMINISTRATOR for m in held):
        raise NotAdministrator
