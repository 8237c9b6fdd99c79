"""Refuse a dossier."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.events import Refused
from caunoi.dossiers.operations.acting import at_step, dimensions, end_step, note, reason_of, save
from caunoi.dossiers.rules.deadlines import on_time
from caunoi.dossiers.shapes import DossierView, Status
from caunoi.dossiers.views_of import dossier_view


@transaction.atomic
def refuse(
    *, dossier_id: UUID, reason: str, actor: Actor, now: datetime, expected_version: int | None = None
) -> DossierView:
    """Do not receive it (counter, art. 17.1b and 17.2a), or refuse after examination (specialist, art. 19.8); status 3.

    `reason` is what the applicant reads. Raises ReasonNeeded and what `at_step` raises.
    """
    text = reason_of(reason)
    act = at_step(dossier_id, action="refuse", actor=actor, now=now, expected_version=expected_version)
    dossier, role = act.dossier, act.role
    received, due = dossier.received_at, dossier.due_at
    end_step(act, action="refuse", status=Status.REFUSED, actor=actor, now=now)
    dossier.refusal_reason, dossier.finished_at = text, now
    save(dossier, action="refuse", role=role, now=now, fields=["status", "step", "refusal_reason", "finished_at"])
    event = Refused(
        **dimensions(dossier, role),
        after_receipt=received is not None,
        received_on=local_date(received) if received else None,
        due_on=local_date(due) if received and due else None,
        finished_on=local_date(now),
        on_time=on_time(now, due, vietnam()) if received and due else None,
    )
    note(event, dossier, actor=actor, now=now)
    return dossier_view(dossier, now=now)
