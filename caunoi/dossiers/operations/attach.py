"""Hand in a paper with a draft."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.subjects import SubjectRef
from caunoi.documents import operations as documents
from caunoi.documents import queries as files
from caunoi.dossiers.errors import ForeignFile, UnknownComponent
from caunoi.dossiers.models import Dossier, DossierComponent
from caunoi.dossiers.operations.acting import own_draft, save
from caunoi.dossiers.shapes import DossierView
from caunoi.dossiers.views_of import dossier_view, surroundings, wanted


@transaction.atomic
def upload(
    *,
    dossier_id: UUID,
    component_id: str,
    content: bytes,
    name: str,
    actor: Actor,
    now: datetime,
    media_type: str | None = None,
    expected_version: int | None = None,
) -> DossierView:
    """Store a file (PDF, JPEG or PNG) for the applicant's draft and attach it as a component, in one.

    Raises what `documents.operations.store` and `attach` raise; then nothing is kept.
    """
    dossier = own_draft(dossier_id, actor=actor, expected_version=expected_version)
    subject = SubjectRef("dossier", dossier.id)
    stored = documents.store(
        content=content, name=name, media_type=media_type, subject=subject, actor=actor, now=now, place=dossier.place
    )
    return _attach(dossier, component_id, stored, now=now)


@transaction.atomic
def attach(
    *,
    dossier_id: UUID,
    component_id: str,
    file_id: UUID,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> DossierView:
    """Attach a stored file as a component, replacing what was there.

    The file must have been stored about this dossier by the same actor: nobody reads another's papers by naming their
    ids. Raises ForeignFile, UnknownComponent, DossierNotFound, AlreadySubmitted, StaleDossier.
    """
    dossier = own_draft(dossier_id, actor=actor, expected_version=expected_version)
    about = {file.id: file for file in files.files_about(SubjectRef("dossier", dossier.id))}
    if file_id not in about:
        raise ForeignFile
    return _attach(dossier, component_id, about[file_id], now=now)


def _attach(dossier: Dossier, component_id: str, file: files.FileView, *, now: datetime) -> DossierView:
    around = surroundings(dossier)
    component = next((c for c in wanted(around.procedure, dossier.channel) if c.id == component_id), None)
    if component is None:
        raise UnknownComponent(component=component_id)
    row, _ = DossierComponent.objects.update_or_create(
        dossier=dossier,
        component_id=component_id,
        defaults={"file_id": file.id, "file_name": file.name, "copies": 1, "origin": 1, "attached_at": now},
    )
    around.attached[component_id] = row
    save(dossier, action="attach", role="applicant", now=now, fields=[])
    return dossier_view(dossier, now=now, around=around)
