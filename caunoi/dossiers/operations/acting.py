"""What the operations share: lock the row, check version, permission and step, move the process, write the row.

Private to the room.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from caunoi.core.actor import Actor
from caunoi.core.clock import VIETNAM
from caunoi.core.journal import append
from caunoi.dossiers import texts
from caunoi.dossiers.errors import (
    AlreadySubmitted,
    AssignedToAnother,
    DossierNotFound,
    NotYourStep,
    ReasonNeeded,
    StaleDossier,
    WrongStep,
)
from caunoi.dossiers.events import DossierEvent
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.policies import agency_of, assigned_to_another, is_applicant, may_act, require_visible, step_of
from caunoi.dossiers.rules.statuses import may_become
from caunoi.dossiers.shapes import Status
from caunoi.processes import operations as processes
from caunoi.processes.queries import open_task_of
from caunoi.units import queries as units

_NEXT = """
    INSERT INTO dossiers_counter AS c (series, since, last) VALUES (%s, %s, 1)
    ON CONFLICT (series, since) DO UPDATE SET last = c.last + 1 RETURNING last
"""


def locked(dossier_id: UUID) -> Dossier:
    """The row, locked until the transaction ends; one statement. Raises DossierNotFound."""
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


def at_step(
    dossier_id: UUID, *, action: str, actor: Actor, now: datetime, expected_version: int | None
) -> tuple[Dossier, str]:
    """The dossier, locked, at a step that `action` may end and the actor does; with the role of that step.

    Raises DossierNotFound, StaleDossier (somebody changed it since the actor saw it), WrongStep, NotYourStep,
    AssignedToAnother.
    """
    dossier, who = require_visible(locked(dossier_id), actor, now=now)
    require_version(dossier, expected_version)
    step = step_of(dossier)
    if step is None or action not in step.actions:
        raise WrongStep(action=texts.ACTION[action], status=texts.STATUS[dossier.status], **last_change(dossier))
    if not may_act(dossier, step, who):
        agency = units.agency(agency_of(dossier, step)).name
        raise NotYourStep(step=step.name, role=texts.ROLE[step.role], agency=agency)
    if assigned_to_another(dossier, step, who):
        raise AssignedToAnother
    return dossier, step.role


def require_version(dossier: Dossier, expected: int | None) -> None:
    """Raise StaleDossier when the actor acts on an older version than the row's."""
    if expected is not None and expected != dossier.version:
        raise StaleDossier(**last_change(dossier))


def last_change(dossier: Dossier) -> dict[str, Any]:
    """Who did what and when, last: a role, never a name."""
    return {
        "who": texts.ROLE.get(dossier.last_role, dossier.last_role),
        "did": texts.DID.get(dossier.last_action, dossier.last_action),
        "at": f"{dossier.last_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}",
    }


def end_step(dossier: Dossier, *, action: str, status: Status, actor: Actor, now: datetime) -> None:
    """End the open task with `action`; sets the new status and step on the row (not yet saved)."""
    if not may_become(dossier.status, status):
        raise WrongStep(action=texts.ACTION[action], status=texts.STATUS[dossier.status], **last_change(dossier))
    assert dossier.process_instance_id is not None
    task = open_task_of(dossier.process_instance_id, dossier.step)
    if task is None:
        raise WrongStep(action=texts.ACTION[action], status=texts.STATUS[dossier.status], **last_change(dossier))
    after = processes.complete(dossier.process_instance_id, task, action=action, variables={}, actor=actor, now=now)
    dossier.status = status
    dossier.step = after.opened[0].step if after.opened else ""


def save(dossier: Dossier, *, action: str, role: str, now: datetime, fields: Iterable[str]) -> None:
    """Write the row as a new version; one statement."""
    dossier.version += 1
    dossier.last_action, dossier.last_role, dossier.last_at = action, role, now
    dossier.save(update_fields=[*fields, "version", "last_action", "last_role", "last_at"])


def note(event: DossierEvent, dossier: Dossier, *, actor: Actor, now: datetime) -> None:
    """Append an entry of the dossier to the journal."""
    append(event, subject_id=dossier.id, actor=actor, now=now, place=dossier.place)


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
