"""Take a paper off a draft."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.dossiers.models import DossierComponent
from caunoi.dossiers.operations.acting import save
from caunoi.dossiers.operations.drafting import prepared
from caunoi.dossiers.shapes import DossierView
from caunoi.dossiers.views_of import dossier_view


@transaction.atomic
def detach(
    *, dossier_id: UUID, component_id: str, actor: Actor, now: datetime, expected_version: int | None = None
) -> DossierView:
    """Take a component off a draft; nothing happens when there is none.

    Raises DossierNotFound, AlreadySubmitted, StaleDossier.
    """
    dossier, role = prepared(dossier_id, actor=actor, now=now, expected_version=expected_version)
    DossierComponent.objects.filter(dossier_id=dossier.id, component_id=component_id).delete()
    save(dossier, action="detach", role=role, now=now, fields=[])
    return dossier_view(dossier, now=now)
