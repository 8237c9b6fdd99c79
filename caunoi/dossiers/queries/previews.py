"""A record as it will be signed, looked at before."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.documents import forms
from caunoi.dossiers import papers
from caunoi.dossiers.errors import DossierNotFound
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.operations.acting import open_items, wrong_step
from caunoi.dossiers.operations.sign import signed_here
from caunoi.dossiers.papers.base import name_of
from caunoi.dossiers.policies import is_applicant, require_visible
from caunoi.dossiers.shapes import FileContent
from caunoi.dossiers.views_of import surroundings
from caunoi.units import queries as units


def record_preview(dossier_id: UUID, *, actor: Actor, now: datetime) -> FileContent:
    """What `sign` would make now, one record after another in one PDF: without number and signature, marked as such.

    For officers who see the dossier, while its signature is waited for. Nothing is kept, no number is taken. At most
    ten statements. Raises DossierNotFound (also for the applicant), WrongStep, FormFailed.
    """
    found, who = require_visible(Dossier.objects.filter(id=dossier_id).first(), actor, now=now)
    if is_applicant(found, actor):
        raise DossierNotFound
    waiting = [item for item in open_items(found.id) if "sign" in item.actions and not item.held]
    if not waiting:
        raise wrong_step(found, "sign")
    item = next((item for item in waiting if who.does(item)), waiting[0])
    around = surroundings(found)
    if item.agency_id not in around.agencies:
        around.agencies[item.agency_id] = units.agency(item.agency_id)
    signer, number = name_of(actor) if who.does(item) else "", f"…/{local_date(now):%Y}"
    records = [
        papers.unsigned(found, around, result, number=number, agency_id=item.agency_id, signer=signer, now=now)
        for result in signed_here(found, around, item.step)
    ]
    return FileContent(f"xem-truoc-{found.code}.pdf", "application/pdf", forms.preview(records))
