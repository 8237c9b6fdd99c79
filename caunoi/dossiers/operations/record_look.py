"""Remember that an officer looked, so that the applicant can know."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor, Person
from caunoi.dossiers.models import Dossier, DossierLook
from caunoi.dossiers.policies import READERS, Standing, agencies_of, is_applicant, require_visible


def record_look(*, dossier_id: UUID, actor: Actor, now: datetime, what: str = "page") -> None:
    """An officer opened the dossier's page (`page`) or one of its files (`file`); once an officer, thing and hour.

    Nothing for the applicant's own looks. At most four statements. Raises DossierNotFound.
    """
    row = Dossier.objects.defer("answers", "result").filter(id=dossier_id).first()
    dossier, who = require_visible(row, actor, now=now)
    remember(dossier, who, actor, now, what)


def remember(dossier: Dossier, who: Standing, actor: Actor, now: datetime, what: str = "page") -> None:
    """The same for a caller that has just made sure that the actor may see it; one statement."""
    if is_applicant(dossier, actor) or not isinstance(actor, Person):
        return
    held = sorted((a, r) for a, r in who.held if a in agencies_of(dossier) and r in READERS)
    chosen = (actor.agency_id, actor.role)
    agency_id, role = chosen if chosen in held else held[0] if held else (None, "")
    look = DossierLook(
        dossier=dossier,
        person_id=actor.person_id,
        agency_id=agency_id,
        role=role or "",
        what=what[:40],
        looked_at=now,
        hour=now.replace(minute=0, second=0, microsecond=0),
    )
    DossierLook.objects.bulk_create([look], ignore_conflicts=True)
