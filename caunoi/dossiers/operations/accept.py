"""Receive a dossier at the counter."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.once import whole
from caunoi.dossiers import papers
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.events import Accepted, Forwarded
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.operations.acting import at_step, dimensions, end_step, notes, save
from caunoi.dossiers.operations.clocks import timers
from caunoi.dossiers.rules.deadlines import SAME_DAY, due_at, forward_by, receipt_of
from caunoi.dossiers.shapes import DossierView, Status
from caunoi.dossiers.views_of import Surroundings, dossier_view, surroundings


@whole
def accept(
    *,
    dossier_id: UUID,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
    receipt: bool | None = None,
) -> DossierView:
    """Receive it (art. 17): status 2, the clock runs, receipt and appointment slip, on to the competent agency.

    A result given at once needs no slip unless the applicant asks (`receipt=True`, art. 17.4).

    What was filed online counts as received when the office first had it: when it was sent, or when the office opened
    next; accepting it later does not lengthen the limit. Raises what `at_step` raises.
    """
    act = at_step(dossier_id, action="accept", actor=actor, now=now, expected_version=expected_version)
    dossier, role = act.dossier, act.role
    assert dossier.submitted_at is not None
    calendar = vietnam()
    dossier.received_at = min(receipt_of(dossier.complete_at or dossier.submitted_at, calendar), now)
    dossier.due_at = due_at(dossier.received_at, dossier.limit_value, dossier.limit_unit, calendar)
    dossier.first_due_at = dossier.due_at
    end_step(act, action="accept", status=Status.ACCEPTED, actor=actor, now=now, moments=timers(dossier))
    around = surroundings(dossier)
    if receipt or (receipt is None and dossier.limit_unit != SAME_DAY):
        dossier.receipt_file_id = papers.store_receipt(dossier, around, actor=actor, now=now)
    save(
        dossier,
        action="accept",
        role=role,
        now=now,
        fields=["status", "step", "received_at", "due_at", "first_due_at", "receipt_file_id"],
    )
    _journal(dossier, around, role, actor, now)
    return dossier_view(dossier, now=now, around=around)


def _journal(dossier: Dossier, around: Surroundings, role: str, actor: Actor, now: datetime) -> None:
    assert dossier.received_at is not None
    assert dossier.due_at is not None
    accepted = Accepted(
        **dimensions(dossier, role),
        received_on=local_date(dossier.received_at),
        due_on=local_date(dossier.due_at),
        limit_value=dossier.limit_value,
        limit_unit=dossier.limit_unit,
        components=len(around.attached),
        digitised=len(around.attached),
        online_service=around.procedure.online_level in ("partial", "full"),
    )
    forwarded = Forwarded(**dimensions(dossier, role), by=forward_by(now, vietnam()))
    notes([accepted, forwarded], dossier, actor=actor, now=now)
