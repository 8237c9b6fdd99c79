"""Apologise and set a new date."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.ids import new_id
from caunoi.dossiers import papers
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.errors import ExtendedBefore, NewDateWrong, TooLateToExtend
from caunoi.dossiers.events import Extended
from caunoi.dossiers.law import law
from caunoi.dossiers.models import Dossier, DossierRequest
from caunoi.dossiers.operations.acting import dimensions, note, reason_of, save
from caunoi.dossiers.operations.beside import beside
from caunoi.dossiers.operations.clocks import timers
from caunoi.dossiers.operations.work import hold
from caunoi.dossiers.policies import require_person
from caunoi.dossiers.shapes import DossierView
from caunoi.dossiers.views_of import dossier_view, surroundings
from caunoi.processes import operations as processes


@transaction.atomic
def extend(
    *,
    dossier_id: UUID,
    new_due: date,
    reason: str,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> DossierView:
    """Apologise with a new date at least one day before the due date, once (art. 19.9); form 04.

    `new_due` is a working day after the old date; it is due at the end of that day. Raises ExtendedBefore,
    TooLateToExtend, NewDateWrong, ReasonNeeded and what `beside` raises.
    """
    text = reason_of(reason)
    act = beside(dossier_id, action="extend", actor=actor, now=now, expected_version=expected_version)
    dossier = act.dossier
    assert dossier.due_at is not None
    assert dossier.received_at is not None
    old_due = dossier.due_at
    days = _require_allowed(dossier, old_due, new_due, now)
    dossier.due_at = vietnam().end_of_day(new_due)
    around = surroundings(dossier)
    asked = DossierRequest(
        id=new_id(),
        dossier=dossier,
        kind="extension",
        asked_at=now,
        asked_by=require_person(actor),
        asked_role=act.role,
        asked_agency_id=act.agency_id,
        reason=text,
        due_at=dossier.due_at,
        answered_at=now,
        outcome="granted",
    )
    asked.file_id = papers.store_apology(dossier, around, old_due=old_due, reason=text, actor=actor, now=now)
    asked.save(force_insert=True)
    hold(act.items, False, dossier)
    if dossier.process_instance_id is not None:
        processes.reschedule(dossier.process_instance_id, moments=timers(dossier), now=now)
    save(dossier, action="extend", role=act.role, now=now, fields=["due_at"])
    event = Extended(
        **dimensions(dossier, act.role),
        received_on=local_date(dossier.received_at),
        old_due_on=local_date(old_due),
        due_on=new_due,
        days_before=days,
    )
    note(event, dossier, actor=actor, now=now)
    return dossier_view(dossier, now=now, around=around)


def why_not(dossier: Dossier, now: datetime, before: int | None = None) -> ExtendedBefore | TooLateToExtend | None:
    """Why it cannot be extended now, if so; one statement unless it is given how often it was `before`."""
    rules = law(local_date(now))
    if before is None:
        before = DossierRequest.objects.filter(dossier_id=dossier.id, kind="extension").count()
    if before >= rules.extensions_at_most:
        return ExtendedBefore()
    if dossier.due_at is None:
        return None
    until = local_date(dossier.due_at) - timedelta(days=rules.extend_days_before)
    if local_date(now) > until:
        return TooLateToExtend(until=f"{until:%d/%m/%Y}", days=rules.extend_days_before)
    return None


def _require_allowed(dossier: Dossier, old_due: datetime, new_due: date, now: datetime) -> int:
    """Calendar days between now and the old date. Raises what `extend` says."""
    if error := why_not(dossier, now):
        raise error
    old = local_date(old_due)
    if new_due <= old or not vietnam().is_working_day(new_due) or new_due > old + timedelta(days=366):
        raise NewDateWrong(due=f"{old:%d/%m/%Y}")
    return (old - local_date(now)).days
