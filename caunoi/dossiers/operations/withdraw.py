"""The applicant takes the dossier back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor, Person
from caunoi.dossiers.events import Withdrawn
from caunoi.dossiers.models import DossierRequest
from caunoi.dossiers.operations.acting import dimensions, note, reason_of, save
from caunoi.dossiers.operations.beside import beside
from caunoi.dossiers.operations.paying import close_for
from caunoi.dossiers.operations.refuse import ended_as
from caunoi.dossiers.operations.work import close_all
from caunoi.dossiers.shapes import DossierView, Status
from caunoi.dossiers.views_of import dossier_view
from caunoi.processes import operations as processes


@transaction.atomic
def withdraw(
    *, dossier_id: UUID, reason: str, actor: Actor, now: datetime, expected_version: int | None = None
) -> DossierView:
    """Before its result is signed, received or not; status 7. By the applicant, or by the counter for them.

    It counts as settled without a result, and is never late. Raises ReasonNeeded and what `beside` raises.
    """
    text = reason_of(reason)
    act = beside(dossier_id, action="withdraw", actor=actor, now=now, expected_version=expected_version, applicant=True)
    dossier = act.dossier
    ended = {**ended_as(dossier, now), "on_time": True if dossier.received_at else None}
    if dossier.process_instance_id is not None:
        processes.cancel(dossier.process_instance_id, actor=actor, now=now)
    close_all(dossier, now=now)
    person = actor.person_id if isinstance(actor, Person) else None
    DossierRequest.objects.create(
        dossier=dossier,
        kind="withdrawal",
        asked_at=now,
        asked_by=person,
        asked_role=act.role,
        reason=text,
        answered_at=now,
        outcome="ended",
    )
    dossier.status, dossier.finished_at, dossier.paused_at = Status.WITHDRAWN, now, None
    save(dossier, action="withdraw", role=act.role, now=now, fields=["status", "step", "finished_at", "paused_at"])
    close_for(dossier, actor=actor, now=now)
    note(Withdrawn(**dimensions(dossier, act.role), **ended), dossier, actor=actor, now=now)
    return dossier_view(dossier, now=now)
