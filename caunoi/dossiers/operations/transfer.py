"""Hand the dossier to the agency that is competent for it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.ids import new_id
from caunoi.dossiers.errors import CannotTransfer
from caunoi.dossiers.events import Transferred
from caunoi.dossiers.models import DossierRequest, WorkItem
from caunoi.dossiers.operations.acting import dimensions, note, reason_of, save
from caunoi.dossiers.operations.beside import beside
from caunoi.dossiers.policies import require_person
from caunoi.dossiers.shapes import DossierView
from caunoi.dossiers.views_of import dossier_view
from caunoi.processes import operations as processes
from caunoi.units import queries as units


@transaction.atomic
def transfer(
    *,
    dossier_id: UUID,
    agency_id: UUID,
    reason: str,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> DossierView:
    """Another agency of the same kind decides from now on (art. 18.3); what waits in the old one moves, unassigned.

    The limit goes on: the applicant does not wait for a mistake in between. Raises CannotTransfer, AgencyNotFound,
    ReasonNeeded and what `beside` raises.
    """
    text = reason_of(reason)
    act = beside(dossier_id, action="transfer", actor=actor, now=now, expected_version=expected_version)
    dossier = act.dossier
    found = units.agencies([agency_id, dossier.competent_agency_id])
    new, old = found.get(agency_id), found[dossier.competent_agency_id]
    if new is None or new.id == old.id or new.kind != old.kind or new.valid_to is not None:
        raise CannotTransfer(agency=new.name if new else "")
    if dossier.process_instance_id is not None:
        moved = processes.set_agency(dossier.process_instance_id, "competent", new.id)
        ids = [task.id for task in moved]
        WorkItem.objects.filter(id__in=ids, closed_at=None).update(agency_id=new.id, assignee_id=None)
    DossierRequest.objects.create(
        id=new_id(),
        dossier=dossier,
        kind="transfer",
        asked_at=now,
        asked_by=require_person(actor),
        asked_role=act.role,
        asked_agency_id=old.id,
        to_agency_id=new.id,
        reason=text,
        answered_at=now,
        outcome="moved",
    )
    dossier.competent_agency_id, dossier.specialist_id = new.id, None
    if "competent" in dossier.agencies:
        dossier.agencies = {**dossier.agencies, "competent": str(new.id)}
    readers = [reader for reader in dossier.reader_ids if reader != old.id]
    dossier.reader_ids = [*readers, new.id] if new.id not in readers else readers
    fields = ["competent_agency_id", "specialist_id", "agencies", "reader_ids"]
    save(dossier, action="transfer", role=act.role, now=now, fields=fields)
    event = Transferred(**dimensions(dossier, act.role), from_agency=old.id, to_agency=new.id)
    note(event, dossier, actor=actor, now=now)
    return dossier_view(dossier, now=now)
