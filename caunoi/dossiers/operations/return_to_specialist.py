"""Send a drafted result back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.dossiers.events import ReturnedToSpecialist
from caunoi.dossiers.operations.acting import at_step, dimensions, end_step, reason_of, save
from caunoi.dossiers.operations.acting import note as journal
from caunoi.dossiers.shapes import DossierView, Status
from caunoi.dossiers.views_of import dossier_view


@transaction.atomic
def return_to_specialist(
    *, dossier_id: UUID, note: str, actor: Actor, now: datetime, expected_version: int | None = None
) -> DossierView:
    """The leader does not sign yet; `note` tells the specialist why. Raises ReasonNeeded, and as `at_step`."""
    text = reason_of(note)
    action = "return_to_specialist"
    act = at_step(dossier_id, action=action, actor=actor, now=now, expected_version=expected_version)
    dossier, role = act.dossier, act.role
    dossier.return_note = text
    end_step(act, action=action, status=Status.IN_PROCESS, actor=actor, now=now)
    save(dossier, action=action, role=role, now=now, fields=["status", "step", "return_note"])
    journal(ReturnedToSpecialist(**dimensions(dossier, role)), dossier, actor=actor, now=now)
    return dossier_view(dossier, now=now)
