"""Put an examined dossier before the leader."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.dossiers import papers
from caunoi.dossiers.events import Examined
from caunoi.dossiers.operations.acting import at_step, dimensions, end_step, note, save
from caunoi.dossiers.policies import require_person
from caunoi.dossiers.shapes import DossierView, Status
from caunoi.dossiers.views_of import dossier_view, surroundings


@transaction.atomic
def submit_for_signature(
    *,
    dossier_id: UUID,
    result: dict[str, Any],
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> DossierView:
    """The specialist has examined: status 4, the drafted result goes before the leader.

    `result` holds fields of the form that the record shall say otherwise than the applicant did (corrections of
    spelling); what it does not name is as declared. Raises CannotDraftResult and what `at_step` raises.
    """
    action = "submit_for_signature"
    act = at_step(dossier_id, action=action, actor=actor, now=now, expected_version=expected_version)
    dossier, role = act.dossier, act.role
    around = surroundings(dossier)
    ours = act.item.agency_id == dossier.competent_agency_id
    base = dossier.answers if ours else dossier.result or dossier.answers
    dossier.result = papers.drafted(base, around, result, on=local_date(now))
    dossier.return_note = ""
    if ours:
        dossier.specialist_id = require_person(actor)
    end_step(act, action=action, status=Status.IN_PROCESS, actor=actor, now=now)
    save(
        dossier, action=action, role=role, now=now, fields=["status", "step", "result", "specialist_id", "return_note"]
    )
    note(Examined(**dimensions(dossier, role)), dossier, actor=actor, now=now)
    return dossier_view(dossier, now=now, around=around)
