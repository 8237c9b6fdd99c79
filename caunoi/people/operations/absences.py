"""Who is away and who stands in: work that waits for the absent one goes to the deputy meanwhile."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core import journal
from caunoi.core.actor import Actor, Person, System
from caunoi.people import policies, queries
from caunoi.people.errors import AbsencePeriod, AlreadyAbsent, AlreadyEnded, DeputyUnfit, NotYourAbsence, UnknownAbsence
from caunoi.people.events import AbsenceEnded, AbsenceReported
from caunoi.people.models import Absence, Account
from caunoi.people.queries import AbsenceView
from caunoi.people.rules import ALONE, Role

_ALSO_SAY = (Role.HEAD_OF_UNIT, Role.LEADER, Role.ADMINISTRATOR)
"""Who may say it for somebody who cannot."""


@transaction.atomic
def report_absence(
    *, person_id: UUID, agency_id: UUID, deputy_id: UUID, valid_from: datetime, valid_to: datetime,
    actor: Actor, now: datetime,
) -> AbsenceView:  # fmt: skip
    """Say that a person is away from the agency during `[valid_from, valid_to)` and who stands in.

    The deputy holds one of the same roles there (a leader's right to sign for another goes by `delegate`, not by this)
    and is not away in that time. Raises NotYourAbsence, AbsencePeriod, DeputyUnfit, AlreadyAbsent.
    """
    _require_sayer(actor, person_id, agency_id, now)
    if not (valid_from < valid_to and now < valid_to):
        raise AbsencePeriod
    # One at a time for a person, so that the check below holds.
    Account.objects.select_for_update().filter(pk=person_id).first()
    overlapping = Absence.objects.filter(agency_id=agency_id, valid_from__lt=valid_to, valid_to__gt=valid_from)
    if overlapping.filter(person_id=person_id).exists():
        raise AlreadyAbsent
    if not _fit(person_id, deputy_id, agency_id, now) or overlapping.filter(person_id=deputy_id).exists():
        raise DeputyUnfit
    row = Absence.objects.create(
        person_id=person_id, deputy_id=deputy_id, agency_id=agency_id, valid_from=valid_from, valid_to=valid_to
    )
    event = AbsenceReported(person=person_id, deputy=deputy_id, valid_from=valid_from, valid_to=valid_to)
    journal.append(event, subject_id=row.pk, actor=actor, now=now, place=journal.Place(agency_id=agency_id))
    return next(a for a in queries.absences(agency_id, at=now) if a.id == row.pk)


@transaction.atomic
def end_absence(*, absence_id: UUID, actor: Actor, now: datetime) -> None:
    """The person is back from `now` on; an absence that has not begun is removed.

    Raises UnknownAbsence, NotYourAbsence, AlreadyEnded.
    """
    row = Absence.objects.select_for_update().filter(pk=absence_id).first()
    if row is None:
        raise UnknownAbsence
    _require_sayer(actor, row.person_id, row.agency_id, now)
    if row.valid_to <= now:
        raise AlreadyEnded
    event = AbsenceEnded(person=row.person_id, valid_to=now)
    journal.append(event, subject_id=row.pk, actor=actor, now=now, place=journal.Place(agency_id=row.agency_id))
    if row.valid_from >= now:
        row.delete()
        return
    row.valid_to = now
    row.save(update_fields=["valid_to"])


def _require_sayer(actor: Actor, person_id: UUID, agency_id: UUID, now: datetime) -> None:
    """The person while serving there, those who lead or administer the agency, or the program itself."""
    if isinstance(actor, System):
        return
    roles = list(Role) if isinstance(actor, Person) and actor.person_id == person_id else _ALSO_SAY
    if not policies.holds_role(actor, agency_id=agency_id, roles=roles, now=now):
        raise NotYourAbsence


def _fit(person_id: UUID, deputy_id: UUID, agency_id: UUID, now: datetime) -> bool:
    """Whether the two are colleagues who hold a role in common that may decide something."""
    if person_id == deputy_id:
        return False
    roles: dict[UUID, set[str]] = {person_id: set(), deputy_id: set()}
    for member in queries.members(agency_id, at=now):
        roles.setdefault(member.person_id, set()).add(member.role)
    return bool(roles[person_id] & roles[deputy_id] - ALONE)
