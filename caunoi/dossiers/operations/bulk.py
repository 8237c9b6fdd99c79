"""Many at once: each dossier in a transaction of its own, so that one that fails does not hold up the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.errors import DomainError
from caunoi.dossiers import texts
from caunoi.dossiers.errors import NotYourAct, WrongColleague
from caunoi.dossiers.events import Reassigned
from caunoi.dossiers.models import Dossier, WorkItem
from caunoi.dossiers.operations.acting import dimensions, locked, note, save
from caunoi.dossiers.operations.assign import assign
from caunoi.dossiers.operations.sign import sign
from caunoi.dossiers.policies import ASSIGNERS, require_person, standing
from caunoi.dossiers.shapes_settling import BulkOutcome
from caunoi.people import queries as people
from caunoi.units import queries as units

MANAGERS = ASSIGNERS | {"centre_manager"}


def assign_many(*, dossier_ids: Iterable[UUID], person_id: UUID, actor: Actor, now: datetime) -> BulkOutcome:
    """Name one specialist for several dossiers, as `assign` does; the codes done, and why others were not."""
    return _each(dossier_ids, lambda one: assign(dossier_id=one, person_id=person_id, actor=actor, now=now).code)


def sign_many(*, dossier_ids: Iterable[UUID], actor: Actor, now: datetime) -> BulkOutcome:
    """Sign several dossiers, as `sign` does; the codes done, and why others were not."""
    return _each(dossier_ids, lambda one: sign(dossier_id=one, actor=actor, now=now).code)


def reassign_all(*, from_person: UUID, to_person: UUID, agency_id: UUID, actor: Actor, now: datetime) -> BulkOutcome:
    """Hand a colleague's whole queue in an agency to another of the same role; by a manager there, or by its owner.

    Raises NotYourAct, WrongColleague before anything is changed.
    """
    who = standing(actor, now=now)
    if not who.holds(agency_id, MANAGERS) and require_person(actor) != from_person:
        agency = units.agency(agency_id).name
        raise NotYourAct(action=texts.ACTION["reassign"], role=texts.ROLE["head_of_unit"], agency=agency)
    items = WorkItem.objects.filter(assignee_id=from_person, agency_id=agency_id, closed_at=None)
    roles = set(items.values_list("role", flat=True))
    held = {m.role for m in people.memberships(to_person, at=now) if m.agency_id == agency_id}
    if to_person == from_person or not roles <= held:
        raise WrongColleague
    dossiers = list(items.order_by("due_at", "id").values_list("dossier_id", flat=True).distinct())
    role = next((r for r in ("leader", "head_of_unit", "centre_manager") if who.holds(agency_id, [r])), "specialist")
    return _each(dossiers, lambda one: _reassign(one, from_person, to_person, agency_id, role, actor, now))


@transaction.atomic
def _reassign(
    dossier_id: UUID, from_person: UUID, to_person: UUID, agency_id: UUID, role: str, actor: Actor, now: datetime
) -> str:
    dossier = locked(dossier_id)
    items = WorkItem.objects.filter(dossier_id=dossier_id, assignee_id=from_person, agency_id=agency_id, closed_at=None)
    if items.update(assignee_id=to_person):
        if dossier.specialist_id == from_person:
            dossier.specialist_id = to_person
        save(dossier, action="reassign", role=role, now=now, fields=["specialist_id"])
        event = Reassigned(**dimensions(dossier, role), assignee=to_person, from_person=from_person)
        note(event, dossier, actor=actor, now=now)
    return dossier.code or ""


def _each(dossier_ids: Iterable[UUID], act: Callable[[UUID], str]) -> BulkOutcome:
    done: list[str] = []
    failed: list[tuple[str, str]] = []
    for dossier_id in dict.fromkeys(dossier_ids):
        try:
            with transaction.atomic():
                done.append(act(dossier_id))
        except DomainError as error:
            code = Dossier.objects.filter(id=dossier_id).values_list("code", flat=True).first()
            failed.append((code or "", str(error)))
    return BulkOutcome(done=done, failed=failed)
