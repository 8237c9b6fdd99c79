"""The process of a dossier as a diagram with where it stands."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.policies import require_visible
from caunoi.processes import queries as processes
from caunoi.processes.shapes import DiagramView


def diagram(dossier_id: UUID, *, actor: Actor, now: datetime) -> DiagramView:
    """For those who may see the dossier; one statement beside the permission's. Raises DossierNotFound."""
    found, _ = require_visible(Dossier.objects.filter(id=dossier_id).first(), actor, now=now)
    return processes.diagram(found.process_instance_id or found.process_code, province=found.province)
