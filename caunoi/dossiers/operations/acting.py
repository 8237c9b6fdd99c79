"""What the operations share: lock the row, check version, permission and step, move the process, write the rows.

Private to the room.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from caunoi.core.actor import Actor
from caunoi.core.clock import VIETNAM
from caunoi.core.journal import append, append_many
from caunoi.core.once import once
from caunoi.dossiers import texts
from caunoi.dossiers.errors import (
    AlreadySubmitted,
    AssignedToAnother,
    DossierNotFound,
    NotYourStep,
    ReasonNeeded,
    RoleEnded,
    StaleDossier,
    WrongStep,
)
from caunoi.dossiers.events import DossierEvent
from caunoi.dossiers.models import Dossier, WorkItem
from caunoi.dossiers.operations.clocks import Moments
from caunoi.dossiers.operations.work import move
from caunoi.dossiers.policies import Standing, is_applicant, require_visible, taken_by_another
from caunoi.dossiers.rules.statuses import may_become
from caunoi.dossiers.shapes import Status
from caunoi.people import queries as people
from caunoi.processes import operations as processes
from caunoi.processes.shapes import InstanceView
from caunoi.units import queries as units

_NEXT = """
    INSERT INTO dossiers_counter AS c (series, since, last) VALUES (%s, %s, 1)
    ON CONFLICT (series, since) DO UPDATE SET last = c.last + 1 RETURNING last
"""


@dataclass(slots=True)
class Acting:
    """An operation under way: the dossier, locked; the open item that the actor does; what else is open."""

    dossier: Dossier
    item: WorkItem
    who: Standing
    items: list[WorkItem] = field(default_factory=list)

    @property
    def role(self) -> str:
        """The role in which the actor acts."""
        return self.item.role


def locked(dossier_id: UUID) -> Dossier:
    """The row, locked until the transaction ends; one statement. Raises DossierNotFound."""
    return once(("locked", dossier_id), lambda: _locked(dossier_id), row=True)


def _locked(dossier_id: UUID) -> Dossier:
    dossier = Dossier.objects.select_for_update().filter(id=dossier_id).first()
    if dossier is None:
        raise DossierNotFound
    return dossier


def own_draft(dossier_id: UUID, *, actor: Actor, expected_version: int | None) -> Dossier:
    """The actor's own draft, locked. Raises DossierNotFound, StaleDossier, AlreadySubmitted."""
    dossier = locked(dossier_id)
    if not is_applicant(dossier, actor):
        raise DossierNotFound
    if dossier.status != Status.DRAFT:
        raise AlreadySubmitted(code=dossier.code)
    require_version(dossier, expected_version)
    return dossier


def open_items(dossier_id: UUID) -> list[WorkItem]:
    """What is open now, oldest first; one statement."""
    return list(WorkItem.objects.filter(dossier_id=dossier_id, closed_at=None).order_by("opened_at", "id"))


def at_step(
    dossier_id: UUID,
    *,
    action: str,
    actor: Actor,
    now: datetime,
    expected_version: int | None,
    said: str = "",
    item_id: UUID | None = None,
) -> Acting:
    """The dossier, locked, with an open item that `action` may end and the actor does; four statements.

    `said`: the act as errors name it, when it is not `action` itself. `item_id`: that item and no other.

    Raises DossierNotFound, StaleDossier (somebody changed it since the actor saw it), WrongStep, NotYourStep, RoleEnded
    (the actor's membership or delegation ended), AssignedToAnother.
    """
    dossier = locked(dossier_id)
    items = open_items(dossier_id)
    who = visible_to(dossier, items, actor=actor, now=now)
    require_version(dossier, expected_version)
    fitting = [item for item in items if action in item.actions and not item.held]
    fitting = [item for item in fitting if item_id in (None, item.id)]
    if not fitting:
        raise wrong_step(dossier, said or action)
    mine = _chosen_first([item for item in fitting if who.does(item)], actor)
    if not mine:
        raise _not_yours(dossier, fitting[0], actor, now)
    for item in mine:
        if not taken_by_another(item, who, now=now):
            return Acting(dossier, item, who, items)
    raise AssignedToAnother


def visible_to(dossier: Dossier, items: list[WorkItem], *, actor: Actor, now: datetime) -> Standing:
    """The actor's standing. Raises DossierNotFound; RoleEnded for one who could see it until their role ended."""
    try:
        return require_visible(dossier, actor, now=now)[1]
    except DossierNotFound:
        for item in items:
            if error := _role_ended(item, actor, now):
                raise error from None
        raise


def _chosen_first(items: list[WorkItem], actor: Actor) -> list[WorkItem]:
    """What is assigned to the actor first, then what fits the role and the agency that the actor chose to act in."""
    person, chosen = (
        getattr(actor, "person_id", None),
        (getattr(actor, "agency_id", None), getattr(actor, "role", None)),
    )
    return sorted(items, key=lambda item: (item.assignee_id != person, (item.agency_id, item.role) != chosen))


