"""The signature of a correction replaces the wrong result. Private to the room."""

from __future__ import annotations

from datetime import datetime

from caunoi.dossiers.events import DossierEvent, ResultReplaced
from caunoi.dossiers.models import Dossier, DossierResult
from caunoi.dossiers.operations.acting import dimensions


def replaced_by(dossier: Dossier, rows: list[DossierResult], *, role: str, now: datetime) -> list[DossierEvent]:
    """Each new record (not yet saved) takes the place of the valid one of the dossier it corrects; two statements.

    The journal's entries tell it of the correcting dossier.
    """
    assert dossier.corrects_id is not None
    old = {
        result.result_id: result
        for result in DossierResult.objects.filter(dossier_id=dossier.corrects_id, status="valid")
    }
    found: list[DossierEvent] = []
    for row in rows:
        if wrong := old.get(row.result_id):
            row.replaces = wrong
            wrong.status, wrong.status_at = "replaced", now
            found.append(ResultReplaced(**dimensions(dossier, role), result=row.result_id, by=dossier.id))
    DossierResult.objects.bulk_update(old.values(), ["status", "status_at"])
    return found
