"""A lost second factor: an administrator of the person's agency takes it off; the person sets up a new one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction

from caunoi.core import journal
from caunoi.core.actor import Actor, Person
from caunoi.people import policies, queries
from caunoi.people.errors import NotAnOfficerHere, NotYourself
from caunoi.people.events import SecondFactorReset
from caunoi.people.models import Account


@transaction.atomic
def reset_second_factor(*, person_id: UUID, agency_id: UUID, actor: Actor, now: datetime) -> int:
    """Take every second factor of a colleague off and end all their sessions; returns how many factors there were.

    The password stays: at the next sign-in with it the person must set up a new factor before anything else. Only an
    administrator of an agency where the person serves does this, never for themself. Raises NotAdministrator,
    NotYourself, NotAnOfficerHere.
    """
    policies.require_administrator(actor, agency_id=agency_id, now=now)
    if isinstance(actor, Person) and actor.person_id == person_id:
        raise NotYourself
    if person_id not in {member.person_id for member in queries.members(agency_id, at=now)}:
        raise NotAnOfficerHere
    row = Account.objects.select_for_update().get(pk=person_id)
    removed, _ = Authenticator.objects.filter(user=row).delete()
    row.sessions_from = now
    row.save(update_fields=["sessions_from"])
    place = journal.Place(agency_id=agency_id)
    journal.append(SecondFactorReset(factors=removed), subject_id=row.pk, actor=actor, now=now, place=place)
    return int(removed)