def _not_yours(dossier: Dossier, item: WorkItem, actor: Actor, now: datetime) -> Exception:
    if not is_applicant(dossier, actor) and (error := _role_ended(item, actor, now)):
        return error
    return not_your_step(item, dossier)


def not_your_step(item: WorkItem, dossier: Dossier, agency: units.AgencyView | None = None) -> NotYourStep:
    """Who does the step, in words. `agency`: the item's, when it was read already."""
    name = texts.step_name(dossier.process_code, item.step)
    agency = agency or units.agency(item.agency_id)
    return NotYourStep(step=name, role=texts.ROLE[item.role], agency=agency.name)


def _role_ended(item: WorkItem, actor: Actor, now: datetime) -> RoleEnded | None:
    person_id = getattr(actor, "person_id", None)
    if person_id is None:
        return None
    ended = people.ended_role(person_id, agency_id=item.agency_id, role=item.role, at=now)
    if ended is None:
        return None
    agency = units.agency(item.agency_id).name
    return RoleEnded(role=texts.ROLE[item.role], agency=agency, at=f"{ended.astimezone(VIETNAM):%H:%M %d/%m/%Y}")


def require_version(dossier: Dossier, expected: int | None) -> None:
    """Raise StaleDossier when the actor acts on an older version than the row's."""
    if expected is not None and expected != dossier.version:
        raise StaleDossier(**last_change(dossier))


def wrong_step(dossier: Dossier, action: str) -> WrongStep:
    """That `action` does not fit now, and who did what last."""
    return WrongStep(action=texts.ACTION[action], status=texts.STATUS[dossier.status], **last_change(dossier))


def last_change(dossier: Dossier) -> dict[str, Any]:
    """Who did what and when, last: a role, never a name."""
    return {
        "who": texts.ROLE.get(dossier.last_role, dossier.last_role),
        "did": texts.DID.get(dossier.last_action, dossier.last_action),
        "at": f"{dossier.last_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}",
    }


def require_status(dossier: Dossier, status: Status, action: str) -> None:
    """Raise WrongStep when the dossier cannot get `status` now."""
    if not may_become(dossier.status, status):
        raise wrong_step(dossier, action)


def end_step(
    act: Acting,
    *,
    action: str,
    status: Status,
    actor: Actor,
    now: datetime,
    variables: dict[str, Any] | None = None,
    moments: Moments | None = None,
) -> InstanceView:
    """End the item's task with `action`; opens what follows, sets the new status and step on the row (not saved)."""
    dossier = act.dossier
    require_status(dossier, status, action)
    assert dossier.process_instance_id is not None
    after = processes.complete(
        dossier.process_instance_id,
        act.item.id,
        action=action,
        variables=variables or {},
        actor=actor,
        now=now,
        moments=moments,
    )
    dossier.status = status
    act.items = move(dossier, act.items, after, ended=act.item, now=now)
    return after


def save(dossier: Dossier, *, action: str, role: str, now: datetime, fields: Iterable[str]) -> None:
    """Write the row as a new version; one statement."""
    dossier.version += 1
    dossier.last_action, dossier.last_role, dossier.last_at = action, role, now
    dossier.save(update_fields=[*fields, "version", "last_action", "last_role", "last_at"])


def note(event: DossierEvent, dossier: Dossier, *, actor: Actor, now: datetime) -> None:
    """Append an entry of the dossier to the journal."""
    append(event, subject_id=dossier.id, actor=actor, now=now, place=dossier.place)


def notes(events: Iterable[DossierEvent], dossier: Dossier, *, actor: Actor, now: datetime) -> None:
    """Append several entries, in order, in one round trip."""
    append_many([(event, dossier.id, dossier.place) for event in events], actor=actor, now=now)


def dimensions(dossier: Dossier, role: str) -> dict[str, Any]:
    """What every entry of a dossier says."""
    return {
        "code": dossier.code,
        "procedure": dossier.procedure_code,
        "case": dossier.case_id,
        "channel": dossier.channel,
        "receiving_agency": dossier.receiving_agency_id,
        "competent_agency": dossier.competent_agency_id,
        "role": role,
    }


def next_number(series: str, since: Any) -> int:
    """The next number of a series; locks its row until the transaction ends, so there are no holes."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [series, since])
        return int(cursor.fetchone()[0])


def reason_of(text: str) -> str:
    """The text, trimmed. Raises ReasonNeeded when it says nothing or goes on for ever."""
    trimmed = text.strip()
    if not 5 <= len(trimmed) <= 2000:
        raise ReasonNeeded
    return trimmed
