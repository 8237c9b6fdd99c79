"""A leader lets a colleague act for a period (Law on organisation of local government 2025: delegation, ủy quyền)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core import journal
from caunoi.core.actor import Actor, Person, System
from caunoi.people import queries
from caunoi.people.errors import (
    AlreadyDelegated,
    AlreadyEnded,
    DelegateUnfit,
    InvalidPeriod,
    NotYourRole,
    RoleNotDelegable,
    UnknownMembership,
)
from caunoi.people.events import DelegationRevoked, RoleDelegated
from caunoi.people.models import Delegation, Membership
from caunoi.people.queries import MembershipView
from caunoi.people.rules import Role, may_delegate, may_receive


@transaction.atomic
def delegate(
    *, membership_id: UUID, to_person_id: UUID, valid_from: datetime, valid_to: datetime, actor: Actor, now: datetime
) -> MembershipView:
    """Let a colleague act in the leader's role during `[valid_from, valid_to)`, inside the leader's own period.

    Only the holder delegates, and what is held by delegation is not delegated on. It ends by itself when the leader
    or the colleague leaves the agency. Raises UnknownMembership, NotYourRole, RoleNotDelegable, InvalidPeriod,
    DelegateUnfit, AlreadyDelegated.
    """
    source = Membership.objects.select_for_update().filter(pk=membership_id).first()
    if source is None:
        raise UnknownMembership
    _require_holder(source, actor, now)
    if not may_delegate(Role(source.role)):
        raise RoleNotDelegable
    _check_period(source, valid_from, valid_to, now)
    colleague = [m for m in queries.memberships(to_person_id, at=now) if m.agency_id == source.agency_id]
    if to_person_id == source.person_id or not may_receive({Role(m.role) for m in colleague}):
        raise DelegateUnfit
    if Delegation.objects.filter(
        membership=source, person_id=to_person_id, valid_from__lt=valid_to, valid_to__gt=valid_from
    ).exists():
        raise AlreadyDelegated
    row = Delegation.objects.create(membership=source, person_id=to_person_id, valid_from=valid_from, valid_to=valid_to)
    event = RoleDelegated(
        membership=source.pk, from_person=source.person_id, to_person=to_person_id, role=source.role,
        valid_from=valid_from, valid_to=valid_to,
    )  # fmt: skip
    journal.append(event, subject_id=row.pk, actor=actor, now=now, place=journal.Place(agency_id=source.agency_id))
    return MembershipView(row.pk, to_person_id, source.agency_id, source.role, source.person_id, valid_from, valid_to)


@transaction.atomic
def revoke_delegation(*, delegation_id: UUID, actor: Actor, now: datetime) -> None:
    """Take a delegation back from `now` on; one that has not begun is removed.

    Raises UnknownMembership, NotYourRole, AlreadyEnded.
    """
    row = Delegation.objects.select_for_update().select_related("membership").filter(pk=delegation_id).first()
    if row is None:
        raise UnknownMembership
    _require_holder(row.membership, actor, now)
    if row.valid_to <= now:
        raise AlreadyEnded
    event = DelegationRevoked(to_person=row.person_id, valid_to=now)
    place = journal.Place(agency_id=row.membership.agency_id)
    journal.append(event, subject_id=row.pk, actor=actor, now=now, place=place)
    if row.valid_from >= now:
        row.delete()
        return
    row.valid_to = now
    row.save(update_fields=["valid_to"])


def _require_holder(source: Membership, actor: Actor, now: datetime) -> None:
    """The holder of the membership, while it lasts, or the program itself."""
    if isinstance(actor, System):
        return
    held = source.valid_from <= now and (source.valid_to is None or now < source.valid_to)
    if not (isinstance(actor, Person) and actor.person_id == source.person_id and held):
        raise NotYourRole


def _check_period(source: Membership, start: datetime, end: datetime, now: datetime) -> None:
    inside = source.valid_from <= start and (source.valid_to is None or end <= source.valid_to)
    if not (start < end and now < end and inside):
        raise InvalidPeriod
