"""Who serves where, in what role, from when to when."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from caunoi.core import journal
from caunoi.core.actor import Actor
from caunoi.people import policies
from caunoi.people.errors import (
    AlreadyEnded,
    AlreadyMember,
    InvalidPeriod,
    RolesExclude,
    UnknownAccount,
    UnknownMembership,
)
from caunoi.people.events import MembershipEnded, MembershipGranted
from caunoi.people.models import Account, Membership
from caunoi.people.queries import MembershipView
from caunoi.people.rules import Role, excluded_by


@transaction.atomic
def grant_membership(
    *, person_id: UUID, agency_id: UUID, role: str, valid_from: datetime, valid_to: datetime | None = None,
    actor: Actor, now: datetime,
) -> MembershipView:  # fmt: skip
    """Let a person serve in a role in an agency during `[valid_from, valid_to)`.

    Raises NotAdministrator, UnknownAccount, InvalidPeriod, AlreadyMember, RolesExclude; ValueError on an unknown role.
    """
    policies.require_administrator(actor, agency_id=agency_id, now=now)
    wanted = Role(role)
    if valid_to is not None and valid_to <= valid_from:
        raise InvalidPeriod
    # Locking the person makes two grants for one person wait for each other, so that the checks below hold.
    if not Account.objects.select_for_update().filter(pk=person_id).exists():
        raise UnknownAccount
    held = {Role(r) for r in _overlapping(person_id, agency_id, valid_from, valid_to)}
    if wanted in held:
        raise AlreadyMember
    if excluded_by(wanted, held) is not None:
        raise RolesExclude
    row = Membership.objects.create(
        person_id=person_id, agency_id=agency_id, role=wanted, valid_from=valid_from, valid_to=valid_to
    )
    event = MembershipGranted(person=person_id, role=wanted, valid_from=valid_from, valid_to=valid_to)
    journal.append(event, subject_id=row.pk, actor=actor, now=now, place=journal.Place(agency_id=agency_id))
    return MembershipView(row.pk, person_id, agency_id, wanted, None, valid_from, valid_to)


@transaction.atomic
def end_membership(*, membership_id: UUID, at: datetime, actor: Actor, now: datetime) -> MembershipView:
    """Close a membership at `at` (not before it began). From that moment the person cannot act in that role.

    Raises UnknownMembership, NotAdministrator, AlreadyEnded, InvalidPeriod.
    """
    row = Membership.objects.select_for_update().filter(pk=membership_id).first()
    if row is None:
        raise UnknownMembership
    policies.require_administrator(actor, agency_id=row.agency_id, now=now)
    if row.valid_to is not None and row.valid_to <= at:
        raise AlreadyEnded
    if at <= row.valid_from:
        raise InvalidPeriod
    row.valid_to = at
    row.save(update_fields=["valid_to"])
    event = MembershipEnded(person=row.person_id, role=row.role, valid_to=at)
    journal.append(event, subject_id=row.pk, actor=actor, now=now, place=journal.Place(agency_id=row.agency_id))
    return MembershipView(row.pk, row.person_id, row.agency_id, row.role, None, row.valid_from, at)


def _overlapping(person_id: UUID, agency_id: UUID, start: datetime, end: datetime | None) -> list[str]:
    """Roles held in the agency during any part of `[start, end)`."""
    rows = Membership.objects.filter(Q(valid_to=None) | Q(valid_to__gt=start), person_id=person_id, agency_id=agency_id)
    if end is not None:
        rows = rows.filter(valid_from__lt=end)
    return list(rows.values_list("role", flat=True))
