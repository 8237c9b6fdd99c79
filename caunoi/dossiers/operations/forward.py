"""End a step between examination and signature."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.dossiers.errors import UnknownOutcome
from caunoi.dossiers.events import StepDone
from caunoi.dossiers.models import WorkItem
from caunoi.dossiers.operations.acting import at_step, dimensions, end_step, save
from caunoi.dossiers.operations.acting import note as journal
from caunoi.dossiers.policies import require_person
from caunoi.dossiers.shapes import DossierView, Status
from caunoi.dossiers.views_of import dossier_view

OUTCOMES = ("", "pass", "fail", "agree", "disagree", "other")
ACTIONS = ("forward", "submit_check")


@transaction.atomic
def forward(
    *,
    dossier_id: UUID,
    actor: Actor,
    now: datetime,
    note: str = "",
    outcome: str = "",
    action: str = "forward",
    expected_version: int | None = None,
) -> DossierView:
    """A check (head of unit), a field check or another step was done: on to the next one.

    `note` says what was found, for the officers who come after; `outcome` is one of OUTCOMES, which a gateway of the
    process may ask for. Raises UnknownOutcome and what `at_step` raises.
    """
    if outcome not in OUTCOMES or action not in ACTIONS:
        raise UnknownOutcome(outcome=outcome or action)
    act = at_step(dossier_id, action=action, actor=actor, now=now, expected_version=expected_version)
    dossier, item = act.dossier, act.item
    end_step(act, action=action, status=Status.IN_PROCESS, actor=actor, now=now, variables={"outcome": outcome})
    if item.role == "specialist" and item.agency_id == dossier.competent_agency_id:
        dossier.specialist_id = require_person(actor)
    if text := note.strip()[:2000]:
        WorkItem.objects.filter(id=item.id).update(note=text)
    save(dossier, action=action, role=act.role, now=now, fields=["status", "step", "specialist_id"])
    event = StepDone(
        **dimensions(dossier, act.role),
        step=item.step,
        agency=item.agency_id,
        outcome=outcome,
        within_limit=None if item.step_due_at is None else local_date(now) <= local_date(item.step_due_at),
    )
    journal(event, dossier, actor=actor, now=now)
    return dossier_view(dossier, now=now)
