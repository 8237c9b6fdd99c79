"""Refuse a dossier."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.dossiers import papers
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.events import Refused
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.operations.acting import at_step, dimensions, end_step, note, reason_of, save
from caunoi.dossiers.operations.clocks import clock_dates
from caunoi.dossiers.operations.paying import close_for
from caunoi.dossiers.operations.work import close_all
from caunoi.dossiers.rules.deadlines import on_time
from caunoi.dossiers.shapes import DossierView, Status
from caunoi.dossiers.views_of import Surroundings, dossier_view, surroundings

REFUSED = ["status", "step", "refusal_reason", "finished_at", "paused_at"]


@transaction.atomic
def refuse(
    *, dossier_id: UUID, reason: str, actor: Actor, now: datetime, expected_version: int | None = None
) -> DossierView:
    """Do not receive it (counter, art. 17.1b and 17.2a), or refuse after examination (specialist, art. 19.8); status 3.

    `reason` is what the applicant reads, on form 03. Raises ReasonNeeded and what `at_step` raises.
    """
    text = reason_of(reason)
    act = at_step(dossier_id, action="refuse", actor=actor, now=now, expected_version=expected_version)
    dossier = act.dossier
    end_step(act, action="refuse", status=Status.REFUSED, actor=actor, now=now)
    if act.items:
        close_all(dossier, now=now)
    around = surroundings(dossier)
    settle_refusal(dossier, around, text, role=act.role, actor=actor, now=now)
    return dossier_view(dossier, now=now, around=around)


def settle_refusal(
    dossier: Dossier, around: Surroundings, reason: str, *, role: str, actor: Actor, now: datetime
) -> None:
    """The rest of a refusal: the row, form 03, the journal's entry. The process has ended and the status is set."""
    ended = ended_as(dossier, now)
    dossier.refusal_reason, dossier.finished_at, dossier.paused_at = reason, now, None
    slip = papers.store_refusal(dossier, around, actor=actor, now=now)
    dossier.requests.create(
        kind="refusal", asked_at=now, asked_role=role, reason=reason, answered_at=now, outcome="ended", file_id=slip
    )
    save(dossier, action="refuse", role=role, now=now, fields=REFUSED)
    close_for(dossier, actor=actor, now=now)
    note(Refused(**dimensions(dossier, role), **ended), dossier, actor=actor, now=now)


def ended_as(dossier: Dossier, now: datetime) -> dict[str, Any]:
    """What the journal says of a dossier that ends without a result; while it is paused it is not late."""
    received, due, paused = dossier.received_at, dossier.due_at, dossier.paused_at
    in_time = on_time(paused or now, due, vietnam()) if received and due else None
    return {
        "after_receipt": received is not None,
        **clock_dates(dossier),
        "finished_on": local_date(now),
        "on_time": in_time,
        "clock_ran": received is not None and paused is None,
    }
