"""Hand in a paper with a draft, or the paper that a supplement asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.core.once import whole
from caunoi.core.subjects import SubjectRef
from caunoi.documents import operations as documents
from caunoi.documents import queries as files
from caunoi.documents.images import as_pdf, cleaned
from caunoi.documents.inspection import media_type_of
from caunoi.documents.rules import PDF
from caunoi.dossiers.errors import ForeignFile, OnlyPictures, UnknownComponent
from caunoi.dossiers.models import Dossier, DossierComponent
from caunoi.dossiers.operations.acting import save
from caunoi.dossiers.operations.drafting import open_for_papers
from caunoi.dossiers.shapes import DossierView
from caunoi.dossiers.shapes_filing import Origin
from caunoi.dossiers.views_of import Surroundings, dossier_view, surroundings, wanted
from caunoi.procedures.shapes import ComponentView


@whole
def upload(
    *,
    dossier_id: UUID,
    component_id: str,
    content: bytes,
    name: str,
    actor: Actor,
    now: datetime,
    media_type: str | None = None,
    originals: int = 0,
    copies: int = 1,
    expected_version: int | None = None,
) -> DossierView:
    """Store a file for a draft (or for an open supplement) and attach it as a component, in one.

    Raises what `documents.operations.store` and `attach` raise; then nothing is kept.
    """
    dossier, role = open_for_papers(
        dossier_id, actor=actor, now=now, expected_version=expected_version, component_id=component_id
    )
    stored = documents.store(
        content=content,
        name=name,
        media_type=media_type,
        subject=SubjectRef("dossier", dossier.id),
        actor=actor,
        now=now,
        place=dossier.place,
    )
    return _attach(dossier, component_id, stored, (originals, copies), role, now)


@whole
def upload_pages(
    *,
    dossier_id: UUID,
    component_id: str,
    pages: Sequence[tuple[str, bytes]],
    actor: Actor,
    now: datetime,
    originals: int = 0,
    copies: int = 1,
    expected_version: int | None = None,
) -> DossierView:
    """The same for a paper photographed page by page: several pictures (name, bytes), in order, become one PDF.

    A single file of any type that is taken is kept as it is. Raises as `upload` does.
    """
    name, content = pages[0]
    if len(pages) > 1:
        name, content = f"{name.rpartition('.')[0] or name}.pdf", _bound([page for _, page in pages])
    return upload(
        dossier_id=dossier_id,
        component_id=component_id,
        content=content,
        name=name,
        actor=actor,
        now=now,
        originals=originals,
        copies=copies,
        expected_version=expected_version,
    )


@whole
def attach(
    *,
    dossier_id: UUID,
    component_id: str,
    file_id: UUID,
    actor: Actor,
    now: datetime,
    originals: int = 0,
    copies: int = 1,
    expected_version: int | None = None,
) -> DossierView:
    """Attach a stored file (the end of an upload in parts) as a component, replacing what was there.

    The file must have been stored about this dossier: nobody reads another's papers by naming their ids. Raises
    ForeignFile, UnknownComponent, NotAskedFor, DossierNotFound, AlreadySubmitted, StaleDossier.
    """
    dossier, role = open_for_papers(
        dossier_id, actor=actor, now=now, expected_version=expected_version, component_id=component_id
    )
    about = {file.id: file for file in files.files_about(SubjectRef("dossier", dossier.id))}
    if file_id not in about:
        raise ForeignFile
    return _attach(dossier, component_id, about[file_id], (originals, copies), role, now)


@whole
def hand_in_paper(
    *,
    dossier_id: UUID,
    component_id: str,
    originals: int,
    copies: int,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> DossierView:
    """A component that stays on paper at the counter (origin 0): how many originals and copies were handed in or shown.

    Only the officer who receives it says so. Raises as `attach` does; DossierNotFound for an applicant.
    """
    dossier, role = open_for_papers(
        dossier_id, actor=actor, now=now, expected_version=expected_version, component_id=component_id
    )
    if role != "counter_officer":
        raise UnknownComponent(component=component_id)
    around = surroundings(dossier)
    component_of(around, dossier, component_id)
    put(around, dossier, component_id, origin=Origin.PAPER, counts=(originals, copies), now=now)
    save(dossier, action="attach", role=role, now=now, fields=[])
    return dossier_view(dossier, now=now, around=around)


def _bound(pages: Sequence[bytes]) -> bytes:
    pictures = [cleaned(page, media_type_of(page)) for page in pages if media_type_of(page) != PDF]
    if len(pictures) != len(pages):
        raise OnlyPictures
    return as_pdf(pictures)


def component_of(around: Surroundings, dossier: Dossier, component_id: str) -> ComponentView:
    """The component, if the dossier's case and channel ask for it. Raises UnknownComponent."""
    found = next((c for c in wanted(around.procedure, dossier) if c.id == component_id), None)
    if found is None:
        raise UnknownComponent(component=component_id)
    return found


def put(
    around: Surroundings,
    dossier: Dossier,
    component_id: str,
    *,
    origin: int,
    now: datetime,
    counts: tuple[int, int] = (0, 1),
    file_id: UUID | None = None,
    file_name: str = "",
    source_id: UUID | None = None,
) -> None:
    """Write the component's row in place of what was there."""
    originals, copies = (max(0, min(count, 999)) for count in counts)
    values = {
        "file_id": file_id,
        "file_name": file_name,
        "source_id": source_id,
        "originals": originals,
        "copies": copies,
        "origin": origin,
        "attached_at": now,
    }
    row = around.attached.get(component_id)
    if row is None:  # nobody else adds it: the dossier is locked
        row = DossierComponent.objects.create(dossier=dossier, component_id=component_id, **values)
    else:
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
    around.attached[component_id] = row


def _attach(
    dossier: Dossier, component_id: str, file: files.FileView, counts: tuple[int, int], role: str, now: datetime
) -> DossierView:
    around = surroundings(dossier)
    component_of(around, dossier, component_id)
    put(
        around,
        dossier,
        component_id,
        origin=Origin.DIGITISED,
        counts=counts,
        file_id=file.id,
        file_name=file.name,
        now=now,
    )
    save(dossier, action="attach", role=role, now=now, fields=[])
    return dossier_view(dossier, now=now, around=around)
