"""Machines of an agency, and what they called. For its administrators."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.exchange.errors import MachineNotFound
from caunoi.exchange.models import Call, Machine
from caunoi.exchange.shapes import CallView, MachineView
from caunoi.people import policies
from caunoi.people import queries as people
from caunoi.units import queries as units


def machines(*, agency_id: UUID, actor: Actor, now: datetime) -> list[MachineView]:
    """The agency's machines, open ones first, then by name. Raises NotAdministrator."""
    policies.require_administrator(actor, agency_id=agency_id, now=now)
    rows = Machine.objects.filter(agency_id=agency_id)
    name = units.agency(agency_id).name
    found = [machine_view(row, agency_name=name) for row in rows]
    return sorted(found, key=lambda m: (m.closed_at is not None, m.name))


def machine(machine_id: UUID, *, actor: Actor, now: datetime) -> MachineView:
    """One machine. Raises MachineNotFound, NotAdministrator."""
    return machine_view(owned(machine_id, actor, now))


def last_calls(machine_id: UUID, *, actor: Actor, now: datetime, limit: int = 30) -> list[CallView]:
    """What it called last, newest first. Raises MachineNotFound, NotAdministrator."""
    row = owned(machine_id, actor, now)
    rows = Call.objects.filter(machine=row).order_by("-id")[:limit]
    return [CallView(c.at, c.method, c.path, c.status, c.code, c.milliseconds) for c in rows]


def owned(machine_id: UUID, actor: Actor, now: datetime) -> Machine:
    """The row, for an administrator of its agency; private to the room."""
    row = Machine.objects.filter(pk=machine_id).first()
    if row is None:
        raise MachineNotFound
    policies.require_administrator(actor, agency_id=row.agency_id, now=now)
    return row


def machine_view(row: Machine, *, agency_name: str | None = None) -> MachineView:
    """A row as others see it; one statement unless the agency's name is given."""
    return MachineView(
        id=row.pk,
        client_id=row.client_id,
        name=row.name,
        contact=row.contact,
        agency_id=row.agency_id,
        agency_name=units.agency(row.agency_id).name if agency_name is None else agency_name,
        role=row.role,
        role_name=people.role_name(row.role),
        person_id=row.person_id,
        scopes=tuple(row.scopes),
        per_minute=row.per_minute,
        made_at=row.made_at,
        closed_at=row.closed_at,
        last_call_at=row.minute_at,
    )
