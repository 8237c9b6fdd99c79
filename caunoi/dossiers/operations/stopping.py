"""Settlement stops, and goes on."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor, Person
from caunoi.core.ids import new_id
from caunoi.dossiers import papers
from caunoi.dossiers.events import Resumed, Stopped
from caunoi.dossiers.models import Dossier, DossierRequest, WorkItem
from caunoi.dossiers.operations.acting import dimensions, note, reason_of, save
from caunoi.dossiers.operations.answer_supplement import RUNNING
from caunoi.dossiers.operations.beside import beside
from caunoi.dossiers.operations.clocks import NO_TIMERS, pause, timers
from caunoi.dossiers.operations.waiting import end_wait
from caunoi.dossiers.operations.work import hold
from caunoi.dossiers.shapes import DossierView, Status
from caunoi.dossiers.views_of import Surroundings, dossier_view, surroundings
from caunoi.processes import operations as processes

_GUIDANCE = "Cơ quan giải quyết sẽ thông báo khi tiếp tục. Mọi thắc mắc xin liên hệ nơi tiếp nhận hồ sơ."


@transaction.atomic
def stop(
    *, dossier_id: UUID, reason: str, actor: Actor, now: datetime, expected_version: int | None = None
) -> DossierView:
    """The competent agency stops settlement until it resumes it; status 8, the limit pauses, form 05.

    Raises ReasonNeeded and what `beside` raises.
    """
    text = reason_of(reason)
    act = beside(dossier_id, action="stop", actor=actor, now=now, expected_version=expected_version)
    dossier = act.dossier
    around = surroundings(dossier)
    said = pause(dossier, now=now)
    hold(act.items, True, dossier)
    if dossier.process_instance_id is not None:
        processes.reschedule(dossier.process_instance_id, moments=NO_TIMERS, now=now)
    put_still(
        dossier, around, said, text, cause="decided", role=act.role, agency_id=act.agency_id, actor=actor, now=now
    )
    return dossier_view(dossier, now=now, around=around)


def put_still(
    dossier: Dossier,
    around: Surroundings,
    said: dict[str, Any],
    reason: str,
    *,
    cause: str,
    role: str,
    agency_id: UUID | None,
    actor: Actor,
    now: datetime,
) -> None:
    """The rest of a stop: status 8, the request, form 05, the journal's entry."""
    dossier.status = Status.STOPPED
    asked = DossierRequest(
        id=new_id(),
        dossier=dossier,
        kind="stop",
        asked_at=now,
        asked_by=actor.person_id if isinstance(actor, Person) else None,
        asked_role=role,
        asked_agency_id=agency_id,
        reason=reason,
        pauses=True,
        outcome=cause,
    )
    asked.file_id = papers.store_stop(dossier, around, reason=reason, guidance=_GUIDANCE, actor=actor, now=now)
    asked.save(force_insert=True)
    save(dossier, action="stop", role=role, now=now, fields=["status", "step", "paused_at"])
    note(Stopped(**dimensions(dossier, role), **said, cause=cause), dossier, actor=actor, now=now)


@transaction.atomic
def resume(
    *, dossier_id: UUID, actor: Actor, now: datetime, note: str = "", expected_version: int | None = None
) -> DossierView:
    """A stop ends: the limit counts again with the stopped time added, each step comes back to whom it was.

    A dossier that stopped because no supplement came goes back to the step that had asked. Raises what `beside` raises.
    """
    act = beside(dossier_id, action="resume", actor=actor, now=now, expected_version=expected_version)
    dossier = act.dossier
    asked = DossierRequest.objects.filter(dossier_id=dossier.id, kind="stop", answered_at=None).get()
    said = end_wait(dossier, act.items, _waited_for(act.items) or asked, kind="stop", actor=actor, now=now)
    if dossier.process_instance_id is not None and _waited_for(act.items) is None:
        processes.reschedule(dossier.process_instance_id, moments=timers(dossier), now=now)
    asked.answered_at, asked.answer = now, note.strip()[:2000]
    asked.answered_by = actor.person_id if isinstance(actor, Person) else None
    asked.save(update_fields=["answered_at", "answer", "answered_by"])
    save(dossier, action="resume", role=act.role, now=now, fields=RUNNING)
    _journal(Resumed(**dimensions(dossier, act.role), **said), dossier, actor, now)
    return dossier_view(dossier, now=now)


def _waited_for(items: list[WorkItem]) -> DossierRequest | None:
    """What the process waits for: the request that the standing item is named after."""
    stood = next((item for item in items if item.kind == "waiting"), None)
    return DossierRequest.objects.filter(id=stood.id).first() if stood else None


def _journal(event: Resumed, dossier: Dossier, actor: Actor, now: datetime) -> None:
    note(event, dossier, actor=actor, now=now)
